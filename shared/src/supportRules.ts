// Commercial support of accredited activities (ACCME Standard 4): what an agreement says, whether it was
// signed in time, and whether learners are told of exactly those who support. Pure: pages load it without
// validation; `commercialSupport.ts` has the contract.
import type { Activity } from './credit.ts'
import type { Session, SessionView } from './program.ts'
import { type Supporter, unitedSupport } from './supporters.ts'

/** The five kinds of Template D's yes-or-no columns, and any other. */
export const inKinds = [
  'durable_equipment',
  'facilities',
  'disposable_supplies',
  'animal_parts',
  'human_parts',
  'other',
] as const
export type InKind = (typeof inKinds)[number]
export const inKindWords: Record<InKind, string> = {
  durable_equipment: 'Durable equipment',
  facilities: 'Facilities or space',
  disposable_supplies: 'Disposable supplies',
  animal_parts: 'Animal parts or tissue',
  human_parts: 'Human parts or tissue',
  other: 'Other',
}
/** Shown to the office beside the kinds. */
export const inKindUnconfirmed =
  'The names of these kinds are not confirmed (November 2026): ACCME’s template has five columns for them.'

/** What one activity gets. */
export interface Allocation {
  activityId: string
  /** Only these sessions of it; absent or empty: all. */
  sessionIds?: readonly string[] | undefined
  /** In the smallest unit of the agreement's currency. */
  amount: number
  inKind: readonly InKind[]
  /** What the other support in kind is; empty unless `inKind` has `other`. */
  other: string
}
export interface AgreementTerms {
  supporter: string
  /** ISO 4217. */
  currency: string
  /** The whole amount: the sum of all allocations. */
  amount: number
  allocations: readonly Allocation[]
  purpose: string
  /** What was agreed, in words. */
  terms: string
}

export const parties = ['supporter', 'provider', 'joint'] as const
export type Party = (typeof parties)[number]
/** A side that has to sign; `of`: the joint provider's name, else empty. */
export interface Side {
  party: Party
  of: string
}
export interface Signature extends Side {
  name: string
  title: string
  /** The date on the agreement, in ms. */
  signedAt: number
  recordedAt: number
  /** Who recorded it: a person's id. */
  by: string
}
/** The signed agreement as a PDF among the uploads. */
export interface AgreementFile {
  id: string
  name: string
  bytes: number
  /** SHA-256 of the file as it is kept, in hexadecimal. */
  digest: string
  at: number
  by: string
}

interface Act {
  id: string
  /** Unique to one attempt of this act. */
  attempt: string
  at: number
  /** A person's id. */
  by: string
}
/** What happened to an agreement: acts are only ever added. */
export type AgreementAct =
  | (Act & { kind: 'agreed'; terms: AgreementTerms /** Of an addition. */; reason: string })
  | (Act & { kind: 'signed'; signature: Signature })
  | (Act & { kind: 'filed'; file: AgreementFile })
  | (Act & { kind: 'withdrawn'; reason: string })

/** Terms as they were agreed at one time, and who signed those. */
export interface AgreementVersion {
  /** From 1. */
  version: number
  at: number
  by: string
  /** Why it was added after the start; empty before. */
  reason: string
  terms: AgreementTerms
  signatures: readonly Signature[]
  file: AgreementFile | null
}
export interface Agreement {
  id: string
  conferenceId: string
  /** How many acts it has: what a change rests on. */
  revision: number
  /** The oldest first; at least one. */
  versions: readonly AgreementVersion[]
  withdrawn: { at: number; by: string; reason: string } | null
}

/** Undefined without acts. */
export function agreementOf(
  id: string,
  conferenceId: string,
  acts: readonly AgreementAct[],
): Agreement | undefined {
  const versions: AgreementVersion[] = []
  let withdrawn: Agreement['withdrawn'] = null
  for (const act of acts) {
    const { at, by } = act
    const last = versions.at(-1)
    if (act.kind === 'agreed')
      versions.push({
        ...{ version: versions.length + 1, at, by, reason: act.reason, terms: act.terms },
        ...{ signatures: [], file: null },
      })
    else if (act.kind === 'withdrawn') withdrawn = { at, by, reason: act.reason }
    else if (last)
      versions[versions.length - 1] =
        act.kind === 'filed'
          ? { ...last, file: act.file }
          : { ...last, signatures: [...withoutSide(last.signatures, act.signature), act.signature] }
  }
  return versions.length === 0 ? undefined : { id, conferenceId, revision: acts.length, versions, withdrawn }
}

const isSide = (one: Side, other: Side): boolean => one.party === other.party && one.of === other.of
const withoutSide = (signatures: readonly Signature[], side: Side): Signature[] =>
  signatures.filter((each) => !isSide(each, side))

export const latestVersion = ({ versions }: Agreement): AgreementVersion => versions.at(-1)!

const isAbout = ({ terms }: AgreementVersion, activityId: string): boolean =>
  terms.allocations.some((each) => each.activityId === activityId)

/**
 * The version that had to be signed before an activity began (ms): the last one from before, or the first
 * one, if the agreement was recorded later.
 */
function versionAt({ versions }: Agreement, activityId: string, begins: number): AgreementVersion {
  const about = versions.filter((version) => isAbout(version, activityId))
  return about.findLast(({ at }) => at < begins) ?? about[0] ?? versions[0]!
}

/** Those in force that give something to this session of the activity. */
const agreementsForSession = (
  agreements: readonly Agreement[],
  activityId: string,
  sessionId: string,
): Agreement[] =>
  agreementsFor(agreements, activityId).filter((agreement) =>
    latestVersion(agreement).terms.allocations.some(
      ({ activityId: own, sessionIds = [] }) =>
        own === activityId && (sessionIds.length === 0 || sessionIds.includes(sessionId)),
    ),
  )

/** Those in force that give something to this activity. */
export const agreementsFor = (agreements: readonly Agreement[], activityId: string): Agreement[] =>
  agreements.filter(
    (agreement) => agreement.withdrawn === null && isAbout(latestVersion(agreement), activityId),
  )

export interface SupportOfActivity {
  agreementId: string
  supporter: string
  currency: string
  /** In the smallest unit of the currency. */
  amount: number
  inKind: readonly InKind[]
  other: string
}
/** What an activity gets, by agreement, as last agreed; those that were withdrawn are left out. */
export const supportOfActivity = (
  agreements: readonly Agreement[],
  activityId: string,
): SupportOfActivity[] =>
  agreementsFor(agreements, activityId).flatMap((agreement) => {
    const { supporter, currency, allocations } = latestVersion(agreement).terms
    const own = allocations.find((each) => each.activityId === activityId)
    if (!own) return []
    const { amount, inKind, other } = own
    return [{ agreementId: agreement.id, supporter, currency, amount, inKind, other }]
  })

/** Who has to sign an agreement for one activity. */
export const sidesOf = ({ jointProviders = [] }: Pick<Activity, 'jointProviders'>): Side[] => [
  { party: 'supporter', of: '' },
  { party: 'provider', of: '' },
  ...jointProviders.map((of) => ({ party: 'joint' as const, of })),
]

/** "the supporter", "your organisation", "the joint provider Riverside Institute" */
export const sideWords = ({ party, of }: Side): string =>
  party === 'supporter'
    ? 'the supporter'
    : party === 'provider'
      ? 'your organisation'
      : `the joint provider ${of}`

/** The sides that have not signed a version. */
const unsignedSides = (
  { signatures }: Pick<AgreementVersion, 'signatures'>,
  activity: Pick<Activity, 'jointProviders'>,
): Side[] => sidesOf(activity).filter((side) => !signatures.some((each) => isSide(each, side)))

/** The name as it is compared: without case and surplus blanks. */
const sameName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
export const isSameSupporter = (one: string, other: string): boolean => sameName(one) === sameName(other)

/**
 * When (ms) what a session is part of begins: of a series, whose credit is given by session, the session
 * itself; else the first session of the activity. Sessions that went live count from then.
 */
export function beginOf(
  { id, activityId }: Pick<Session, 'id' | 'activityId'>,
  activity: Pick<Activity, 'designations'> | undefined,
  views: readonly SessionView[],
): number {
  const isSeries = activity?.designations.some(({ per }) => per === 'session') ?? false
  const own = views.filter(({ session }) =>
    isSeries ? session.id === id : session.activityId === activityId,
  )
  return Math.min(...own.map(({ session, state }) => state.liveAt ?? session.startsAt))
}

const supportProblemCodes = [
  'agreement_missing',
  'not_signed',
  'signed_late',
  'not_disclosed',
  'nature_missing',
] as const
export interface SupportProblem {
  code: (typeof supportProblemCodes)[number]
  supporter: string
  /** Who must act. */
  who: 'office' | 'organiser'
  /** What is wrong and what to do; names no amount. */
  message: string
}

export interface JudgedSupport {
  session: Pick<Session, 'id' | 'support'>
  activity: Pick<Activity, 'id' | 'jointProviders'>
  /** Supporters of the whole conference. */
  ofConference: readonly Supporter[]
  /** All of the conference. */
  agreements: readonly Agreement[]
  /** When the activity begins, in ms (`beginOf`). */
  begins: number
  timeZone: string
}

const momentWords = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at)

function* signatureProblems(agreement: Agreement, of: JudgedSupport): Iterable<SupportProblem> {
  const { supporter } = latestVersion(agreement).terms
  const version = versionAt(agreement, of.activity.id, of.begins)
  const about = { supporter, who: 'office' as const }
  const unsigned = unsignedSides(version, of.activity)
  if (unsigned.length > 0)
    yield {
      ...about,
      code: 'not_signed',
      message: `The agreement with the supporter “${supporter}” is not signed by ${unsigned.map(sideWords).join(' and ')}. The CE office has it signed and records who signed, and when.`,
    }
  const late = version.signatures.filter(
    (each) => each.signedAt >= of.begins && sidesOf(of.activity).some((side) => isSide(side, each)),
  )
  const [first] = late
  if (first)
    yield {
      ...about,
      code: 'signed_late',
      message: `The agreement with the supporter “${supporter}” was signed by ${late.map(sideWords).join(' and ')} on ${momentWords(first.signedAt, of.timeZone)}, and the activity begins on ${momentWords(of.begins, of.timeZone)}: support is agreed on before. The CE office withdraws the agreement, and the supporter’s name is taken out.`,
    }
}

/**
 * What keeps an accredited session from being approved: supporters and agreements match, both ways, and each
 * agreement is signed by every side before the activity begins.
 */
export function* supportProblems(of: JudgedSupport): Iterable<SupportProblem> {
  const disclosed = unitedSupport(of.session.support, of.ofConference)
  const agreements = agreementsForSession(of.agreements, of.activity.id, of.session.id)
  for (const supporter of new Set(disclosed.map((each) => each.supporter)))
    if (!agreements.some((each) => isSameSupporter(latestVersion(each).terms.supporter, supporter)))
      yield {
        code: 'agreement_missing',
        supporter,
        who: 'office',
        message: `Learners are told that “${supporter}” supports this session, and there is no agreement with it about this session. The CE office records the agreement under Support, or the name is taken out.`,
      }
  for (const agreement of agreements) {
    yield* signatureProblems(agreement, of)
    const { supporter, allocations } = latestVersion(agreement).terms
    const named = disclosed.filter((each) => isSameSupporter(each.supporter, supporter))
    if (named.length === 0)
      yield {
        code: 'not_disclosed',
        supporter,
        who: 'organiser',
        message: `“${supporter}” supports this session, and learners are not told. Add it to the supporters of the session or of the conference.`,
      }
    const isInKind = allocations.some(
      ({ activityId, inKind }) => activityId === of.activity.id && inKind.length > 0,
    )
    if (isInKind && named.length > 0 && named.every(({ nature }) => nature === ''))
      yield {
        code: 'nature_missing',
        supporter,
        who: 'organiser',
        message: `“${supporter}” supports this session in kind, and learners are not told how. Say it beside the supporter’s name.`,
      }
  }
}

/** What is wrong with the terms themselves, with the field; undefined if nothing is. */
export function termsProblem({ amount, allocations, currency }: AgreementTerms): string | undefined {
  const ids = allocations.map(({ activityId }) => activityId)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined) return `allocations: the activity "${twice}" is named twice`
  const sum = allocations.reduce((all, each) => all + each.amount, 0)
  if (sum !== amount)
    return `allocations: they come to ${sum} and the agreement is about ${amount} (in the smallest unit of ${currency}): both must be the same`
  for (const { activityId, amount: own, inKind, other } of allocations) {
    if (own === 0 && inKind.length === 0)
      return `allocations: the activity "${activityId}" gets neither money nor anything in kind`
    if (new Set(inKind).size !== inKind.length) return 'allocations: a kind of support is named twice'
    if (inKind.includes('other') !== (other !== ''))
      return 'allocations: say what the other support in kind is, and only that'
  }
  return undefined
}
