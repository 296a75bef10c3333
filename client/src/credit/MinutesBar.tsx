import type { Gap, SlotVerdict } from '@lectern/shared/attendance'
import type { SessionWatched } from '@lectern/shared/credit'
import { type Subject, you } from '@lectern/shared/subject'
import { type Span, SpanBar } from '../ui/SpanBar.tsx'
import { gapWords, minutesOf } from '../words/credit.ts'

type Timed = Pick<SessionWatched, 'liveAt' | 'until' | 'creditedSlots' | 'possibleSlots' | 'gaps'>

/** Grey for time that the person was elsewhere, amber for a fault, red for what was taken back. */
const tones: Partial<Record<SlotVerdict, Span['tone']>> = {
  not_joined: 'quiet',
  hall: 'quiet',
  missed_check: 'harm',
  withdrawn: 'harm',
  not_on_stage: 'quiet',
}

interface MinutesBarProps {
  session: Timed
  who?: Subject
}

/** A session's time on one line, with its gaps. */
export function MinutesBar({ session, who = you }: MinutesBarProps) {
  const { liveAt, until, gaps, possibleSlots, creditedSlots } = session
  if (liveAt === null || until === null || until <= liveAt || possibleSlots === 0) return null
  const length = until - liveAt
  const spanOf = (gap: Gap): Span => ({
    from: gap.from - liveAt,
    to: Math.min(gap.to - liveAt, length),
    tone: tones[gap.reason] ?? 'amber',
    label: gapWords(gap, who),
  })
  const counted: Span[] =
    creditedSlots === 0 ? [] : [{ from: 0, to: length, tone: 'done', label: `${minutesOf(session)} counted` }]
  return <SpanBar label="The session’s time" length={length} spans={[...counted, ...gaps.map(spanOf)]} />
}
