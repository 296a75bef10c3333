// Who may control an accredited session's content, and what learners are told about these people's
// relationships with companies (ACCME Standard 3). Pure.
import type { Disclosure, Faculty, Relationship, Session } from './program.ts'

export type Part = 'speaker' | 'moderator' | 'planner'

/** How a relationship was resolved, as told to learners; null if not recorded. */
export type RelationshipNote =
  | 'mitigated'
  | 'mitigated_late'
  | 'not_relevant'
  | 'exception_a'
  | 'exception_b'
  | 'exception_c'
  | null

/** Everyone in control of the session's content, once, by their first part. */
export function inControl(session: Session): (readonly [Faculty, Part])[] {
  const all = allParts(session)
  return all.filter(([{ personId }], i) => all.findIndex(([other]) => other.personId === personId) === i)
}

const holdsOffice =
  /\b(employ(ee|ees|ed|er|ment)|works? (for|at)|staff|salar(y|ied)|payroll|executive|officer|(vice[- ]?)?president|vp|co-?founders?|founder|head of|(?<!board )director|c[efimost]o|(co-?|part-?)?owners?|ownership|owns|proprietor|(managing|general|equity) partner)\b/i
const shares =
  /\b(stocks?|shares?|(stock|share) ?hold(er|ers|ing|ings)|equity|options?|warrants?|invest(or|ors|ment|ments))\b/i
const isPrivate = /\b(private(ly)?|unlisted|pre-?ipo|start-?up)\b/i
const isOver = /^(former|formerly|past|previous|previously|ex)\b/i
/** One entry may list several relationships, only some of them past. */
const partsOf = (nature: string): string[] =>
  nature
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .split(/[,;/&+()]|\b(?:and|but|now|currently|since then)\b/i)
    .map((part) => part.trim())

/**
 * Owners, employees and executives of such companies control no accredited content, with three narrow
 * exceptions.
 */
export function isExcluded({ nature }: Relationship): boolean {
  const parts = partsOf(nature).filter((part) => !isOver.test(part))
  return (
    parts.some((part) => holdsOffice.test(part)) ||
    (parts.some((part) => shares.test(part)) && isPrivate.test(nature))
  )
}

/** Problems in what was decided about a relationship, in words for the CE office; none if it is complete. */
export function* decisionProblems(
  relationship: Relationship,
  resolution: Pick<NonNullable<Relationship['resolution']>, 'relevant' | 'step' | 'exception'> | undefined,
): Iterable<string> {
  const it = `the relationship with ${relationship.company} (${relationship.nature})`
  if (isExcluded(relationship) && !resolution?.exception)
    yield `${it} excludes them, and no exception is recorded`
  if (!resolution) return
  if (resolution.exception === 'a' && resolution.relevant)
    yield `${it} is relevant, so that exception a, for content that has nothing to do with the company, cannot hold`
  if (resolution.relevant && !resolution.step) yield `${it} is relevant, and no mitigation step is recorded`
}

type Cleared = Pick<Faculty, 'personId' | 'name'> & { disclosure: Disclosure }

function* relationshipProblems(relationship: Relationship, clearedAt: number): Iterable<string> {
  const { company, nature, resolution } = relationship
  yield* decisionProblems(relationship, resolution)
  if (resolution && resolution.decidedAt > clearedAt)
    yield `the relationship with ${company} (${nature}) was decided on only after they were cleared`
}

/** Without degrees after it, and however it is spaced or in capitals. */
const plainName = (name: string): string =>
  name.normalize('NFKC').split(',')[0]!.replace(/\s+/g, ' ').trim().toLocaleLowerCase('en')

/**
 * A decision about the person's own relationship, in words; undefined if there is none. `names`: all by which
 * they are known. What comes from a form was decided by somebody with another id, who may have the same name.
 */
export function ownDecision(
  { relationships, expiresAt }: Disclosure,
  names: readonly string[],
): string | undefined {
  if (expiresAt !== undefined) return undefined
  const own = new Set(names.map(plainName))
  const decided = relationships.find(
    ({ resolution }) => resolution && own.has(plainName(resolution.decidedBy)),
  )
  return (
    decided &&
    `they decided about their own relationship with ${decided.company}: somebody else of the CE office has to`
  )
}

function* disclosureProblems({ personId, name, disclosure }: Cleared, now: number): Iterable<string> {
  const { clearedAt, relationships, expiresAt = Infinity } = disclosure
  const own = ownDecision(disclosure, [personId, name])
  if (own) yield own
  if (clearedAt > now) yield 'the clearance is dated in the future'
  if (expiresAt <= now) yield 'their disclosure form has expired'
  for (const each of relationships) yield* relationshipProblems(each, clearedAt)
}

/** Everyone in control of the session's content, once for each of their parts. */
export const allParts = ({ speakers, moderators, planners = [] }: Session): (readonly [Faculty, Part])[] => [
  ...speakers.map((member) => [member, 'speaker'] as const),
  ...moderators.map((member) => [member, 'moderator'] as const),
  ...planners.map((member) => [member, 'planner'] as const),
]

/** Why a plan must be refused: it states something untrue or not allowed. Empty if it may be saved. */
export function planProblems(session: Session, now: number): string[] {
  return inControl(session).flatMap(([{ disclosure, ...member }]) => {
    // What comes from a form is no claim of the plan: the office has yet to decide about it.
    if (!disclosure || disclosure.expiresAt !== undefined) return []
    // Without credit nobody is cleared or excluded, but a clearance in the future is always untrue.
    if (session.activityId === undefined && disclosure.clearedAt <= now) return []
    const problems = disclosureProblems({ ...member, disclosure }, now)
    return [...problems].map((problem) => `${member.name}: ${problem}`)
  })
}

/** Why somebody is not cleared; undefined if they are. */
function obstacle({ disclosure, ...member }: Faculty, now: number): string | undefined {
  const { name } = member
  if (!disclosure) return name
  const [problem] = disclosureProblems({ ...member, disclosure }, now)
  if (problem) return `${name} (${problem})`
  const undecided = disclosure.relationships.find(({ resolution }) => !resolution)
  return undecided && `${name} (nothing is decided about the relationship with ${undecided.company})`
}

/**
 * None in a session that is exempt from Standard 3. People not cleared at that time, each with the reason if
 * there is a disclosure. Any of them stops the session going live. Whoever has several parts must be cleared
 * for each that has a disclosure of its own.
 */
export function notCleared(session: Session, at: number): string[] {
  if (session.exemption) return []
  const first = new Set(inControl(session).map(([member]) => member))
  const obstacles = allParts(session).flatMap(([member]) =>
    first.has(member) || member.disclosure ? (obstacle(member, at) ?? []) : [],
  )
  return [...new Set(obstacles)]
}

/** "Mitigated" is said only if it was fully recorded before `clearedAt`. */
export function noteOf(relationship: Relationship, clearedAt: number): RelationshipNote {
  const { resolution } = relationship
  if (!resolution || resolution.decidedAt > clearedAt) return null
  if (resolution.exception) return `exception_${resolution.exception}`
  if (!resolution.relevant) return 'not_relevant'
  if (!resolution.step || isExcluded(relationship)) return null
  return relationship.recordedAt === undefined ? 'mitigated' : 'mitigated_late'
}

/**
 * The disclosure of a person whose part has begun: any mitigation missing from `before` was recorded now,
 * whenever it was decided, and learners are told so.
 */
export function withRecordedAt(
  disclosure: Disclosure,
  before: Disclosure | undefined,
  now: number,
): Disclosure {
  const relationships = disclosure.relationships.map(({ recordedAt: _given, ...relationship }) => {
    const was = before?.relationships.find(
      ({ company, nature }) => company === relationship.company && nature === relationship.nature,
    )
    const wasMitigated = was && noteOf(was, before!.clearedAt)?.startsWith('mitigated')
    const recordedAt = wasMitigated ? was.recordedAt : now
    const isLate = recordedAt !== undefined && noteOf(relationship, disclosure.clearedAt) === 'mitigated'
    return isLate ? { ...relationship, recordedAt } : relationship
  })
  return { ...disclosure, relationships }
}
