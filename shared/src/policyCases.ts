// A policy's own table of cases (`policies/cases/ID.json`): what somebody did, and what the body gives for
// it. Pure, so that the check of policies runs with nothing but Node.
import type { SlotVerdict } from './attendance.ts'
import type { Designation } from './credit.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { earnedOf, type Learner, type WatchedSession } from './creditRules.ts'
import { professions } from './professions.ts'
import { flag, list, number, oneOf, optional, record, text } from './readFields.ts'
import { boards } from './requirements.ts'

interface CaseSession {
  /** Watched, of so many that were on air. */
  minutes: number
  of: number
  /** Days after the first one; sessions of one day follow one another. */
  day?: number
  title?: string
  checks?: [answered: number, missed: number]
  /** The person presented it. */
  presented?: boolean
}

export interface PolicyCase {
  what: string
  sessions: CaseSession[]
  maximum: number
  profession?: CreditPolicy['professions'][number]
  number?: string
  /** What is claimed by itself, and which of these parts the case is about. */
  per?: 'activity' | 'session' | 'day'
  part?: number
  evaluated?: boolean
  /** The scores of each attempt. */
  test?: number[]
  /** For each attempt: how many days after the last session. */
  testDays?: number[]
  /** What the person has not given. */
  without?: string[]
  /** Whom the body accredited the activity for, and what the person has given. */
  accreditedFor?: NonNullable<Designation['accreditedFor']>
  discipline?: string
  /** Minutes that the same body was claimed for elsewhere: on which day, and how many. */
  claimed?: [day: number, minutes: number][]
  /** Full days after the last session that was attended; absent: an hour. */
  days?: number
  eligible: boolean
  amount: number
  /** The reasons that block the claim; `not_served`: the policy is not for this person. */
  reasons: string[]
}

const share = number({ most: 1 })
const table = list(
  record({
    what: text(200),
    sessions: list(
      record({
        minutes: number({ most: 100_000 }),
        of: number({ most: 100_000 }),
        day: optional(number({ most: 1000, isWhole: true })),
        title: optional(text(200)),
        checks: optional(list(number({ most: 1000, isWhole: true }), 2, 2)),
        presented: optional(flag),
      }),
      50,
      1,
    ),
    maximum: number({ least: 0.01, most: 1000 }),
    profession: optional(oneOf(professions)),
    number: optional(text(40)),
    per: optional(oneOf(['activity', 'session', 'day'])),
    part: optional(number({ most: 50, isWhole: true })),
    evaluated: optional(flag),
    test: optional(list(share, 20)),
    testDays: optional(list(number({ most: 4000 }), 20)),
    without: optional(list(text(40), 20)),
    accreditedFor: optional(
      list(record({ profession: oneOf(professions), disciplines: list(text(120), 20) }), 20),
    ),
    discipline: optional(text(120)),
    claimed: optional(list(list(number({ most: 10_000, isWhole: true }), 2, 2), 20)),
    days: optional(number({ most: 4000, isWhole: true })),
    eligible: flag,
    amount: number({ most: 1000 }),
    reasons: list(text(40), 20),
  }),
  200,
  1,
)

/** "1, given", or "0, not given: deadline_passed" */
const verdict = ({
  amount,
  eligible,
  reasons,
}: Pick<PolicyCase, 'amount' | 'eligible' | 'reasons'>): string =>
  `${amount}, ${eligible ? 'given' : 'not given'}${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}`

/** The cases, or what is wrong with the table. */
export function readCases(json: string): { cases: PolicyCase[] } | { problems: string[] } {
  const problems: string[] = []
  try {
    const cases = table(JSON.parse(json), '', (at, problem) => problems.push(`${at}: ${problem}`))
    return problems.length > 0 ? { problems } : { cases: cases as PolicyCase[] }
  } catch (error) {
    return { problems: [(error as Error).message] }
  }
}

const dayMs = 86_400_000
/** 15 January 2027, 8:00 UTC. */
const firstDay = Date.UTC(2027, 0, 15, 8)

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

const slots = (minutes: number, verdict: SlotVerdict): SlotVerdict[] =>
  Array.from({ length: Math.round(minutes * 6) }, () => verdict)

function sessionsOf(cases: readonly CaseSession[]): WatchedSession[] {
  const free = new Map<number, number>()
  return cases.map(({ minutes, of, day = 0, title, checks = [0, 0], presented }, i) => {
    const liveAt = free.get(day) ?? firstDay + day * dayMs
    const verdicts = [...slots(minutes, 'counted'), ...slots(of - minutes, 'not_watching')]
    const endedAt = liveAt + verdicts.length * 10_000
    free.set(day, endedAt)
    return {
      sessionId: `session-${i}`,
      title: title ?? `Session ${i + 1}`,
      liveAt,
      endedAt,
      settled: true,
      verdicts,
      checks: { answered: checks[0], missed: checks[1] },
      on: dateOf(liveAt),
      ...(presented && { presented: slots(of, 'counted') }),
    }
  })
}

/** What stands in the place of a detail that was not given. */
function lacking(field: string): [string, unknown] {
  if (field === 'boardId') return ['boardIds', Object.fromEntries(boards.map((board) => [board, '']))]
  if (field === 'licenceNumber' || field === 'licenceState') return ['licences', []]
  return [field, field.startsWith('birth') ? null : '']
}

/** Everything that any body asks for, but what the case leaves out. */
function learnerOf(
  policy: CreditPolicy,
  { profession, without = [], evaluated = true, test = [1], testDays, discipline, claimed }: PolicyCase,
  last: number,
): Learner {
  const given: Learner['identifiers'] = {
    npi: '1234567893',
    efn: '802761234567896',
    nabpId: '123456',
    boardIds: { ABA: '1', ABIM: '1', ABOHNS: '1', ABOS: '1', ABP: '1', ABPATH: '1', ABS: '1', ABTS: '1' },
    licences: [{ state: 'NY', number: '123456' }],
    birthMonth: 2,
    birthDay: 29,
    codiceFiscale: 'RSSMRA85T10A562S',
    discipline: discipline ?? 'Cardiologia',
  }
  const gone = Object.fromEntries(without.map(lacking))
  return {
    profession: profession ?? policy.professions[0] ?? 'other',
    identifiers: { ...given, ...gone },
    evaluatedAt: evaluated ? firstDay : null,
    testScores: test,
    ...(testDays && { testedAt: testDays.map((days) => last + days * dayMs) }),
    discipline: without.includes('discipline') ? '' : given.discipline,
    hasDeclared: !without.includes('recruitment'),
    ...(claimed && {
      paid: [
        {
          activityId: 'elsewhere',
          policyId: policy.id,
          time: [],
          days: claimed.map(([day, minutes]) => [dateOf(firstDay + day * dayMs), minutes * 60_000] as const),
        },
      ],
    }),
  }
}

/** What the rules say differently from the table, in words; undefined if they agree. */
export function differenceIn(policy: CreditPolicy, of: PolicyCase): string | undefined {
  const { maximum, number: given = '', per, part = 0, days, accreditedFor } = of
  const sessions = sessionsOf(of.sessions)
  const took = sessions.filter(({ verdicts, presented }) => presented ?? verdicts.includes('counted'))
  const end = Math.max(...(took.length > 0 ? took : sessions).map(({ endedAt }) => endedAt ?? 0))
  const last = Math.max(...sessions.map(({ endedAt }) => endedAt ?? 0))
  const now = days === undefined ? last + 3_600_000 : end + days * dayMs
  const designations = [
    {
      policyId: policy.id,
      maximum,
      designatedAt: 1,
      number: given,
      ...(per && { per }),
      ...(accreditedFor && { accreditedFor }),
    },
  ]
  const question = {
    id: 'q',
    kind: 'yes_no',
    prompt: '?',
    options: [],
    required: true,
    correct: ['yes'],
    feedback: '',
  } as const
  const activity = {
    ...{ designations, test: [{ ...question, options: [], correct: ['yes'] }] },
    timeZone: 'UTC',
  }
  const found = earnedOf(activity, [policy], sessions, learnerOf(policy, of, last), now)[part]?.result
  const reasons = found?.reasons.filter(({ blocks }) => blocks).map(({ code }) => code as string)
  const is = {
    eligible: found?.eligible ?? false,
    amount: found?.amount ?? 0,
    reasons: reasons ?? ['not_served'],
  }
  const due = { eligible: of.eligible, amount: of.amount, reasons: of.reasons }
  return JSON.stringify(is) === JSON.stringify(due)
    ? undefined
    : `${of.what}: the table says ${verdict(due)}; the rules say ${verdict(is)}`
}
