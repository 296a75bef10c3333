import { describe, expect, test } from '@jest/globals'
import { emptyPlanningForm, type PlanningForm, planningForm } from './planningForm.ts'
import { abstractGaps, recordGaps } from './planningGaps.ts'

const given = (changes: Partial<PlanningForm>): PlanningForm => ({ ...emptyPlanningForm, ...changes })
const problemOf = (changes: Partial<Record<keyof PlanningForm, unknown>>): string | undefined =>
  planningForm.safeParse({ ...emptyPlanningForm, ...changes }).error?.issues[0]?.message
const words = (count: number, word = 'word'): string => Array.from({ length: count }, () => word).join(' ')

describe('the contract', () => {
  test('takes a form in which nothing is answered', () => {
    expect(planningForm.parse(emptyPlanningForm)).toEqual(emptyPlanningForm)
  })

  test.each([
    ['gap', 100],
    ['knowledge', 50],
    ['competence', 50],
    ['performance', 50],
    ['designedTo', 50],
    ['whyFormat', 25],
  ] as const)('%s takes %d words and not one more', (field, most) => {
    expect(problemOf({ [field]: words(most) })).toBeUndefined()
    expect(problemOf({ [field]: words(most + 1) })).toBe(`${most + 1} words: at most ${most}`)
  })

  test('counts words of scripts without blanks', () => {
    // Four words each time, and ICU keeps them apart.
    expect(problemOf({ whyFormat: '心力衰竭患者的护理。'.repeat(6) })).toBeUndefined()
    expect(problemOf({ whyFormat: '心力衰竭患者的护理。'.repeat(7) })).toBe('28 words: at most 25')
    expect(problemOf({ whyFormat: 'ภาวะหัวใจล้มเหลว '.repeat(6) })).toBeUndefined()
    expect(problemOf({ whyFormat: 'ภาวะหัวใจล้มเหลว '.repeat(7) })).toBe('28 words: at most 25')
  })

  test('a letter with its marks is no further word, and bidi overrides go', () => {
    expect(problemOf({ whyFormat: words(25, 'cafe\u0301') })).toBeUndefined()
    expect(planningForm.parse(given({ gap: 'a\u202etxet\u202c' })).gap).toBe('atxet')
  })

  test('refuses what is far too long before a word is counted', () => {
    expect(problemOf({ gap: 'x'.repeat(1601) })).toBe('at most 1600 characters')
    expect(problemOf({ description: 'x'.repeat(2501) })).toBe('at most 2500 characters')
    expect(problemOf({ description: 'x'.repeat(2500) })).toBeUndefined()
  })

  test.each([
    ['a competency that is none', { competencies: ['kindness'] }],
    ['a profession that the ACCME does not list', { professions: ['other'] }],
    ['a country by another name', { country: 'GER' }],
    ['a country in two letters', { country: 'DE' }],
    ['a fee in other words', { fee: 'free' }],
    ['a method of delivery that is none', { delivery: ['Telepathy'] }],
    ['more keywords than are kept', { keywords: Array.from({ length: 21 }, (_, i) => `k${i}`) }],
    ['an empty keyword', { keywords: ['\u200b'] }],
    ['a field that is none', { budget: 'large' }],
  ])('refuses %s', (_, changes) => {
    expect(problemOf(changes as never)).toBeDefined()
  })
})

/** Nothing is missing of it. */
const whole = given({
  gap: 'Four in ten patients leave without a plan.',
  knowledge: 'Which drugs, in which order.',
  designedTo: 'Prescribing at discharge.',
  changes: {
    competence: { designed: true, evaluated: true },
    performance: { designed: true, evaluated: false },
    outcomes: { designed: false, evaluated: null },
  },
  whyFormat: 'Cases can be discussed.',
  competencies: ['patient_care'],
  subcategories: ['lecture'],
  professions: ['physician'],
  description: 'Drugs for heart failure.',
  forPublicList: true,
  fee: 'no',
  registration: 'open',
  delivery: ['Live-Streamed'],
})
const says = (problems: readonly { says: string }[]) => problems.map((each) => each.says)

describe('what is missing', () => {
  test('is nothing of a whole form', () => {
    expect([...abstractGaps(whole, false), ...recordGaps(whole)]).toEqual([])
  })

  test('of the abstract: each answer that an auditor reads', () => {
    expect(says(abstractGaps(emptyPlanningForm, true))).toEqual([
      'The practice gap is not described.',
      'No educational need is stated: in knowledge, skills or strategy or performance.',
      'What the activity is designed to change is not described.',
      'Not stated: whether it is designed to change competence.',
      'Not stated: whether it is designed to change performance.',
      'Not stated: whether it is designed to change patient outcomes.',
      'Not stated: why the format is appropriate.',
      'No competency is ticked.',
    ])
    const nothing = { designed: false, evaluated: null }
    const changes = { competence: nothing, performance: nothing, outcomes: nothing }
    expect(says(abstractGaps({ ...whole, changes }, false))).toEqual([
      'It is designed to change nothing: say what of competence, performance and outcomes.',
    ])
  })

  test('another competency, in words, is a competency', () => {
    expect(abstractGaps({ ...whole, competencies: [], otherCompetencies: 'Leadership' }, false)).toEqual([])
  })

  test('of the record: place and state where it is held in person', () => {
    const inPerson = given({ ...whole, delivery: ['In-Person'] })
    expect(says(recordGaps(inPerson))).toEqual([
      'The city is missing, and it is held in person.',
      'The country is missing, and it is held in person.',
    ])
    const inIllinois = { ...inPerson, city: 'Springfield', country: 'USA' }
    expect(says(recordGaps({ ...inIllinois, state: 'Illinois' }))).toEqual([
      '“Illinois” is no US state: two letters, like IL.',
    ])
    expect(recordGaps({ ...inIllinois, state: 'IL' })).toEqual([])
    expect(recordGaps({ ...inPerson, city: 'Jena', country: 'DEU' })).toEqual([])
  })

  test('of the record: whether what it was designed to change was evaluated', () => {
    const changes = { ...whole.changes, competence: { designed: true, evaluated: null } }
    expect(recordGaps({ ...whole, changes })).toEqual([
      {
        who: 'office',
        says: 'Not stated: whether changes in competence were evaluated.',
        field: 'changes',
      },
    ])
  })
})
