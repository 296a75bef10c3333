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
    ...(whyFormat === '' ? [missing('whyFormat', 'Why the format is appropriate is not said.')] : []),
    ...(hasCompetency ? [] : [missing('competencies', 'No competency is ticked.')]),
  ]
}

function changeGaps({ changes: of }: PlanningForm): PlanningProblem[] {
  const unanswered = changes.filter((change) => of[change].designed === null)
  if (unanswered.length > 0)
    return unanswered.map((change) =>
      missing(
        'changes',
        `Whether it is designed to change ${changeWords[change].toLowerCase()} is not said.`,
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
      ? [missing('forPublicList', 'Whether the register may list it for the public is not said.')]
      : []),
    ...(fee === null ? [missing('fee', 'Whether it costs a fee is not said.')] : []),
    ...(registration === null ? [missing('registration', 'Whether it is open to all is not said.')] : []),
    ...(delivery.length === 0 ? [missing('delivery', 'How it is delivered is not said.')] : []),
    ...changes
      .filter((change) => form.changes[change].designed === true && form.changes[change].evaluated === null)
      .map((change) =>
        missing(
          'changes',
          `Whether changes in ${changeWords[change].toLowerCase()} were evaluated is not said.`,
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
