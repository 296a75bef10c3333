// The shape of a credit body's policy file (`policies/*.json`): how it calculates, what it demands, and its
// own words. Pure: the rules of credit and the offline verifier load no package; `readPolicy.ts` reads such a
// file.
import type { Profession } from './professions.ts'
import type { Register } from './registerNames.ts'
import type { Board, Requirement } from './requirements.ts'

/**
 * `measured`: time × rate, in steps, up to what was designated. `whole`: all that was designated, or nothing.
 * `by_unit`: measured, and each session is designated, claimed and reported by itself.
 */
export const calculations = ['measured', 'whole', 'by_unit'] as const
/** What a designation's number looks like: a UAN (ACPE), or a VNR (Germany). */
export const numberFormats = ['uan', 'vnr'] as const
/** Whom a policy pays: who watched, or who presented. */
export const audiences = ['learners', 'faculty'] as const

/** Units are the body's own (credits, hours, points), shares are 0 to 1, dates are like "2026-11-30". */
export interface CreditPolicy {
  id: string
  /** e.g. "AMA PRA Category 1 Credit™" */
  title: string
  /** As a schedule writes it, e.g. "AMA"; absent: the title. */
  short?: string
  unit: { one: string; many: string }
  /** Empty: every profession that no other policy of the activity names. */
  professions: Profession[]
  audience: (typeof audiences)[number]
  calculates: (typeof calculations)[number]
  minutesPerUnit: number
  /** The smallest step of an amount, e.g. 0.25; at least 0.01. */
  step: number
  rounding: 'nearest' | 'down'
  /** Smaller amounts earn nothing, and a smaller maximum cannot be designated. */
  least: number
  /** The most for one day; null for no limit. */
  dailyMaximum: number | null
  minimumShare: number
  /** `session`: only sessions above the share count; `activity`: the share is one of the whole. */
  shareOf: 'session' | 'activity'
  /** Share of the attention checks that must be answered; null for none. */
  minimumChecks: number | null
  evaluation: 'required' | 'optional'
  /** Added once the evaluation is submitted, for bodies that count that time. */
  evaluationMinutes: number
  /** `attempts` null: unlimited. */
  test: {
    minimumScore: number
    attempts: number | null
    /** Days after the end for taking it; absent: as long as credit can be claimed. */
    days?: number
  } | null
  /** Days for claiming after the learner's own participation; null for no deadline. */
  claimDays: number | null
  /** Days for claiming after the office has granted minutes, whatever `claimDays` says. */
  appealDays: number
  requires: Requirement[]
  /** A second unit shown beside the amount: 1 contact hour = 0.1 CEU (ACPE). */
  also: { perUnit: number; unit: string } | null
  /** Records must reach the register within so many days of participation (ACPE: 60). */
  reportDays: number | null
  /** The body itself says that these are days of the calendar (Italy); all are counted so. */
  reportsByDay?: boolean
  /**
   * An activity is accredited for named professions and their disciplines (Italy): a designation says which,
   * and nobody else earns.
   */
  namesAudience?: boolean
  /**
   * Its accreditation statement speaks for every accreditor of a jointly accredited provider, and stands
   * alone.
   */
  jointAccreditation?: boolean
  /** Absent: any text is taken as a designation's number. */
  numberFormat?: (typeof numberFormats)[number]
  /** The register that its records are exported for. */
  register?: Register
  /** How ACCME's records name its credit, e.g. "AMA PRA Category 1". */
  accmeCertification?: string
  /** The only formats of an activity that the body names; empty: any. */
  formats: string[]
  /** Those of them that an activity of sessions can have, which are held live; absent: all. */
  liveFormats?: string[]
  /**
   * What is given whole is at most what its time is worth (APA); absent: the body awards it by a formula of
   * its own.
   */
  boundByTime?: boolean
  /** Policies that may pay for the same minutes as this one. */
  paidWith: string[]
  /** Points for the diplomates of a specialty board, with its id of each of them. */
  board: { id: Board; creditTypes: string[] } | null
  /** No longer designated: this policy is, instead. What was designated before stays readable. */
  supersededBy?: string
  /** Shown to the audience before the session. Placeholders as on certificates; *…* is in italics. */
  statements: { accreditation: string[]; designation: string[] }
  certificate: {
    /** e.g. "Certificate of credit", "Statement of participation" */
    title: string
    /** Paragraphs, with {{placeholders}} of `certificateFields`; *…* is in italics. */
    statements: string[]
    /** Prints the provider's postal address (ANCC). */
    withAddress: boolean
  }
  /** Where its rules are from: titles and addresses. */
  source: string[]
  /** When somebody last compared it with its source; null: never recorded. */
  checked: string | null
  /** From the day after, it must be checked again before it is designated; null: no such day. */
  expires: string | null
  /** What the sources do not state, for the office. */
  unconfirmed: string[]
}

/**
 * Placeholders of statements. `uan` is the number of the designation, of whatever format; `presented` says how
 * long the holder presented, and is empty for who watched.
 */
export const certificateFields = [
  'name',
  'provider',
  'activity',
  'format',
  'place',
  'dates',
  'amount',
  'maximum',
  'unit',
  'also',
  'uan',
  'designations',
  'presented',
] as const
export type CertificateField = (typeof certificateFields)[number]
/** Placeholders that are known before the session, so that what is shown then may use them. */
export const announcedFields = ['provider', 'activity', 'format', 'place', 'maximum', 'unit', 'uan'] as const

/** What a policy says that an older file leaves out. */
export const policyDefaults = {
  audience: 'learners',
  calculates: 'measured',
  dailyMaximum: null,
  appealDays: 30,
  formats: [],
  paidWith: [],
  board: null,
  statements: { accreditation: [], designation: [] },
  source: [],
  checked: null,
  expires: null,
  unconfirmed: [],
} satisfies Partial<CreditPolicy>

/**
 * What an audience is told beforehand, and judged by: all but where the rules are from, and what is printed
 * afterwards.
 */
export function announcedRules(policy: CreditPolicy): Partial<CreditPolicy> {
  const {
    short: _s,
    certificate: _c,
    source: _o,
    checked: _k,
    expires: _e,
    unconfirmed: _u,
    ...rules
  } = policy
  return rules
}

/** On that day it must be checked again before anybody relies on it. */
export const isExpired = ({ expires }: Pick<CreditPolicy, 'expires'>, today: string): boolean =>
  expires !== null && today > expires
