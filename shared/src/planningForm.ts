// The planning form of an accredited activity: why it is held, for whom, and what it is to change. It is the
// ACCME's structured abstract, with what its record of an activity asks beside that. Every answer may be
// empty: the form is a draft for as long as something is missing.
import { z } from 'zod'
import { alpha3Codes } from './countryCodes.ts'
import { id, instant } from './ids.ts'
import {
  audienceProfessions,
  cityMax,
  competencies,
  deliveryMethods,
  descriptionOfContentMax,
  designedMax,
  designedWords,
  expectedResultsMax,
  feeWords,
  formatMax,
  formatWords,
  gapMax,
  gapWords,
  keywordMax,
  keywordsMax,
  mocTypeMax,
  mocTypesMax,
  needMax,
  needWords,
  otherCompetenciesMax,
  partnerMax,
  partnersMax,
  registrationWords,
  specialtiesMax,
  specialtyMax,
  stateMax,
  subcategories,
} from './planningWords.ts'
import { boards } from './requirements.ts'
import { declareRoutes } from './route.ts'
import { bounded, list, text, textOrNone } from './text.ts'
import { countWords } from './wordCount.ts'

type Words = (most: number, max: number) => z.ZodType<string, string>

/** At most so many words; longer texts than `max` characters are refused before anything is counted. */
const counted: Words = (most, max) =>
  textOrNone(max, { lines: true }).superRefine((written, context) => {
    const count = countWords(written)
    if (count > most) context.addIssue(`${count} words: at most ${most}`)
  })
/** Words that were counted when they were saved: dictionaries differ from browser to browser. */
const uncounted: Words = (_, max) => textOrNone(max, { lines: true })

/** Null: not answered. */
const answer = z.boolean().nullable()
const change = z.strictObject({ designed: answer, evaluated: answer })
const keysOf = <Words extends object>(of: Words) =>
  Object.keys(of) as [keyof Words & string, ...(keyof Words & string)[]]

const fieldsWith = (words: Words) => ({
  /** The problem in practice that the activity addresses. */
  gap: words(gapWords, gapMax),
  /** The educational need behind the gap, by kind; `competence`: skills or strategy (Joint Accreditation). */
  knowledge: words(needWords, needMax),
  competence: words(needWords, needMax),
  performance: words(needWords, needMax),
  /** What the activity is designed to change. */
  designedTo: words(designedWords, designedMax),
  changes: z.strictObject({ competence: change, performance: change, outcomes: change }),
  /** Why its format fits. */
  whyFormat: words(formatWords, formatMax),
  competencies: list(z.enum(competencies), competencies.length),
  otherCompetencies: textOrNone(otherCompetenciesMax),
  subcategories: list(z.enum(subcategories), subcategories.length),
  professions: list(z.enum(audienceProfessions), audienceProfessions.length),
  specialties: list(text(specialtyMax), specialtiesMax),
  /** Description of content. */
  description: textOrNone(descriptionOfContentMax, { lines: true }),
  expectedResults: textOrNone(expectedResultsMax, { lines: true }),
  keywords: list(text(keywordMax), keywordsMax),
  /** Whether the register may list it for the public. */
  forPublicList: answer,
  fee: z.enum(keysOf(feeWords)).nullable(),
  registration: z.enum(keysOf(registrationWords)).nullable(),
  delivery: list(z.enum(deliveryMethods), deliveryMethods.length),
  /** Organisations without accreditation that share in providing it. */
  nonaccredited: list(text(partnerMax), partnersMax),
  /** The kinds of MOC credit that points are registered for, in each board's own words. */
  mocTypes: list(z.strictObject({ board: z.enum(boards), type: text(mocTypeMax) }), mocTypesMax),
  /** Where it is held in person. */
  city: textOrNone(cityMax),
  /** Two letters in the USA. */
  state: textOrNone(stateMax),
  /** ISO 3166-1, three letters; empty: none. */
  country: bounded(3)
    .refine((code) => code === '' || alpha3Codes.has(code), 'not a country’s three letters, like USA')
    .meta({ examples: ['DEU'] }),
})
export const planningForm = z.strictObject(fieldsWith(counted))
export type PlanningForm = z.infer<typeof planningForm>
export type PlanningField = keyof PlanningForm

export const emptyPlanningForm: PlanningForm = {
  gap: '',
  knowledge: '',
  competence: '',
  performance: '',
  designedTo: '',
  changes: {
    competence: { designed: null, evaluated: null },
    performance: { designed: null, evaluated: null },
    outcomes: { designed: null, evaluated: null },
  },
  whyFormat: '',
  competencies: [],
  otherCompetencies: '',
  subcategories: [],
  professions: [],
  specialties: [],
  description: '',
  expectedResults: '',
  keywords: [],
  forPublicList: null,
  fee: null,
  registration: null,
  delivery: [],
  nonaccredited: [],
  mocTypes: [],
  city: '',
  state: '',
  country: '',
}

/** Something that is missing or wrong, in words, and who can mend it. */
const planningProblem = z.object({
  /** `office`: in this form or in the activity; `faculty`: somebody in control of the content. */
  who: z.enum(['office', 'faculty']),
  says: z.string(),
  /** The field of the form; absent: it is mended elsewhere. */
  field: z.enum(keysOf(emptyPlanningForm)).exactOptional(),
})
export type PlanningProblem = z.infer<typeof planningProblem>

/** An activity's form as it is stored. */
export const planning = z.object({
  /** 0 until it is first saved; each saving adds one. */
  version: z.number().int().nonnegative(),
  form: z.strictObject(fieldsWith(uncounted)),
  /** Null until it is first saved. */
  savedAt: instant.nullable(),
  savedBy: id.nullable(),
  /** Somebody has marked this very version as complete: its words are in the ledger. */
  completed: z.object({ at: instant, by: id }).nullable(),
})
export type Planning = z.infer<typeof planning>

const shownPlanning = planning.extend({
  /** Names, empty if the person is gone. */
  savedByName: z.string(),
  completedByName: z.string(),
  /** As certificates name them: changed where the activity is planned. */
  jointProviders: z.array(z.string()),
  /** The need for competence is called skills or strategy. */
  isJointAccreditation: z.boolean(),
  /** Boards of which it is designated for points. */
  boards: z.array(z.enum(boards)),
  /** What the structured abstract and the register's record of the activity lack, in the saved form. */
  missing: z.object({ abstract: z.array(planningProblem), record: z.array(planningProblem) }),
})
export type ShownPlanning = z.infer<typeof shownPlanning>

const office = ['office'] as const
const byActivity = { activityId: id }
const writing = { points: 60, seconds: 60, pool: 'planning-form' } as const

export const planningFormRoutes = declareRoutes({
  'planningForm.find': {
    summary: 'Why an activity is held and for whom, and what is missing of that.',
    who: office,
    params: byActivity,
    reply: shownPlanning,
  },
  'planningForm.save': {
    summary: 'Saves the form; one that somebody else has saved meanwhile is refused as stale.',
    who: office,
    params: byActivity,
    body: z.strictObject({ version: planning.shape.version, form: planningForm }),
    reply: shownPlanning,
    rate: writing,
  },
  'planningForm.complete': {
    summary: 'Marks a version of the form as complete, whose words the ledger keeps.',
    who: office,
    params: byActivity,
    body: z.strictObject({ version: planning.shape.version.min(1) }),
    reply: shownPlanning,
    rate: writing,
  },
})
