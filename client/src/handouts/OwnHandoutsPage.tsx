import './handouts.css'
import { errors } from '@lectern/shared/errors'
import type { Handout } from '@lectern/shared/handouts'
import { handoutsMax } from '@lectern/shared/limits'
import { Anchor, Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { request } from '../live/http.ts'
import { upload } from '../live/upload.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Chip, type Tone } from '../ui/Chip.tsx'
import { Empty } from '../ui/Empty.tsx'
import { acceptedTypes, allowedWords, fileProblem } from '../ui/fileRules.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { backToAgenda, Problem } from '../ui/Problem.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { momentOf } from '../words/times.ts'
import { HandoutLink } from './Handouts.tsx'
import { handoutsKey, handoutsQuery } from './handoutsApi.ts'

const statusWords: Record<Handout['status'], string> = {
  waiting: 'Waits for review',
  approved: 'Approved',
  returned: 'Returned',
}
const statusTones: Record<Handout['status'], Tone> = { waiting: 'quiet', approved: 'done', returned: 'amber' }

/** What the faculty hands out in a session: uploaded here, reviewed by the CE office. */
export default function OwnHandoutsPage() {
  const { sessionId = '' } = useParams()
  const list = useQuery(handoutsQuery(sessionId))
  return (
    <Loaded query={list} label="Loading the handouts" missing="There is no such session">
      {(data) =>
        data.mayEdit ? (
          <Page width="reading">
            <PageHead
              title="Slides and handouts"
              over={
                <Anchor component={Link} to={`/sessions/${sessionId}`} dir="auto">
                  {data.sessionTitle}
                </Anchor>
              }
              lead="Learners get them once the CE office has checked that they carry no logos, trade names or other marketing."
            />
            <OwnHandouts sessionId={sessionId} handouts={data.handouts} />
          </Page>
        ) : (
          <Problem title="This page is for the faculty of the session" action={backToAgenda}>
            What they hand out is shown with the session.
          </Problem>
        )
      }
    </Loaded>
  )
}

function OwnHandouts({ sessionId, handouts }: { sessionId: string; handouts: readonly Handout[] }) {
  const [share, setShare] = useState<number>()
  const { busy, refusal, run } = useCommand({ changes: handoutsKey })
  const params = { sessionId }
  const send = (file: File | null) =>
    file &&
    void run(async () => {
      const problem = fileProblem('document', file)
      if (problem) throw errors.fileRefused(problem)
      await upload('handouts.upload', file, setShare, { params, query: { name: file.name } })
    }).finally(() => setShare(undefined))
  const remove = (handoutId: string) =>
    void run(() => request('handouts.remove', { params: { sessionId, handoutId } }))
  return (
    <Stack gap="md">
      {handouts.length === 0 && (
        <Empty icon={IconFileText} title="Nothing yet">
          What you upload here waits for the CE office’s review.
        </Empty>
      )}
      {handouts.length > 0 && (
        <ul className="handouts">
          {handouts.map((handout) => (
            <li key={handout.id}>
              <OwnHandout
                sessionId={sessionId}
                handout={handout}
                busy={busy}
                onRemove={() => remove(handout.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {share !== undefined && (
        <Progress value={share * 100} aria-label="Sending the file" transitionDuration={0} />
      )}
      <Refusal refusal={refusal} size="sm" />
      <Group gap="sm">
        <FileButton
          onChange={send}
          accept={acceptedTypes('document')}
          inputProps={{ 'aria-label': 'File of slides or a handout' }}
        >
          {({ onClick }) => (
            <Button
              disabled={handouts.length >= handoutsMax}
              {...busyButton(busy)}
              {...(!busy && { onClick })}
            >
              Upload slides or a handout
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="gray.7">
          {allowedWords('document')}
        </Text>
      </Group>
    </Stack>
  )
}

interface OwnHandoutProps {
  sessionId: string
  handout: Handout
  busy: boolean
  onRemove: () => void
}

function OwnHandout({ sessionId, handout, busy, onRemove }: OwnHandoutProps) {
  const { name, status, reason, releaseAt } = handout
  return (
    <>
      <div className="handouts-row">
        <HandoutLink sessionId={sessionId} handout={handout} />
        <Group gap="sm">
          <Chip tone={statusTones[status]}>{statusWords[status]}</Chip>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={`Remove ${name}`}
            disabled={busy}
            onClick={onRemove}
          >
            Remove
          </Button>
        </Group>
      </div>
      {status === 'returned' && (
        <Text size="sm" dir="auto">
          {reason}
        </Text>
      )}
      {status === 'approved' && releaseAt !== null && (
        <Text size="sm" c="gray.7">
          Learners get it from {momentOf(releaseAt)} on.
        </Text>
      )}
    </>
  )
}
