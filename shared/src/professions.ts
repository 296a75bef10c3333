// The professions of learners. In a file of its own, so that the rules of credit load no validation.

/** The ACCME's thirteen, and `other`. */
export const professions = [
  'physician',
  'nurse',
  'pharmacist',
  'pharmacy_technician',
  'physician_assistant',
  'psychologist',
  'optometrist',
  'social_worker',
  'dentist',
  'allied_dental_staff',
  'registered_dietitian',
  'dietetic_technician',
  'athletic_trainer',
  'other',
] as const
export type Profession = (typeof professions)[number]
