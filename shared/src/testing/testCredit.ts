// For tests of credit: watched sessions, and the policies shipped with the product.
import { readFileSync } from 'node:fs'
import type { Profession } from '../accounts.ts'
import type { SlotVerdict } from '../attendance.ts'
import type { CreditResult, Designation } from '../credit.ts'
import { formQuestion } from '../creditForms.ts'
import type { CreditPolicy } from '../creditPolicy.ts'
import { creditOf, type Learner, type WatchedSession } from '../creditRules.ts'
import { identifiers } from '../details.ts'
import { readPolicy } from '../readPolicy.ts'

export const liveAt = 1_800_000_000_000
export const minute = 60_000
export const day = 86_400_000

export function policyFile(id: string): CreditPolicy {
  const read = readPolicy(readFileSync(new URL(`../../../policies/${id}.json`, import.meta.url), 'utf8'))
  if (Array.isArray(read)) throw new Error(read.join('\n'))
  return read
}

const slots = (minutes: number, verdict: SlotVerdict): SlotVerdict[] =>
  Array.from({ length: Math.round(minutes * 6) }, () => verdict)

/** A finished, settled session of which the first minutes were watched. */
export function watched(
  credited: number,
  possible = credited,
  { at = liveAt, ...facts }: Partial<WatchedSession> & { at?: number } = {},
): WatchedSession {
  const verdicts = [...slots(credited, 'counted'), ...slots(possible - credited, 'not_watching')]
  return {
    sessionId: 'one',
    title: 'Heart failure',
    liveAt: at,
    endedAt: at + verdicts.length * 10_000,
    settled: true,
    verdicts,
    checks: { answered: 0, missed: 0 },
    ...facts,
  }
}
export const pause = (minutes: number): SlotVerdict[] => slots(minutes, 'break')
export const there = (minutes: number): SlotVerdict[] => slots(minutes, 'counted')

/** A person who has done everything that any body requires. */
export const learner = (profession: Profession, facts: Partial<Learner> = {}): Learner => ({
  profession,
  identifiers: identifiers.parse({
    licences: [{ state: 'NY', number: '123456' }],
    npi: '1234567893',
    boardIds: { ABIM: '123456' },
    nabpId: '123456',
    birthMonth: 2,
    birthDay: 29,
    efn: '802761234567896',
    codiceFiscale: 'RSSMRA85T10A562S',
    discipline: 'Cardiologia',
  }),
  hasDeclared: true,
  evaluatedAt: liveAt + minute,
  testScores: [1],
  ...facts,
})

const question = formQuestion.parse({
  id: 'q1',
  kind: 'choice',
  prompt: 'Which?',
  options: [{ id: 'a', text: 'This' }],
  correct: ['a'],
})

export interface Case {
  policy: CreditPolicy
  sessions: readonly WatchedSession[]
  who: Learner
  maximum?: number
  designatedAt?: number
  now?: number
  withTest?: boolean
  per?: NonNullable<Designation['per']>
  /** The conference's. */
  timeZone?: string
}
/** The results for one policy, an hour after the last session. */
export function resultsOf({
  policy,
  sessions,
  who,
  maximum = 100,
  designatedAt = 1,
  ...more
}: Case): CreditResult[] {
  const { now = Math.max(...sessions.map(({ endedAt }) => endedAt ?? 0)) + 60 * minute, withTest = true } =
    more
  const { per, timeZone } = more
  const designations = [{ policyId: policy.id, maximum, designatedAt, number: '', ...(per && { per }) }]
  const activity = { designations, test: withTest ? [question] : [], timeZone }
  return creditOf(activity, [policy], sessions, who, now)
}
/** The single one. */
export function resultOf(of: Case): CreditResult {
  const results = resultsOf(of)
  if (results.length !== 1) throw new Error(`${results.length} results`)
  return results[0]!
}
export const codes = ({ reasons }: CreditResult): string[] => reasons.map(({ code }) => code)
export const blocking = ({ reasons }: CreditResult): string[] =>
  reasons.filter(({ blocks }) => blocks).map(({ code }) => code)
export const message = ({ reasons }: CreditResult, code: string): string | undefined =>
  reasons.find((reason) => reason.code === code)?.message
