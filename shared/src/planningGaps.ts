// What an activity's planning form lacks: for the structured abstract of an audit, and for the register's
// record of the activity. Pure.
import { alpha3Codes } from './countryCodes.ts'
import type { PlanningField, PlanningForm, PlanningProblem } from './planningForm.ts'
import { changes, changeWords, competenceWords } from './planningWords.ts'
import { usStates } from './usStates.ts'

const missing = (field: PlanningField, says: string): PlanningProblem => ({ who: 'office', says, field })

/** What the structured abstract lacks. */
export function abstractGaps(form: PlanningForm, isJointAccreditation: boolean): PlanningProblem[] {
  const { gap, knowledge, competence, performance, designedTo, whyFormat } = form
  const hasCompetency = form.competencies.length > 0 || form.otherCompetencies !== ''
  const second = competenceWords(isJointAccreditation).toLowerCase()
  return [
    ...(gap === '' ? [missing('gap', 'The practice gap is not described.')] : []),
    ...(knowledge === '' && competence === '' && performance === ''
      ? [missing('knowledge', `No educational need is stated: in knowledge, ${second} or performance.`)]
      : []),
    ...(designedTo === ''
      ? [missing('designedTo', 'What the activity is designed to change is not described.')]
      : []),
    ...changeGaps(form),
    ...(whyFormat === '' ? [missing('whyFormat', 'Not stated: why the format is appropriate.')] : []),
    ...(hasCompetency ? [] : [missing('competencies', 'No competency is ticked.')]),
  ]
}

function changeGaps({ changes: of }: PlanningForm): PlanningProblem[] {
  const unanswered = changes.filter((change) => of[change].designed === null)
  if (unanswered.length > 0)
    return unanswered.map((change) =>
      missing(
        'changes',
        `Not stated: whether it is designed to change ${changeWords[change].toLowerCase()}.`,
      ),
    )
  return changes.some((change) => of[change].designed === true)
    ? []
    : [
        missing(
          'changes',
          'It is designed to change nothing: say what of competence, performance and outcomes.',
        ),
      ]
}

/** What the register's record of the activity lacks of the form. */
export function recordGaps(form: PlanningForm): PlanningProblem[] {
  const { professions, description, subcategories, fee, registration, forPublicList, delivery } = form
  return [
    ...(description === '' ? [missing('description', 'The description of content is missing.')] : []),
    ...(professions.length === 0 ? [missing('professions', 'No profession is named as the audience.')] : []),
    ...(subcategories.length === 0 ? [missing('subcategories', 'No sub-category is ticked.')] : []),
    ...(forPublicList === null
      ? [missing('forPublicList', 'Not stated: whether the register may list it for the public.')]
      : []),
    ...(fee === null ? [missing('fee', 'Not stated: whether it costs a fee.')] : []),
    ...(registration === null ? [missing('registration', 'Not stated: whether it is open to all.')] : []),
    ...(delivery.length === 0 ? [missing('delivery', 'Not stated: how it is delivered.')] : []),
    ...changes
      .filter((change) => form.changes[change].designed === true && form.changes[change].evaluated === null)
      .map((change) =>
        missing(
          'changes',
          `Not stated: whether changes in ${changeWords[change].toLowerCase()} were evaluated.`,
        ),
      ),
    ...placeGaps(form),
  ]
}

function placeGaps({ delivery, city, state, country }: PlanningForm): PlanningProblem[] {
  const isInPerson = delivery.includes('In-Person')
  if (!isInPerson && city === '' && country === '' && state === '') return []
  return [
    ...(city === '' ? [missing('city', 'The city is missing, and it is held in person.')] : []),
    ...(alpha3Codes.has(country)
      ? []
      : [missing('country', 'The country is missing, and it is held in person.')]),
    ...(country === 'USA' && !usStates.has(state)
      ? [
          missing(
            'state',
            state ? `“${state}” is no US state: two letters, like IL.` : 'The US state is missing.',
          ),
        ]
      : []),
  ]
}
