// What an activity's planning form offers, in the accreditors' own words, and how much each answer may hold.
// Pure: pages show it without loading validation.
import type { Profession } from './professions.ts'

/** Words that ACCME's structured abstract takes for each answer. */
export const gapWords = 100
export const needWords = 50
export const designedWords = 50
export const formatWords = 25
/** Characters of a word, on average and generously: no word count has to read more. */
const charactersOf = (words: number): number => words * 16
export const gapMax = charactersOf(gapWords)
export const needMax = charactersOf(needWords)
export const designedMax = charactersOf(designedWords)
export const formatMax = charactersOf(formatWords)
/** Characters that ACCME's record takes. */
export const descriptionOfContentMax = 2500
export const expectedResultsMax = 1000
export const keywordMax = 60
export const keywordsMax = 20
export const specialtyMax = 80
export const specialtiesMax = 20
export const partnerMax = 160
export const partnersMax = 10
export const mocTypeMax = 80
export const mocTypesMax = 40
export const otherCompetenciesMax = 200
export const cityMax = 80
export const stateMax = 40

/** In the order of Template D: the ABMS and ACGME's six, the Institute of Medicine's five, IPEC's four. */
export const competencyGroups = [
  {
    title: 'ABMS/ACGME',
    competencies: {
      patient_care: 'Patient care and procedural skills',
      medical_knowledge: 'Medical knowledge',
      practice_based_learning: 'Practice-based learning and improvement',
      communication: 'Interpersonal and communication skills',
      professionalism: 'Professionalism',
      systems_based_practice: 'Systems-based practice',
    },
  },
  {
    title: 'Institute of Medicine',
    competencies: {
      patient_centered: 'Provide patient-centered care',
      interdisciplinary_teams: 'Work in interdisciplinary teams',
      evidence_based: 'Employ evidence-based practice',
      quality_improvement: 'Apply quality improvement',
      informatics: 'Utilize informatics',
    },
  },
  {
    title: 'Interprofessional Education Collaborative',
    competencies: {
      values_ethics: 'Values and ethics for interprofessional practice',
      roles_responsibilities: 'Roles and responsibilities',
      interprofessional_communication: 'Interprofessional communication',
      teams_teamwork: 'Teams and teamwork',
    },
  },
] as const
type Keys<Union> = Union extends unknown ? keyof Union : never
export type Competency = Keys<(typeof competencyGroups)[number]['competencies']>
export const competencies = competencyGroups.flatMap(({ competencies: of }) =>
  Object.keys(of),
) as unknown as readonly [Competency, ...Competency[]]

export const subcategoryWords = {
  case_discussion: 'Case based discussion',
  lecture: 'Lecture',
  panel: 'Panel',
  simulation: 'Simulation',
  skill_training: 'Skill-based training',
  small_group: 'Small group discussion',
  other: 'Other',
} as const
export type Subcategory = keyof typeof subcategoryWords
export const subcategories = Object.keys(subcategoryWords) as [Subcategory, ...Subcategory[]]

/** What an activity can be designed to change. */
export const changeWords = {
  competence: 'Competence',
  performance: 'Performance',
  outcomes: 'Patient outcomes',
} as const
export type Change = keyof typeof changeWords
export const changes = Object.keys(changeWords) as Change[]

export const deliveryMethods = ['In-Person', 'Live-Streamed', 'Online', 'Print/Other'] as const
export type DeliveryMethod = (typeof deliveryMethods)[number]
export const feeWords = { yes: 'Yes', no: 'No, it’s free', variable: 'Variable' } as const
export const registrationWords = { open: 'Open to all', limited: 'Limited' } as const

/** What the second need is called under Joint Accreditation. */
export const competenceWords = (isJointAccreditation: boolean): string =>
  isJointAccreditation ? 'Skills or strategy' : 'Competence'
export const performanceWords = (isJointAccreditation: boolean): string =>
  isJointAccreditation ? 'Performance of the healthcare team' : 'Performance'

/** The ACCME's names; `other` has none in its list of target audiences. */
export const accmeProfessions: Readonly<Record<Exclude<Profession, 'other'>, string>> = {
  physician: 'Physician',
  nurse: 'Nurse',
  pharmacist: 'Pharmacist',
  pharmacy_technician: 'Pharmacy Technician',
  physician_assistant: 'Physician Assistant',
  psychologist: 'Psychologist',
  optometrist: 'Optometrist',
  social_worker: 'Social Worker',
  dentist: 'Dentist',
  allied_dental_staff: 'Allied Dental Staff',
  registered_dietitian: 'Registered Dietitian',
  dietetic_technician: 'Dietetic Technician Registered',
  athletic_trainer: 'Athletic Trainer',
}
export type AudienceProfession = keyof typeof accmeProfessions
export const audienceProfessions = Object.keys(accmeProfessions) as [
  AudienceProfession,
  ...AudienceProfession[],
]
