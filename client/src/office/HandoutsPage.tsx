import type { QueuedHandout } from '@lectern/shared/handouts'
import { Button } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { HandoutLink } from '../handouts/Handouts.tsx'
import { handoutQueueQuery } from '../handouts/handoutsApi.ts'
import { ReviewForm } from '../handouts/ReviewForm.tsx'
import { Chip } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { dateOf, momentOf } from '../words/times.ts'

function Status({ handout: { status, releaseAt } }: { handout: QueuedHandout }) {
  if (status === 'waiting') return <Chip tone="amber">To review</Chip>
  if (status === 'returned') return <Chip>Returned</Chip>
  return <Chip tone="done">{releaseAt === null ? 'Approved' : `Approved for ${momentOf(releaseAt)}`}</Chip>
}

const columnsFor = (onReview: (handout: QueuedHandout) => void): Column<QueuedHandout>[] => [
  {
    id: 'name',
    label: 'File',
    sortBy: ({ name }) => name,
    cell: (handout) => <HandoutLink sessionId={handout.sessionId} handout={handout} />,
  },
  {
    id: 'session',
    label: 'Session',
    sortBy: ({ startsAt }) => startsAt,
    cell: ({ sessionTitle, startsAt }) => (
      <>
        <bdi>{sessionTitle}</bdi>, {dateOf(startsAt)}
      </>
    ),
  },
  { id: 'by', label: 'From', sortBy: ({ byName }) => byName, cell: ({ byName }) => <bdi>{byName}</bdi> },
  { id: 'at', label: 'Uploaded', sortBy: ({ at }) => at, cell: ({ at }) => momentOf(at) },
  { id: 'status', label: 'State', cell: (handout) => <Status handout={handout} /> },
  {
    id: 'review',
    label: 'Review',
    cell: (handout) => (
      <Button
        size="compact-sm"
        variant={handout.status === 'waiting' ? 'filled' : 'default'}
        aria-label={`Review ${handout.name}`}
        onClick={() => onReview(handout)}
      >
        {handout.status === 'waiting' ? 'Review' : 'Change'}
      </Button>
    ),
  },
]

/** Slides and handouts of all sessions, those to review first. */
export default function HandoutsPage() {
  const queue = useQuery(handoutQueueQuery)
  const [reviewed, setReviewed] = useState<QueuedHandout>()
  const close = () => setReviewed(undefined)
  return (
    <Loaded query={queue} label="Loading the handouts">
      {({ handouts }) => (
        <Page width="tool">
          <PageHead
            title="Handouts"
            lead="Slides and other files of all sessions. Education carries no logos, trade names or other marketing. Learners get a file once it is approved."
          />
          <DataTable
            caption="Table of slides and handouts"
            columns={columnsFor(setReviewed)}
            rows={handouts}
            rowKey={({ id }) => id}
            empty={
              <Empty icon={IconFileText} title="Nothing to review">
                What speakers and moderators upload for their sessions appears here.
              </Empty>
            }
          />
          <Dialog opened={reviewed !== undefined} onClose={close} title={`Review ${reviewed?.name ?? ''}`}>
            {reviewed && <ReviewForm key={reviewed.id} handout={reviewed} onDone={close} onCancel={close} />}
          </Dialog>
        </Page>
      )}
    </Loaded>
  )
}
