import type { PlannedView } from '@lectern/shared/programPlanning'
import type { Missing, Review } from '@lectern/shared/programReview'
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { request } from '../../live/http.ts'
import { useMe } from '../../live/me.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx'
import { PlainList } from '../../ui/PlainList.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { dayAndTime } from '../../words/times.ts'
import { turnWords } from '../StillMissing.tsx'
import { statusTones, statusWords } from './programWords.ts'
import { usePlanningCommand } from './usePlanningCommand.ts'

/** The steps of the approval are said by the status and its buttons. */
const isStep = ({ code }: Missing): boolean => code === 'not_submitted' || code === 'not_approved'
export const obstaclesOf = ({ missing }: Review): Missing[] => missing.filter((each) => !isStep(each))

interface ReviewPanelProps {
  view: PlannedView
  /** Something was written that is not saved: first things first. */
  isChanged: boolean
}

/** How far a session has come, what is missing, whose turn it is, and the next step. */
export function ReviewPanel({ view: { session, review }, isChanged }: ReviewPanelProps) {
  const isOffice = useMe().data?.person.roles.includes('office') ?? false
  const { busy, refusal, edit } = usePlanningCommand()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { status } = review
  const obstacles = obstaclesOf(review)
  const act = (name: 'program.submit' | 'program.approve') =>
    edit(() => request(name, { params: { sessionId: session.id }, body: { version: session.version ?? 0 } }))
  return (
    <section className="review" aria-label="Approval">
      <Group gap="sm" justify="space-between">
        <Group gap="sm">
          <Chip tone={statusTones[status]}>{statusWords[status]}</Chip>
          {review.turn && <Text size="sm">Next: {turnWords[review.turn]}</Text>}
        </Group>
        <Group gap="sm">
          {status === 'draft' && (
            <Button
              size="compact-md"
              disabled={isChanged}
              onClick={() => void act('program.submit')}
              {...busyButton(busy)}
            >
              Submit for approval
            </Button>
          )}
          {status === 'in_review' && isOffice && (
            <Button
              size="compact-md"
              disabled={isChanged || obstacles.length > 0}
              onClick={() => void act('program.approve')}
              {...busyButton(busy)}
            >
              Approve
            </Button>
          )}
          {status !== 'draft' && (
            <Button variant="default" size="compact-md" onClick={() => setWithdrawing(true)}>
              Take back
            </Button>
          )}
        </Group>
      </Group>
      <Missings of={obstacles} {...{ review, isOffice }} />
      {review.approval && status !== 'draft' && (
        <Text size="sm" c="gray.7">
          {status === 'approved' ? 'Approved' : 'Submitted'} by <bdi>{review.approval.name}</bdi>,{' '}
          {dayAndTime(review.approval.at)}
        </Text>
      )}
      {review.why.length > 0 && <Text size="sm">The approval was taken back: {review.why.join(' ')}</Text>}
      {isChanged && status !== 'approved' && (
        <Text size="sm" c="gray.7">
          Save your changes first.
        </Text>
      )}
      <Refusal refusal={refusal} size="sm" />
      {isWithdrawing && <Withdraw session={session} onClose={() => setWithdrawing(false)} />}
    </section>
  )
}

interface MissingsProps {
  of: Missing[]
  review: Review
  isOffice: boolean
}

function Missings({ of, review, isOffice }: MissingsProps) {
  if (of.length === 0)
    return (
      <Text size="sm" c="gray.7">
        {review.accredited
          ? 'Nothing is missing.'
          : 'It carries no credit: it can go live without an approval, and is in the agenda once it is approved.'}
      </Text>
    )
  return (
    <PlainList gap={4} aria-label="What is missing">
      {of.map(({ code, who, message, personId }) => (
        <li key={`${code} ${personId} ${message}`} className="review-missing">
          <span>
            {message}
            {isOffice && personId && (
              <>
                {' '}
                <Link to={`/office/disclosures/${encodeURIComponent(personId)}`}>Open the disclosure</Link>
              </>
            )}
          </span>
          <span className="review-who">{turnWords[who]}</span>
        </li>
      ))}
    </PlainList>
  )
}

interface WithdrawProps {
  session: PlannedView['session']
  onClose: () => void
}

/** Takes an approval or a submission back, with the reason that the organiser reads. */
function Withdraw({ session, onClose }: WithdrawProps) {
  const [why, setWhy] = useState('')
  const { busy, refusal, edit } = usePlanningCommand()
  const withdraw = async () => {
    const body = { version: session.version ?? 0, why: why.trim() }
    const done = await edit(() => request('program.withdraw', { params: { sessionId: session.id }, body }))
    if (done) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title="Take back">
      <Stack gap="md">
        <Textarea
          label="Reason"
          description="The organiser reads it beside the session, which is a draft again."
          autosize
          minRows={2}
          data-autofocus
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Refusal refusal={refusal} kept="Your text is kept." />
        <DialogButtons
          confirm="Take back"
          onConfirm={() => void withdraw()}
          onCancel={onClose}
          busy={busy}
          disabled={why.trim() === ''}
        />
      </Stack>
    </Dialog>
  )
}
