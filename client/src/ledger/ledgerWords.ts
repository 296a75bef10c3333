// The ledger's entries in words for the CE office.
import type { LedgerKind } from '@lectern/shared/ledger'

export const kindWords: Record<LedgerKind, string> = {
  'session.opened': 'Session went live',
  'session.paused': 'Session paused',
  'session.resumed': 'Session resumed',
  'session.closed': 'Session ended',
  'disclosure.shown': 'Disclosures and credit as learners see them',
  'disclosure.acknowledged': 'Disclosures acknowledged',
  'disclosure.signed': 'Disclosure form signed',
  'disclosure.withdrawn': 'Disclosure form withdrawn',
  'disclosure.decided': 'Financial relationship decided on',
  'bias.reported': 'Commercial bias reported',
  'bias.decided': 'Report of bias decided',
  'handout.reviewed': 'Handout reviewed',
  'check.answered': 'Attention check answered',
  'check.missed': 'Attention check missed',
  'check.postponed': 'Attention check postponed',
  'check.cancelled': 'Attention check cancelled',
  'outage.opened': 'Platform fault began',
  'outage.closed': 'Platform fault ended',
  'outage.corrected': 'Platform fault corrected: the server had stalled',
  'attendance.frozen': 'Attendance finalised',
  'evaluation.submitted': 'Evaluation submitted',
  'test.submitted': 'Test submitted',
  'outcomes.closed': 'Results of outcomes closed',
  'claim.made': 'Credit claimed',
  'certificate.issued': 'Certificate issued',
  'certificate.revoked': 'Certificate revoked',
  'override.made': 'Minutes changed by the CE office',
  'appeal.made': 'Appeal made',
  'appeal.decided': 'Appeal decided',
  'consent.given': 'Consent given to an exhibitor',
  'consent.withdrawn': 'Consent withdrawn',
  'activity.designated': 'Activity designated',
  'activity.planned': 'Planning form complete',
  'support.agreed': 'Agreement with a supporter',
  'support.signed': 'Agreement with a supporter signed',
  'support.filed': 'Signed agreement kept as a file',
  'support.withdrawn': 'Agreement with a supporter withdrawn',
  'support.statement': 'Income and expense of an activity',
  'provider.changed': 'Provider’s details changed',
  'retention.held': 'Activity held back from purging',
  'retention.released': 'Activity no longer held back',
  'export.made': 'Export made',
  'register.reported': 'Reported to a register',
  'register.answered': 'Answered by a register',
  'permission.given': 'Reporting to a register permitted',
  'moc.requested': 'Points of a board asked for',
  'moc.withdrawn': 'Points of a board not asked for any more',
  'recruitment.declared': 'Recruitment declared',
  'policy.uploaded': 'Policy uploaded',
  'policy.in_force': 'Policy put in force',
  'policy.confirmed': 'Expired policy confirmed',
  'permission.withdrawn': 'Reporting to a register no longer permitted',
  'person.merged': 'Two people merged',
  'person.erased': 'Person erased',
  'content.purged': 'Contents deleted',
  'head.stamped': 'Ledger countersigned',
  'audit.granted': 'Access given to an auditor',
  'audit.ended': 'Access of an auditor ended',
  'audit.opened': 'Records opened for an audit',
  'audit.packed': 'Audit pack made',
}

/** Whose act it was: a person's id, or the platform. */
export const byWords = (by: string): string => (by === 'platform' ? 'the platform' : by)

/** One line per field; nested values stay JSON. */
export const dataLines = (data: Record<string, unknown>): string =>
  Object.entries(data)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')
