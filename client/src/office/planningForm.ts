// The planning form of an activity while the office writes it. Pure.
import {
  emptyPlanningForm,
  type PlanningField,
  type PlanningForm,
  planningForm,
} from '@lectern/shared/planningForm'
import { competenceWords, performanceWords } from '@lectern/shared/planningWords'
import { keptInTab } from '../live/kept.ts'
import { type Problems, problemsIn } from '../words/problems.ts'

/** As the form's labels and its messages name each answer. */
export const fieldWords = (isJointAccreditation: boolean): Record<PlanningField, string> => ({
  gap: 'Practice gap',
  knowledge: 'Knowledge',
  competence: competenceWords(isJointAccreditation),
  performance: performanceWords(isJointAccreditation),
  designedTo: 'What it is designed to change',
  changes: 'Changes',
  whyFormat: 'Why this format',
  competencies: 'Competencies',
  otherCompetencies: 'Other competencies',
  subcategories: 'Sub-categories',
  professions: 'Professions',
  specialties: 'Specialties',
  description: 'Description of content',
  expectedResults: 'Expected results',
  keywords: 'Keywords',
  forPublicList: 'Listed for the public',
  fee: 'Fee',
  registration: 'Open to',
  delivery: 'Delivery',
  nonaccredited: 'Partners without accreditation',
  mocTypes: 'Kinds of MOC credit',
  city: 'City',
  state: 'State or province',
  country: 'Country',
})

export const planningProblems = (values: PlanningForm): Problems =>
  problemsIn(planningForm, values, {
    // A problem of one item is shown at its list.
    fieldOf: (path) => (path.startsWith('changes') ? path : path.split('.')[0]!),
  })

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const fields = Object.keys(emptyPlanningForm) as PlanningField[]

export const isChanged = (one: PlanningForm, other: PlanningForm): boolean =>
  fields.some((field) => !isEqual(one[field], other[field]))

export interface Merged {
  form: PlanningForm
  /** Fields that both have changed, in different ways: what is written here stands in `form`. */
  conflicts: PlanningField[]
}

/** What two people made of the same form: fields that only one of them changed are theirs. */
export function merged(base: PlanningForm, mine: PlanningForm, theirs: PlanningForm): Merged {
  const isMine = (field: PlanningField) => !isEqual(mine[field], base[field])
  const entries = fields.map((field) => [field, (isMine(field) ? mine : theirs)[field]])
  return {
    form: Object.fromEntries(entries) as PlanningForm,
    conflicts: fields.filter(
      (field) =>
        isMine(field) && !isEqual(theirs[field], base[field]) && !isEqual(mine[field], theirs[field]),
    ),
  }
}

/** What somebody answered, as a text. */
export function answerWords(value: PlanningForm[PlanningField]): string {
  if (typeof value === 'string') return value === '' ? 'nothing' : value
  if (Array.isArray(value)) {
    const items = value.map((item) => (typeof item === 'string' ? item : `${item.board} ${item.type}`))
    return items.length === 0 ? 'nothing' : items.join(', ').replaceAll('_', ' ')
  }
  if (value === null) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return 'other answers'
}

interface Unsaved {
  version: number
  form: PlanningForm
}

/** What was written on this tab and is not saved yet: it survives leaving the page, and a reload. */
export const unsavedForm = (personId: string, activityId: string) =>
  keptInTab(
    `lectern.planning.${personId}.${activityId}`,
    (value): value is Unsaved =>
      typeof value === 'object' &&
      value !== null &&
      'version' in value &&
      'form' in value &&
      typeof value.form === 'object' &&
      isComplete(value.form),
  )

/** A form that an earlier version of the page kept may lack fields. */
const isComplete = (form: object | null): boolean =>
  form !== null && fields.every((field) => Object.hasOwn(form, field))
