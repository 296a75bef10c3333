// The evidence sheet: everything kept about one person in one session, for the CE office, as facts with
// numbers. It makes no judgement: what looks like a program may be a person, and the reverse.
import { z } from 'zod'
import { type AttendancePolicy, gap, judgedAfterMs, slotMs } from './attendance.ts'
import { id, instant } from './ids.ts'
import {
  type CheckFact,
  checkOutcomes,
  countOf,
  gapsOf,
  hasBit,
  isPossible,
  judge,
  type PersonFacts,
  type SessionFacts,
  slotAt,
} from './watchTime.ts'

const stretch = z.object({ from: instant, to: instant })
const watchedPage = z.object({
  /** Equal for pages of the same browser sign-in; empty if unknown. */
  signIn: z.string(),
  from: instant,
  /** Null while it lasts, or if its server died. */
  to: instant.nullable(),
})
export type WatchedPage = z.infer<typeof watchedPage>

const sending = z.object({
  sentAt: instant,
  dueAt: instant,
  /** False: it became due while the page was silent, or a poll was answered instead. */
  shown: z.boolean(),
  extended: z.boolean(),
  answeredAt: instant.nullable(),
})
const checkEvidence = z.object({
  outcome: z.enum(['answered', 'missed', 'postponed', 'cancelled', 'open']),
  /** When it was first due. */
  dueFrom: instant,
  answeredAt: instant.nullable(),
  /** From sending to answer; null if nothing or a poll was answered. */
  answerMs: z.number().nullable(),
  sendings: z.array(sending),
})
export type CheckEvidence = z.infer<typeof checkEvidence>

const signCodes = [
  'fast_answers',
  'alike_answers',
  'no_interaction',
  'answered_without_beats',
  'answered_without_media',
  'pages_at_once',
] as const

export const evidenceSheet = z.object({
  sessionId: id,
  title: z.string(),
  liveAt: instant.nullable(),
  acknowledgedAt: instant,
  isFinal: z.boolean(),
  slots: z.object({
    possible: z.number(),
    credited: z.number(),
    /** Time with a beat, with media that arrived at the person, and with both. */
    present: z.number(),
    delivered: z.number(),
    both: z.number(),
    /** The longest run of slots with a beat. */
    longestPresent: z.number(),
  }),
  checks: z.array(checkEvidence),
  /** Checks answered by hand, in ms; null if none. */
  answers: z
    .object({ count: z.number(), fastest: z.number(), median: z.number(), slowest: z.number() })
    .nullable(),
  /** When polls were answered. */
  votes: z.array(instant),
  /** Possible time without credit. */
  gaps: z.array(gap),
  /** Time on air without a beat, and without media, between the person's first and last sign. */
  silences: z.array(stretch),
  undelivered: z.array(stretch),
  hall: z.array(z.object({ from: instant, to: instant.nullable() })),
  pages: z.array(watchedPage),
  /** What an auditor may want to look at: a fact with its numbers, never a verdict. */
  signs: z.array(z.object({ code: z.enum(signCodes), text: z.string() })),
})
export type EvidenceSheet = z.infer<typeof evidenceSheet>

/** When somebody was on stage in one session, and what of it counts. */
export const stageSheet = z.object({
  sessionId: id,
  title: z.string(),
  liveAt: instant,
  isSpeaker: z.boolean(),
  isFinal: z.boolean(),
  stretches: z.array(stretch),
  /** `stated`: by the CE office; `possible`: time on air outside breaks. */
  slots: z.object({ onStage: z.number(), stated: z.number(), possible: z.number() }),
})
export type StageSheet = z.infer<typeof stageSheet>

/** Sessions in which the person has a seat, and those in which they were on stage or should have been. */
export const personEvidence = z.object({
  personId: id,
  sheets: z.array(evidenceSheet),
  onStage: z.array(stageSheet),
})
export type PersonEvidence = z.infer<typeof personEvidence>

/** Faster than a person can press, in ms. */
const fastMs = 300
/** Answer times closer together than a person would manage, in ms. */
const alikeMs = 500
/** Long enough to expect some action from a person, in ms. */
const idleMs = 30 * 60_000

type Watched = PersonFacts & { acknowledgedAt: number }

function stretchesOf(liveAt: number, slots: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  for (const slot of slots) {
    const from = liveAt + slot * slotMs
    const last = runs.at(-1)
    if (last?.to === from) last.to = from + slotMs
    else runs.push({ from, to: from + slotMs })
  }
  return runs
}

const sendingOf = ({ sentAt, dueAt, unsent = false, extended = false, answeredAt }: CheckFact) => ({
  sentAt,
  dueAt,
  shown: !unsent,
  extended,
  answeredAt,
})

function checksOf(facts: SessionFacts, person: Watched, policy: AttendancePolicy): CheckEvidence[] {
  return checkOutcomes(facts, person, policy).map(({ outcome, answeredAt, sendings }) => {
    const answered = sendings.find((each) => each.answeredAt !== null)
    return {
      outcome,
      dueFrom: sendings[0]!.sentAt,
      answeredAt,
      answerMs: answered ? answered.answeredAt! - answered.sentAt : null,
      sendings: sendings.map(sendingOf),
    }
  })
}

/** How long at least two pages watched at once, and with how many sign-ins, up to `until`. */
function atOnce(pages: readonly WatchedPage[], until: number): { ms: number; signIns: number } {
  const edges = pages
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: Math.max(from, to ?? until), by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by)
  let open = 0
  let ms = 0
  edges.forEach(({ at, by }, i) => {
    if (open > 1) ms += at - edges[i - 1]!.at
    open += by
  })
  return { ms, signIns: new Set(pages.map(({ signIn }) => signIn)).size }
}

const minutes = (ms: number): string => `${Math.round(ms / 6000) / 10} min`

interface Signed {
  facts: SessionFacts
  person: Watched
  checks: CheckEvidence[]
  times: number[]
  presentSlots: number
  pages: readonly WatchedPage[]
}

function* signsOf({
  facts,
  person,
  checks,
  times,
  presentSlots,
  pages,
}: Signed): Iterable<EvidenceSheet['signs'][number]> {
  const [fastest, slowest] = [times[0], times.at(-1)]
  const fast = times.filter((ms) => ms < fastMs).length
  if (fast > 0)
    yield {
      code: 'fast_answers',
      text: `${fast} of ${times.length} answers came in less than ${fastMs} ms; the fastest in ${fastest} ms.`,
    }
  if (times.length >= 3 && slowest! - fastest! < alikeMs)
    yield {
      code: 'alike_answers',
      text: `All ${times.length} answers took between ${fastest} and ${slowest} ms: they differ by ${slowest! - fastest!} ms.`,
    }
  const answered = checks.filter(({ outcome }) => outcome === 'answered').length
  if (answered + person.proofs.length === 0 && presentSlots * slotMs >= idleMs)
    yield {
      code: 'no_interaction',
      text: `The page was there for ${minutes(presentSlots * slotMs)} without an answer to any check or poll.`,
    }
  const byHand = checks.flatMap(({ answerMs, answeredAt }) => (answerMs === null ? [] : [answeredAt!]))
  for (const [code, bits, what] of [
    ['answered_without_beats', person.present, 'the page gave no sign of life'],
    ['answered_without_media', person.delivered, 'no media reached the person'],
  ] as const) {
    // Slots not judged yet are unknown.
    const unproven = byHand.filter(
      (at) => at < facts.until - judgedAfterMs && !hasBit(bits, slotAt(facts.liveAt, at)),
    ).length
    if (unproven > 0)
      yield { code, text: `${unproven} of ${byHand.length} answers came in a slot in which ${what}.` }
  }
  const overlap = atOnce(pages, facts.until)
  if (overlap.ms >= slotMs)
    yield {
      code: 'pages_at_once',
      text: `Several pages watched at once for ${minutes(overlap.ms)}; the pages belong to ${overlap.signIns} sign-in${overlap.signIns === 1 ? '' : 's'}.`,
    }
}

/** Pure: the same facts give the same sheet. `facts` is null before the session goes live. */
export function evidenceOf(
  session: { sessionId: string; title: string; isFinal: boolean; facts: SessionFacts | null },
  person: Watched,
  pages: readonly WatchedPage[],
  policy: AttendancePolicy,
): EvidenceSheet {
  const { sessionId, title, isFinal } = session
  const facts = session.facts ?? { liveAt: 0, until: 0, breaks: [], onAir: new Uint8Array(), outages: [] }
  const { liveAt, until, onAir } = facts
  const verdicts = judge(facts, person, policy)
  const { creditedSlots, possibleSlots } = countOf(verdicts)
  const all = verdicts.map((_, slot) => slot)
  const seen = all.filter((slot) => hasBit(person.present, slot))
  const reached = all.filter((slot) => hasBit(person.delivered, slot))
  const signs = [...seen, ...reached]
  const [first, last] = [Math.min(...signs), Math.max(...signs)]
  const between = all.filter(
    (slot) => slot >= first && slot <= last && isPossible(verdicts[slot]!) && hasBit(onAir, slot),
  )
  const missingIn = (bits: Uint8Array) =>
    stretchesOf(
      liveAt,
      between.filter((slot) => !hasBit(bits, slot)),
    )
  const checks = checksOf(facts, person, policy)
  const times = checks.flatMap(({ answerMs }) => answerMs ?? []).sort((a, b) => a - b)
  const runs = stretchesOf(0, seen).map(({ from, to }) => (to - from) / slotMs)
  return {
    sessionId,
    title,
    liveAt: session.facts && liveAt,
    acknowledgedAt: person.acknowledgedAt,
    isFinal,
    slots: {
      possible: possibleSlots,
      credited: creditedSlots,
      present: seen.length,
      delivered: reached.length,
      both: seen.filter((slot) => hasBit(person.delivered, slot)).length,
      longestPresent: Math.max(0, ...runs),
    },
    checks,
    answers:
      times.length === 0
        ? null
        : {
            count: times.length,
            fastest: times[0]!,
            median: times[Math.floor((times.length - 1) / 2)]!,
            slowest: times.at(-1)!,
          },
    votes: person.proofs.filter((at) => at >= liveAt && at <= until),
    gaps: gapsOf(verdicts, liveAt),
    silences: missingIn(person.present),
    undelivered: missingIn(person.delivered),
    hall: person.hall
      .filter(([from, to]) => from < until && (to ?? until) > liveAt)
      .map(([from, to]) => ({ from, to })),
    pages: [...pages],
    signs: [...signsOf({ facts, person, checks, times, presentSlots: seen.length, pages })],
  }
}
