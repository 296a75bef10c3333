import { reviewedAtOnceMax } from '@lectern/shared/limits'
import type { PlannedView, ReviewedTogether } from '@lectern/shared/programPlanning'
import { Button, Group, Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { request } from '../../live/http.ts'
import { useMe } from '../../live/me.ts'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { LongList } from '../../ui/LongList.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { toast } from '../../ui/toast.tsx'
import { counted } from '../../words/counts.ts'
import { useTakeEdited } from './planningData.ts'
import { obstaclesOf } from './ReviewPanel.tsx'

const canSubmit = ({ review }: PlannedView): boolean => review.status === 'draft'
const canApprove = ({ review }: PlannedView): boolean =>
  review.status === 'in_review' && obstaclesOf(review).length === 0

const steps = {
  submitted: 'program.submitTogether',
  approved: 'program.approveTogether',
} as const
type Step = keyof typeof steps

/** What was refused of the last step, by session. */
interface Refused {
  step: Step
  of: { sessionId: string; title: string; message: string }[]
}
const nothing: Refused = { step: 'submitted', of: [] }

interface BulkReviewProps {
  views: readonly PlannedView[]
  onOpen: (sessionId: string) => void
}

/** Submits or approves the chosen sessions in one request; those that lack something stay as they are. */
export function BulkReview({ views, onOpen }: BulkReviewProps) {
  const isOffice = useMe().data?.person.roles.includes('office') ?? false
  const takeEdited = useTakeEdited()
  const { busy, refusal, run } = useCommand()
  const [refused, setRefused] = useState(nothing)
  if (views.length === 0) return null

  function take(step: Step, asked: readonly PlannedView[], reply: ReviewedTogether): void {
    takeEdited(reply)
    const titles = new Map(asked.map(({ session }) => [session.id, session.title]))
    const of = reply.outcomes.flatMap(({ sessionId, refusal }) =>
      refusal ? [{ sessionId, title: titles.get(sessionId) ?? '', message: refusal.message }] : [],
    )
    setRefused((before) => ({ step, of: [...before.of, ...of] }))
    const done = reply.outcomes.length - of.length
    if (done > 0) toast(`${counted(done, 'session')} ${step}.`)
  }
  /** By one request; more sessions than it may name go in several. */
  const act = (step: Step, asked: readonly PlannedView[]) =>
    run(async () => {
      setRefused({ step, of: [] })
      for (let i = 0; i < asked.length; i += reviewedAtOnceMax) {
        const part = asked.slice(i, i + reviewedAtOnceMax)
        const versions = Object.fromEntries(part.map(({ session }) => [session.id, session.version ?? 0]))
        take(step, part, await request(steps[step], { body: { versions } }))
      }
    })
  const [drafts, complete] = [views.filter(canSubmit), views.filter(canApprove)]
  const left = views.length - drafts.length - (isOffice ? complete.length : 0)
  return (
    <section aria-label="Selected sessions" className="bulk">
      <Group gap="sm">
        <Text size="sm" fw={500} role="status">
          {counted(views.length, 'session')} selected
        </Text>
        <Button
          size="compact-md"
          disabled={drafts.length === 0}
          onClick={() => void act('submitted', drafts)}
          {...busyButton(busy)}
        >
          Submit {drafts.length}
        </Button>
        {isOffice && (
          <Button
            size="compact-md"
            disabled={complete.length === 0}
            onClick={() => void act('approved', complete)}
            {...busyButton(busy)}
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
      <Refusal refusal={refusal} size="sm" />
      <RefusedSessions refused={refused} onOpen={onOpen} />
    </section>
  )
}

/** Which sessions stayed as they were, and why. */
function RefusedSessions({
  refused: { step, of },
  onOpen,
}: { refused: Refused } & Pick<BulkReviewProps, 'onOpen'>) {
  if (of.length === 0) return null
  const heading = `${counted(of.length, 'session')} ${of.length === 1 ? 'was' : 'were'} not ${step}`
  return (
    <>
      <Refusal refusal={`${heading}:`} size="sm" />
      <LongList label={heading} total={of.length}>
        {(shown) =>
          of.slice(0, shown).map(({ sessionId, title, message }) => (
            <li key={sessionId}>
              <UnstyledButton className="link" onClick={() => onOpen(sessionId)}>
                <bdi>{title}</bdi>
              </UnstyledButton>{' '}
              {message}
            </li>
          ))
        }
      </LongList>
    </>
  )
}
