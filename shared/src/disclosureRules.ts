// From everything signed, withdrawn and decided about a person to their disclosure in one session. Pure.
import { decisionProblems, isExcluded, noteOf, type Part } from './clearance.ts'
import {
  type Decision,
  type DisclosedRelationship,
  type MitigationStep,
  mitigations,
  type Nature,
  type PartOf,
  type PartState,
  type SignedForm,
} from './disclosures.ts'
import type { Disclosure, Relationship } from './program.ts'

interface Act {
  /** Made by the page. */
  id: string
  /** Made by the server, for this attempt. */
  attempt: string
  at: number
  /** A person's id. */
  by: string
}
export interface Signed extends Act {
  kind: 'signed'
  form: Omit<SignedForm, 'signedAt' | 'validUntil'>
  /** Keeps what was signed from being guessed from its digest in the ledger. */
  salt: string
}
export interface Withdrawn extends Act {
  kind: 'withdrawn'
}
export interface Decided extends Act {
  kind: 'decided'
  byName: string
  relationship: string
  parts: PartOf[]
  decision: Decision
}
export type DisclosureAct = Signed | Withdrawn | Decided

/** What is on file about a person. */
export interface OnFile {
  /** How many acts there are: the version of everything here. */
  revision: number
  versions: number
  /** The form in force; null before the first, and once it is withdrawn. */
  signed: Signed | null
  withdrawnAt: number | null
  /** The latest decision by `decisionKey`. */
  decisions: ReadonlyMap<string, Decided>
}

export const decisionKey = (relationship: string, { sessionId, part }: PartOf): string =>
  `${sessionId} ${part} ${relationship}`

/** Two relationships with the same key are the same one: a decision about it outlives a renewed form. */
export const keyOf = ({ company, nature, isTraded, endedOn }: DisclosedRelationship): string =>
  [company.toLocaleLowerCase('en'), nature, isTraded ? 'traded' : '', endedOn === null ? '' : 'ended'].join(
    '|',
  )

export function onFile(acts: readonly DisclosureAct[]): OnFile {
  const decisions = new Map<string, Decided>()
  let signed: Signed | null = null
  let withdrawnAt: number | null = null
  let versions = 0
  for (const act of acts) {
    if (act.kind === 'decided')
      for (const part of act.parts) decisions.set(decisionKey(act.relationship, part), act)
    else {
      signed = act.kind === 'signed' ? act : null
      withdrawnAt = act.kind === 'signed' ? null : act.at
      if (act.kind === 'signed') versions += 1
    }
  }
  return { revision: acts.length, versions, signed, withdrawnAt, decisions }
}

/** A form holds for twelve months. */
export function validUntil(signedAt: number): number {
  const date = new Date(signedAt)
  date.setUTCFullYear(date.getUTCFullYear() + 1)
  return date.getTime()
}

const natureNames: Record<Nature, string> = {
  employee: 'Employee',
  researcher: 'Researcher',
  consultant: 'Consultant',
  advisor: 'Advisor',
  speaker: 'Speaker',
  contractor: 'Independent contractor, contracted research included',
  royalties: 'Royalties or patent beneficiary',
  executive: 'Executive role',
  ownership: 'Ownership interest in a company that is not publicly traded',
}

/** The nature of a relationship, as learners read it. */
export function natureWords({ nature, isTraded, endedOn }: DisclosedRelationship): string {
  const name =
    nature === 'ownership' && isTraded
      ? 'Individual stocks or stock options of a publicly traded company'
      : natureNames[nature]
  return endedOn === null ? name : `Past ${name.charAt(0).toLowerCase()}${name.slice(1)} (ended ${endedOn})`
}

const stepWords: Record<Exclude<MitigationStep, 'other'>, string> = {
  recuse: 'Recused from content to which the relationship is relevant',
  reassign: 'Their role was given to somebody without relevant relationships',
  second_planner: 'A second planner without relevant relationships decided on this content',
  divest: 'Ended the relationship',
  peer_review: 'The content was reviewed by peers without relevant relationships',
  attest: 'Attested that recommendations rest on evidence and are free of bias',
  remove_recommendations: 'Makes no recommendations for the care of patients',
}
const mitigationWords = (step: MitigationStep, details: string): string => {
  if (step === 'other') return details
  return details ? `${stepWords[step]}: ${details}` : stepWords[step]
}

/** The ways to mitigate a relationship of a person with this part. */
export const mitigationsFor = (part: Part): readonly MitigationStep[] =>
  mitigations[part === 'planner' ? 'planner' : 'faculty']

const relationshipOf = (disclosed: DisclosedRelationship, decided: Decided | undefined): Relationship => {
  const { company } = disclosed
  const relationship = { company, nature: natureWords(disclosed) }
  if (!decided) return relationship
  const { relevant, exception, mitigation, details } = decided.decision
  return {
    ...relationship,
    resolution: {
      relevant,
      ...(exception && { exception }),
      ...(mitigation && { step: mitigationWords(mitigation, details) }),
      decidedBy: decided.byName,
      decidedAt: decided.at,
    },
  }
}

/**
 * A person's disclosure for one part: undefined if they never signed a form, null if they have withdrawn it.
 */
export function disclosureFor(file: OnFile, part: PartOf): Disclosure | null | undefined {
  const { signed, withdrawnAt, decisions } = file
  if (!signed) return withdrawnAt === null ? undefined : null
  const decided = signed.form.relationships.map(
    (each) => [each, decisions.get(decisionKey(keyOf(each), part))] as const,
  )
  return {
    clearedAt: Math.max(signed.at, ...decided.map(([, act]) => act?.at ?? 0)),
    relationships: decided.map(([each, act]) => relationshipOf(each, act)),
    expiresAt: validUntil(signed.at),
  }
}

/** Why this cannot be decided, in words for the office; undefined if it can. */
export function decisionProblem(
  disclosed: DisclosedRelationship,
  { relevant, exception, mitigation, details }: Decision,
  parts: readonly PartOf[],
): string | undefined {
  const relationship = { company: disclosed.company, nature: natureWords(disclosed) }
  if (exception && !isExcluded(relationship))
    return 'exceptions are for owners, executives and employees of a company only'
  if (mitigation && !relevant && !exception)
    return 'a relationship that is not relevant needs no mitigation: choose one or the other'
  if (mitigation === 'other' && details === '') return 'say in the details what was done to mitigate it'
  const unfit = mitigation && parts.find(({ part }) => !mitigationsFor(part).includes(mitigation))
  if (unfit) return `this mitigation is not for a ${unfit.part}`
  const resolution = {
    relevant,
    ...(exception && { exception }),
    ...(mitigation && { step: mitigation }),
  }
  return [...decisionProblems(relationship, resolution)][0]
}

const monthsKept = 24

/** Its first day; in a month that lacks the day of today, the last one. Days are like "2026-11-30". */
function keptSince(today: string): string {
  const date = new Date(`${today}T00:00:00Z`)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() - monthsKept)
  if (date.getUTCDate() !== day) date.setUTCDate(0)
  return date.toISOString().slice(0, 10)
}

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

/**
 * Why a form cannot be signed, in words for the person; undefined if it can. `today`: where the conference is.
 */
export function formProblem(
  form: { relationships: readonly DisclosedRelationship[]; hasNone: boolean },
  today: string,
): string | undefined {
  const { relationships, hasNone } = form
  if (hasNone && relationships.length > 0)
    return 'you list relationships and say that you have none: take one or the other back'
  if (!hasNone && relationships.length === 0) return 'list your relationships, or say that you have none'
  const keys = relationships.map(keyOf)
  const twice = relationships.find((each, i) => keys.indexOf(keyOf(each)) !== i)
  if (twice) return `the same relationship with ${twice.company} is listed twice`
  const oldest = keptSince(today)
  for (const { company, nature, isTraded, endedOn } of relationships) {
    if (isTraded && nature !== 'ownership')
      return `only an ownership interest in ${company} can be of publicly traded stocks`
    if (endedOn === null) continue
    if (!isDay(endedOn)) return `${endedOn} is no date`
    if (endedOn > today)
      return `the relationship with ${company} cannot have ended on ${endedOn}, which is in the future`
    if (endedOn < oldest)
      return `the relationship with ${company} ended more than ${monthsKept} months ago: it need not be disclosed`
  }
  return undefined
}

/** Where a part stands, by the disclosure that its session has. */
export function partState(
  disclosure: Disclosure | undefined,
  { now, startsAt, isWithdrawn }: { now: number; startsAt: number; isWithdrawn: boolean },
): PartState {
  if (!disclosure) return isWithdrawn ? 'withdrawn' : 'missing'
  const { clearedAt, relationships, expiresAt = Infinity } = disclosure
  if (expiresAt <= now) return 'expired'
  if (relationships.some((each) => isExcluded(each) && !each.resolution?.exception)) return 'excluded'
  if (relationships.some((each) => noteOf(each, clearedAt) === null)) return 'undecided'
  return expiresAt <= startsAt ? 'expires' : 'cleared'
}
