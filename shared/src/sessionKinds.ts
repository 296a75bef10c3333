// What kinds of session there are and how far a plan has come. In a file of its own, so a page that only
// shows them loads no validation.

export const sessionKinds = [
  'lecture',
  'case',
  'panel',
  'workshop',
  'break',
  'unaccredited',
  'satellite',
] as const
export type SessionKind = (typeof sessionKinds)[number]

/** draft → in review → approved; then live and ended, which are phases. */
export const sessionStatuses = ['draft', 'in_review', 'approved'] as const
export type SessionStatus = (typeof sessionStatuses)[number]

/**
 * Why Standard 3 does not apply to a session: ACCME's narrow grounds, in its Standards of 2022 (unconfirmed).
 */
export const exemptionGrounds = ['non_clinical', 'learner_controlled', 'self_directed'] as const
export type ExemptionGround = (typeof exemptionGrounds)[number]

export const groundNames: Readonly<Record<ExemptionGround, string>> = {
  non_clinical: 'it is not clinical, such as leadership or communication skills',
  learner_controlled: 'its learners control the content, such as a case conversation among peers',
  self_directed: 'it is self-directed: each learner controls their own educational goals',
}

export const kindNames: Readonly<Record<SessionKind, string>> = {
  lecture: 'Lecture',
  case: 'Case presentation',
  panel: 'Panel',
  workshop: 'Workshop',
  break: 'Break',
  unaccredited: 'Not accredited',
  satellite: 'Satellite symposium, not accredited',
}

interface Kinded {
  kind?: SessionKind | undefined
}

/** A session that was planned before there were kinds is a lecture. */
export const kindOf = ({ kind }: Kinded): SessionKind => kind ?? 'lecture'

/** Breaks and sessions beside the accredited programme never carry credit. */
export const carriesNoCredit = (kind: SessionKind): boolean =>
  kind === 'break' || kind === 'unaccredited' || kind === 'satellite'

/**
 * What has to stand beside the session's title wherever it appears (ACCME Standard 5.2a); undefined where
 * nothing has to.
 */
export const requiredLabel = (session: Kinded): string | undefined => {
  const kind = kindOf(session)
  return kind === 'unaccredited' || kind === 'satellite' ? kindNames[kind] : undefined
}
