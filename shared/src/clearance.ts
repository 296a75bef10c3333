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
export function inControl({ speakers, moderators, planners = [] }: Session): (readonly [Faculty, Part])[] {
  const all = [
    ...speakers.map((member) => [member, 'speaker'] as const),
    ...moderators.map((member) => [member, 'moderator'] as const),
    ...planners.map((member) => [member, 'planner'] as const),
  ]
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

/** Problems in a relationship's record, in words for the CE office; none if it is complete. */
function* relationshipProblems(relationship: Relationship, clearedAt: number): Iterable<string> {
  const { company, nature, resolution } = relationship
  const it = `the relationship with ${company} (${nature})`
  if (isExcluded(relationship) && !resolution?.exception)
    yield `${it} excludes them, and no exception is recorded`
  if (!resolution) return
  if (resolution.exception === 'a' && resolution.relevant)
    yield `${it} is relevant, so that exception a, for content that has nothing to do with the company, cannot hold`
  if (resolution.relevant && !resolution.step) yield `${it} is relevant, and no mitigation step is recorded`
  if (resolution.decidedAt > clearedAt) yield `${it} was decided on only after they were cleared`
}

function* disclosureProblems({ clearedAt, relationships }: Disclosure, now: number): Iterable<string> {
  if (clearedAt > now) yield 'the clearance is dated in the future'
  for (const each of relationships) yield* relationshipProblems(each, clearedAt)
}

/** Why a plan must be refused: it states something untrue or not allowed. Empty if it may be saved. */
export function planProblems(session: Session, now: number): string[] {
  return inControl(session).flatMap(([{ name, disclosure }]) => {
    if (!disclosure) return []
    // Without credit nobody is cleared or excluded, but a clearance in the future is always untrue.
    if (session.activityId === undefined && disclosure.clearedAt <= now) return []
    return [...disclosureProblems(disclosure, now)].map((problem) => `${name}: ${problem}`)
  })
}

/**
 * People not cleared, each with the reason if there is a disclosure. Any of them stops the session going
 * live.
 */
export function notCleared(session: Session, now: number): string[] {
  return inControl(session).flatMap(([{ name, disclosure }]) => {
    if (!disclosure) return [name]
    const undecided = disclosure.relationships.find(({ resolution }) => !resolution)
    const [problem] = disclosureProblems(disclosure, now)
    if (problem) return [`${name} (${problem})`]
    return undecided ? [`${name} (nothing is decided about the relationship with ${undecided.company})`] : []
  })
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
