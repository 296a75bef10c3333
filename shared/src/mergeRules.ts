// What becomes of two people who are one: what moves, which of two values stays, and what must be settled
// first. Pure, in words for the CE office.
import type { Profession } from './accounts.ts'
import { payTogether } from './creditParts.ts'
import type { Identifiers, PrivateDetails } from './details.ts'
import { boards } from './identifiers.ts'
import { comparableMailAddress } from './mailAddress.ts'
import { comparableName, namePartsOf } from './names.ts'
import type { ConferenceRole } from './roles.ts'
import { type Interval, msOf, unite, without } from './slots.ts'

interface Names {
  name: string
  givenName?: string
  familyName?: string
  printedName?: string
  credentials: string
  affiliation: string
  profession: Profession
}

interface MergeClaim {
  activityId: string
  policyId: string
  /** The session or day that it is for; absent: the whole activity. */
  partId?: string
  /** The moments that it was given for, and the policies that may pay for them, too. */
  time: readonly Interval[]
  paidWith: readonly string[]
  /** e.g. "0.75 AMA PRA Category 1 Credits™ in “Heart failure”" */
  words: string
  code: string
  /** It is being recorded at this moment. */
  isOpen: boolean
}

/** Everything that matters about one of the two. */
export interface MergeSide {
  id: string
  person: Names
  details: PrivateDetails
  memberships: readonly {
    conferenceId: string
    title: string
    roles: readonly ConferenceRole[]
    exhibitorId?: string
  }[]
  claims: readonly MergeClaim[]
  /** Activities whose evaluation, or whose test, they have submitted. */
  evaluated: readonly { activityId: string; title: string }[]
  tested: readonly { activityId: string; title: string }[]
  /** Titles of sessions that run, or whose minutes are not final yet, in which they have a place. */
  unsettled: readonly string[]
  /** How many sessions they have watched, and how many sign-in links they have. */
  watched: number
  links: number
}

const uniqueNumbers = [
  ['npi', 'NPI'],
  ['efn', 'EFN'],
  ['nabpId', 'NABP e-Profile ID'],
  ['codiceFiscale', 'codice fiscale'],
] as const

const isSameCredit = (one: MergeClaim, other: MergeClaim): boolean =>
  one.activityId === other.activityId && one.policyId === other.policyId && one.partId === other.partId

/** Whether both were given for the same minutes, of which no two bodies that forbid it may pay for. */
function overlap(one: MergeClaim, other: MergeClaim): boolean {
  if (payTogether(one, other)) return false
  const own = unite(one.time)
  return msOf(without(own, unite(other.time))) < msOf(own)
}

/** Two people who claimed for the same minutes: as one person they could not have. */
function claimRefusals(kept: MergeSide, merged: MergeSide): string[] {
  return merged.claims.flatMap((claim) => {
    const both = (one: MergeClaim) => `${one.words} (${one.code}) and ${claim.words} (${claim.code})`
    const last = 'Revoke one of the certificates first.'
    const twin = kept.claims.find((one) => isSameCredit(one, claim))
    if (twin) return [`Both have claimed the same credit: ${both(twin)}. ${last}`]
    return kept.claims
      .filter((one) => overlap(one, claim))
      .map((one) => `Both have claimed for the same minutes: ${both(one)}. ${last}`)
  })
}

/** Why these two cannot be merged now. */
export function mergeRefusals(kept: MergeSide, merged: MergeSide): string[] {
  const refusals: string[] = []
  for (const [field, label] of uniqueNumbers) {
    const [one, other] = [kept.details.identifiers[field], merged.details.identifiers[field]]
    if (one !== '' && other !== '' && one !== other)
      refusals.push(
        `They have different numbers: ${label} ${one} and ${other}. They are two people, or one number is wrong. Correct it first.`,
      )
  }
  refusals.push(...claimRefusals(kept, merged))
  if ([...kept.claims, ...merged.claims].some(({ isOpen }) => isOpen))
    refusals.push('A claim is being recorded at this moment. Try again in a few seconds.')
  const unsettled = [...new Set([...kept.unsettled, ...merged.unsettled])]
  if (unsettled.length > 0)
    refusals.push(
      `Minutes are not final yet in ${unsettled.map((title) => `“${title}”`).join(', ')}. Merge them after its end.`,
    )
  return refusals
}

const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** What moves to the person who stays. */
export function mergeMoves({ memberships, claims, watched, links, evaluated, tested }: MergeSide): string[] {
  const forms = evaluated.length + tested.length
  return [
    ...memberships.map(({ title, roles }) => `${roles.join(', ') || 'Member'} at “${title}”`),
    ...(watched > 0 ? [`Watched time of ${counted(watched, 'session')}`] : []),
    ...claims.map(({ words, code }) => `Certificate ${code}: ${words}`),
    ...(forms > 0 ? [counted(forms, 'evaluation or test', 'evaluations and tests')] : []),
    ...(links > 0
      ? [`${counted(links, 'sign-in link')}: from then on they sign in the person who stays`]
      : []),
    'Questions, votes, agenda, places in the programme, appeals, and what was left at booths',
  ]
}

/** What differs, and which of both stays. */
export function mergeNotes(kept: MergeSide, merged: MergeSide): string[] {
  const notes: string[] = []
  const differs = (label: string, one: string, other: string, same = one === other) => {
    if (one !== '' && other !== '' && !same) notes.push(`${label}: “${one}” stays, “${other}” goes.`)
  }
  const [a, b] = [kept.person, merged.person]
  differs('Name', a.name, b.name, a.name === b.name)
  differs('Credentials', a.credentials, b.credentials)
  differs('Affiliation', a.affiliation, b.affiliation)
  if (a.profession !== b.profession && a.profession !== 'other' && b.profession !== 'other')
    notes.push('Their professions differ: that of the person who stays decides which credit they can earn.')
  const [one, other] = [kept.details.email, merged.details.email]
  differs(
    'Mail address',
    one,
    other,
    one !== '' && other !== '' && comparableMailAddress(one) === comparableMailAddress(other),
  )
  const [x, y] = [kept.details.identifiers, merged.details.identifiers]
  if (
    x.birthMonth !== null &&
    y.birthMonth !== null &&
    (x.birthMonth !== y.birthMonth || x.birthDay !== y.birthDay)
  )
    notes.push('Their birthdays differ: that of the person who stays is kept.')
  for (const board of boards) differs(`Board ID (${board})`, x.boardIds[board], y.boardIds[board])
  const both = (what: string, those: MergeSide['tested'], others: MergeSide['tested'], which: string) => {
    for (const { activityId, title } of those)
      if (others.some((each) => each.activityId === activityId))
        notes.push(`Both have submitted the ${what} of “${title}”: ${which}.`)
  }
  both('evaluation', merged.evaluated, kept.evaluated, 'that of the person who stays counts')
  both('test', merged.tested, kept.tested, 'the attempts with the better score count')
  for (const { conferenceId, title, exhibitorId } of merged.memberships) {
    const there = kept.memberships.find((each) => each.conferenceId === conferenceId)
    if (exhibitorId && there?.exhibitorId && there.exhibitorId !== exhibitorId)
      notes.push(`They work for two exhibitors at “${title}”: the work of the person who stays is kept.`)
  }
  return notes
}

function mergedIdentifiers(kept: Identifiers, merged: Identifiers): Identifiers {
  const boardIds = { ...kept.boardIds }
  for (const board of boards) boardIds[board] ||= merged.boardIds[board]
  const licences = [...kept.licences]
  for (const each of merged.licences)
    if (!licences.some(({ state, number }) => state === each.state && number === each.number))
      licences.push(each)
  const hasBirthday = kept.birthMonth !== null || kept.birthDay !== null
  const { birthMonth, birthDay } = hasBirthday ? kept : merged
  return {
    npi: kept.npi || merged.npi,
    efn: kept.efn || merged.efn,
    nabpId: kept.nabpId || merged.nabpId,
    codiceFiscale: kept.codiceFiscale || merged.codiceFiscale,
    discipline: kept.discipline || merged.discipline,
    boardIds,
    licences,
    birthMonth,
    birthDay,
  }
}

/** The last decision about each thing stands, whoever of both made it. */
function lastDecisions<Decision extends { at: number | null }>(
  kept: Readonly<Partial<Record<string, Decision>>>,
  merged: Readonly<Partial<Record<string, Decision>>>,
): Record<string, Decision> {
  const last = { ...kept } as Record<string, Decision>
  for (const [about, decided] of Object.entries(merged)) {
    const own = last[about]
    if (decided && (!own || (decided.at ?? 0) > (own.at ?? 0))) last[about] = decided
  }
  return last
}

/** The details of the person who stays, with what only the other one has. */
export const mergedDetails = (kept: PrivateDetails, merged: PrivateDetails): PrivateDetails => ({
  email: kept.email || merged.email,
  identifiers: mergedIdentifiers(kept.identifiers, merged.identifiers),
  permissions: lastDecisions(kept.permissions, merged.permissions),
  mocWishes: lastDecisions(kept.mocWishes, merged.mocWishes),
  recruitments: lastDecisions(kept.recruitments, merged.recruitments),
  language: kept.language ?? merged.language,
})

/** The fields of the person who stays that change. */
export function mergedNames(kept: Names, merged: Names): Partial<Names> {
  const other = namePartsOf(merged)
  const isConfirmed = namePartsOf(kept).isGuessed && !other.isGuessed
  const isSame = comparableName(kept.name) === comparableName(merged.name)
  return {
    ...(isConfirmed && isSame && { givenName: other.givenName, familyName: other.familyName }),
    ...(kept.credentials === '' && merged.credentials !== '' && { credentials: merged.credentials }),
    ...(kept.affiliation === '' && merged.affiliation !== '' && { affiliation: merged.affiliation }),
    ...(kept.profession === 'other' && merged.profession !== 'other' && { profession: merged.profession }),
  }
}
