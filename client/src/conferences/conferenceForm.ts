// A conference in a form. Pure.
import { type Conference, type ConferencePlan, conferencePlan } from '@lectern/shared/conferences'
import { type SupportRow, supportRows, writtenSupport } from '../ui/supportRow.ts'
import { type Problems, problemsIn } from '../words/problems.ts'

export interface ConferenceForm {
  title: string
  /** "2026-11-28", or empty. */
  startsOn: string
  endsOn: string
  timeZone: string
  languages: string[]
  support: SupportRow[]
}

export const formOf = (conference: Partial<Conference> & { timeZone: string }): ConferenceForm => ({
  title: conference.title ?? '',
  startsOn: conference.startsOn ?? '',
  endsOn: conference.endsOn ?? '',
  timeZone: conference.timeZone,
  languages: conference.languages ?? [],
  support: supportRows(conference.support),
})

/** As the server takes it: languages are named or left as they are. */
export const planOf = ({ title, startsOn, endsOn, timeZone, languages, support }: ConferenceForm) => ({
  title,
  startsOn: startsOn || null,
  endsOn: endsOn || null,
  timeZone,
  ...(languages.length > 0 && { languages }),
  support: writtenSupport(support),
})

const dayWords = 'Write a day of the calendar.'

/** `more`: what the form has besides. */
export function problemsOf(form: ConferenceForm, more: Partial<ConferencePlan> = {}): Problems {
  const problems = problemsIn(
    conferencePlan,
    { ...planOf(form), ...more },
    { own: { title: 'Give the conference a name.', startsOn: dayWords, endsOn: dayWords } },
  )
  const { startsOn, endsOn } = form
  if (startsOn && endsOn && endsOn < startsOn) problems.endsOn ??= 'This is before the first day.'
  if (endsOn && !startsOn) problems.startsOn ??= 'Write the first day as well.'
  return problems
}
