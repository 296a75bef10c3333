// The words of outcomes. In a file of its own, so that a page can name them without loading any validation.

export const sides = ['before', 'after'] as const
export type Side = (typeof sides)[number]

/** What became of a commitment. */
export const followUpAnswers = ['fully', 'partly', 'not_yet', 'no_longer'] as const
export type FollowUpAnswer = (typeof followUpAnswers)[number]

export const keptWords: Record<FollowUpAnswer, string> = {
  fully: 'Fully',
  partly: 'Partly',
  not_yet: 'Not yet',
  no_longer: 'No longer planned',
}

export const outcomes = [
  'knowledge',
  'competence',
  'performance',
  'patient_health',
  'community_health',
] as const
export type Outcome = (typeof outcomes)[number]

/** `subjective`: learners said so themselves. `objective`: it was tested or observed. */
export const measurements = ['subjective', 'objective'] as const
export type Measurement = (typeof measurements)[number]

interface MeasureWords {
  label: string
  /** What ACCME's activity record is sent (`MeasuredOutcome`, `MeasurementType`). */
  code: string
  /**
   * False: the published draft names the field and not its values; ask the register before the first report.
   */
  isConfirmed: boolean
}

/** `moore`: the level of the outcomes framework by Moore, Green and Gallis (2009). */
export const outcomeWords: Record<Outcome, MeasureWords & { moore: number }> = {
  knowledge: { label: 'Knowledge', moore: 3, code: 'Knowledge', isConfirmed: false },
  competence: { label: 'Competence', moore: 4, code: 'Competence', isConfirmed: false },
  performance: { label: 'Performance', moore: 5, code: 'Performance', isConfirmed: false },
  patient_health: { label: 'Patient health', moore: 6, code: 'Patient Health', isConfirmed: false },
  community_health: { label: 'Community health', moore: 7, code: 'Community Health', isConfirmed: false },
}
export const measurementWords: Record<Measurement, MeasureWords> = {
  subjective: { label: 'Subjective', code: 'Subjective', isConfirmed: false },
  objective: { label: 'Objective', code: 'Objective', isConfirmed: false },
}
