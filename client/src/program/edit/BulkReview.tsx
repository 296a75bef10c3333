import type { PlannedView } from '@lectern/shared/programPlanning'
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { appErrorOf } from '../../live/appError.ts'
import { request } from '../../live/http.ts'
import { useMe } from '../../live/me.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { toast } from '../../ui/toast.tsx'
import { counted } from '../../words/counts.ts'
import { useTakeEdited } from './planningData.ts'
import { obstaclesOf } from './ReviewPanel.tsx'

const canSubmit = ({ review }: PlannedView): boolean => review.status === 'draft'
const canApprove = ({ review }: PlannedView): boolean =>
  review.status === 'in_review' && obstaclesOf(review).length === 0

/** Submits or approves the chosen sessions; those that lack something stay as they are. */
export function BulkReview({ views }: { views: readonly PlannedView[] }) {
  const isOffice = useMe().data?.person.roles.includes('office') ?? false
  const takeEdited = useTakeEdited()
  const [progress, setProgress] = useState<string>()
  const [refusals, setRefusals] = useState<string[]>([])
  if (views.length === 0) return null

  /** One after the other, so that each refusal is about one session. */
  async function run(name: 'program.submit' | 'program.approve', done: string, all: readonly PlannedView[]) {
    const refused: string[] = []
    for (const [index, { session }] of all.entries()) {
      setProgress(`${index + 1} of ${all.length}…`)
      try {
        const body = { version: session.version ?? 0 }
        takeEdited(await request(name, { params: { sessionId: session.id }, body }))
      } catch (error) {
        refused.push(`${session.title}: ${appErrorOf(error).message}`)
      }
    }
    setProgress(undefined)
    setRefusals(refused)
    const count = all.length - refused.length
    if (count > 0) toast(`${counted(count, 'session')} ${done}.`)
  }
  const [drafts, complete] = [views.filter(canSubmit), views.filter(canApprove)]
  const left = views.length - drafts.length - (isOffice ? complete.length : 0)
  return (
    <section aria-label="Selected sessions" className="bulk">
      <Group gap="sm">
        <Text size="sm" fw={500} role="status">
          {progress ?? `${counted(views.length, 'session')} selected`}
        </Text>
        <Button
          size="compact-md"
          disabled={drafts.length === 0}
          onClick={() => void run('program.submit', 'submitted', drafts)}
          {...busyButton(progress !== undefined)}
        >
          Submit {drafts.length}
        </Button>
        {isOffice && (
          <Button
            size="compact-md"
            disabled={complete.length === 0}
            onClick={() => void run('program.approve', 'approved', complete)}
            {...busyButton(progress !== undefined)}
          >
            Approve {complete.length}
          </Button>
        )}
      </Group>
      {left > 0 && (
        <Text size="sm" c="gray.7">
          {counted(left, 'session')} {left === 1 ? 'is' : 'are'} approved already, or lack something first.
        </Text>
      )}
      {refusals.map((refusal) => (
        <Refusal key={refusal} refusal={refusal} size="sm" />
      ))}
    </section>
  )
}
