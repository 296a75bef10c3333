// Words of the disclosure form and of what the CE office decides.
import type { ControlRole, MitigationStep, Nature, PartState } from '@lectern/shared/disclosures'
import type { Tone } from '../ui/Chip.tsx'

export const roleWords: Record<ControlRole, string> = {
  planner: 'Planner',
  faculty: 'Speaker or other faculty',
  moderator: 'Moderator',
  author: 'Author',
  reviewer: 'Reviewer',
  staff: 'Staff of the provider',
  other: 'Other',
}

export const natureWords: Record<Nature, string> = {
  employee: 'Employee',
  researcher: 'Researcher (principal or named investigator, even if your institution receives the money)',
  consultant: 'Consultant',
  advisor: 'Advisor',
  speaker: 'Speaker',
  contractor: 'Independent contractor, contracted research included',
  royalties: 'Royalties or patent beneficiary',
  executive: 'Executive role',
  ownership: 'Ownership interest: stocks, stock options and other (not diversified mutual funds)',
}

export const mitigationNames: Record<MitigationStep, string> = {
  recuse: 'Recuse from the content concerned',
  reassign: 'Give the role to somebody else',
  second_planner: 'A second planner decides',
  divest: 'End the relationship',
  peer_review: 'Peer review of the content',
  attest: 'Attest that recommendations rest on evidence',
  remove_recommendations: 'Make no recommendations for care',
  other: 'Other (say what)',
}

export const exceptionNames = {
  a: 'a · the content is not related to the company’s business',
  b: 'b · basic science research only, no recommendations for care',
  c: 'c · a technician who teaches the safe use of a device',
} as const

export const partNames = { speaker: 'Speaker', moderator: 'Moderator', planner: 'Planner' } as const

/** As the office and organisers read it. */
export const stateWords: Record<PartState, string> = {
  missing: 'No form',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
  excluded: 'Excluded',
  undecided: 'To decide',
  expires: 'Expires before the session',
  cleared: 'Cleared',
}

export const stateTones: Record<PartState, Tone> = {
  missing: 'amber',
  withdrawn: 'amber',
  expired: 'amber',
  excluded: 'amber',
  undecided: 'amber',
  expires: 'amber',
  cleared: 'done',
}

/** As the person themselves reads it. */
export const ownStateWords: Record<PartState, string> = {
  missing: 'Waits for your form',
  withdrawn: 'Waits for your form',
  expired: 'Waits for a new form',
  excluded: 'With the CE office',
  undecided: 'With the CE office',
  expires: 'Sign again before the session',
  cleared: 'Cleared',
}
