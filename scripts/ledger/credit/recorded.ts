// The activities and policies that the ledger holds before any certificate: each certificate rests on these.
import type { Activity } from '../../../shared/src/credit.ts'
import type { FormQuestion } from '../../../shared/src/creditForms.ts'
import type { CreditPolicy } from '../../../shared/src/creditPolicy.ts'
import { isRight } from '../../../shared/src/formAnswers.ts'
import { canonicalText } from '../../../shared/src/ledgerChain.ts'
import type { Entry } from '../../../shared/src/verifying/items.ts'
import { sha256 } from '../../../shared/src/verifying/signature.ts'

type Values = ReadonlyMap<string, unknown>
type Plain = Record<string, unknown>

interface Texts {
  /** Each once. */
  held: Set<object>
  /** By the policy book's digest of them. */
  editions: Set<string>
  /** One of them was purged or withheld, and may be any. */
  isLacking: boolean
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What differs from it; later versions may say more than it does. */
const differing = (recorded: object, used: object): string[] =>
  Object.entries(recorded)
    .filter(([name, value]) => {
      const own = (used as Plain)[name]
      return own === undefined || canonicalText(own) !== canonicalText(value)
    })
    .map(([name]) => name)

/** What is graded has these answers. */
const gradeOf = (questions: readonly FormQuestion[], answers: Plain): Map<string, boolean> =>
  new Map(
    questions
      .filter(({ correct }) => correct.length > 0)
      .map((question) => [question.id, isRight(question, text(answers[question.id]))]),
  )

export function createRecorded() {
  const activities = new Map<string, Texts>()
  const latest = new Map<string, Activity>()
  const policies = new Map<string, Texts>()
  /** What was compared already: thousands of certificates share their activity and policies. */
  const known = new WeakMap<object, string | null>()

  function textsIn(all: Map<string, Texts>, id: string): Texts {
    const texts = all.get(id) ?? { held: new Set(), editions: new Set(), isLacking: false }
    all.set(id, texts)
    return texts
  }
  function add(all: Map<string, Texts>, id: string, value: unknown): void {
    const texts = textsIn(all, id)
    if (typeof value === 'object' && value !== null) texts.held.add(value)
    else texts.isLacking = true
  }

  const named = (data: Entry['data']): string[] =>
    (Array.isArray(data.designations) ? data.designations : []).map(({ policyId }) => text(policyId))

  function inForce({ data }: Entry, values: Values): void {
    const policyId = text(data.policyId)
    const texts = textsIn(policies, policyId)
    for (const edition of [data.edition, data.before]) if (text(edition)) texts.editions.add(text(edition))
    for (const name of [`policy ${policyId}`, 'before']) {
      const value = values.get(name)
      if (typeof value === 'object' && value !== null) texts.held.add(value)
    }
  }

  function* isIn(all: Map<string, Texts>, id: string, used: object, what: string): Iterable<string> {
    const texts = all.get(id)
    if (!texts || texts.isLacking || texts.held.has(used)) return
    const said = known.get(used)
    if (said === null) return
    const each = [...texts.held].map((held) => differing(held, used))
    const isKnown =
      each.some((fields) => fields.length === 0) || texts.editions.has(sha256(canonicalText(used)))
    if (isKnown) known.set(used, null)
    else {
      const fewest = each.toSorted((a, b) => a.length - b.length)[0] ?? []
      yield `it rests on ${what} in another text than any that an entry before it holds (${fewest.join(', ')})`
    }
  }

  return {
    see(entry: Entry, values: Values): void {
      const { kind, data } = entry
      if (kind === 'policy.in_force' || kind === 'policy.uploaded') inForce(entry, values)
      if (kind !== 'activity.designated') return
      const activityId = text(data.activityId)
      const activity = values.get('activity')
      add(activities, activityId, activity)
      if (activity) latest.set(activityId, activity as Activity)
      for (const policyId of named(data)) add(policies, policyId, values.get(`policy ${policyId}`))
    },

    /** What a certificate rests on and no entry before it holds. */
    *problems(activity: Activity, used: readonly CreditPolicy[]): Iterable<string> {
      yield* isIn(activities, activity.id, activity, 'the activity')
      const own = new Set(activity.designations.map(({ policyId }) => policyId))
      for (const policy of used)
        if (own.has(policy.id)) yield* isIn(policies, policy.id, policy, `the policy ${policy.id}`)
    },

    /** Whether attendance was judged by the rules of its activity. */
    *attendance({ data }: Entry): Iterable<string> {
      const texts = activities.get(text(data.activityId))
      if (!texts || texts.isLacking || data.attendance === undefined) return
      const own = canonicalText(data.attendance)
      if (![...texts.held].some((held) => canonicalText((held as Activity).attendance) === own))
        yield 'it was judged by other rules of attendance than its activity has'
    },

    /** Whether an attempt has the score of its answers. */
    *attempt({ data }: Entry, values: Values): Iterable<string> {
      const form = values.get('form') as
        | { answers: Plain; questions: { id: string; right: boolean }[] }
        | undefined
      const test = latest.get(text(data.activityId))?.test
      if (!form || !test) return
      const grades = gradeOf(test, form.answers)
      const right = [...grades.values()].filter(Boolean).length
      const score = grades.size === 0 ? 1 : right / grades.size
      if (score !== data.score)
        yield `it says a score of ${Number(data.score)}, and its answers have ${score}`
      for (const question of form.questions)
        if (grades.get(question.id) !== question.right)
          yield `it says that the answer to “${question.id}” was ${question.right ? 'right' : 'wrong'}, which the test does not`
    },
  }
}
