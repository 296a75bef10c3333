// What the activity is: provider, dates, sessions, designations.

import type { Section } from '@lectern/shared/audit'
import { dayWords } from '@lectern/shared/calendarDays'
import { amountText } from '@lectern/shared/creditAmount'
import { counted, momentText } from '../words.ts'
import { type About, sectionOf, table } from './about.ts'

export function datesOf({ sessions, conference: { timeZone } }: About): string {
  if (sessions.length === 0) return 'No session yet'
  const from = Math.min(...sessions.map(({ session, state }) => state.liveAt ?? session.startsAt))
  const to = Math.max(...sessions.map(({ session, state }) => state.endedAt ?? session.endsAt))
  const [first, last] = [dayWords(from, timeZone), dayWords(to - 1, timeZone)]
  return first === last ? first : `${first} to ${last}`
}

const phaseWords = { scheduled: 'Not held yet', live: 'Live', paused: 'In a break', ended: 'Held' } as const

type Designation = About['activity']['designations'][number]

/** Every number that the body gave: "…-P; …-T (pharmacy technician)". */
function numberWords({ number, numbers = [] }: Designation, sessions: About['sessions']): string {
  const titleOf = (id: string) => sessions.find(({ session }) => session.id === id)?.session.title ?? id
  const others = numbers.map(({ number: other, profession, sessionId, on }) => {
    const whose = [
      ...(profession === undefined ? [] : [profession.replaceAll('_', ' ')]),
      ...(sessionId === undefined ? [] : [`“${titleOf(sessionId)}”`]),
      ...(on === undefined ? [] : [dayWords(Date.parse(on), 'UTC')]),
    ]
    return whose.length === 0 ? other : `${other} (${whose.join(', ')})`
  })
  return [number, ...others].filter((each) => each !== '').join('; ') || 'none'
}

export function overview(about: About): Section {
  const { activity, conference, sessions, policies, tally, isOver } = about
  const { provider, jointProviders = [], format, place, number, designations } = activity
  const facts: [string, string][] = [
    ['Activity', activity.title],
    ['Conference', conference.title],
    ['Provider', [provider.name, provider.address].filter(Boolean).join(', ')],
    ['Provider number', provider.number || 'none entered'],
    ['Activity number', number || 'none entered'],
    [
      'Providership',
      jointProviders.length === 0
        ? 'Direct'
        : `Joint, with ${new Intl.ListFormat('en-GB').format(jointProviders)}`,
    ],
    ['Type', [format, place].filter(Boolean).join(', ')],
    ['Dates', datesOf(about)],
    ['State', isOver ? 'Complete: attendance is final' : 'Not complete yet'],
    ['People who took part', counted(tally.learners, 'person', 'people')],
  ]
  const rows = sessions.map(({ session, state }) => [
    session.title,
    momentText(state.liveAt ?? session.startsAt, conference.timeZone),
    momentText(state.endedAt ?? session.endsAt, conference.timeZone),
    phaseWords[state.phase],
    String(tally.inSession.get(session.id) ?? 0),
  ])
  const designated = designations.map((designation) => {
    const { policyId, maximum, designatedAt } = designation
    const policy = policies.find(({ id }) => id === policyId)
    return [
      policy?.title ?? policyId,
      policy ? amountText(maximum, policy) : String(maximum),
      numberWords(designation, sessions),
      momentText(designatedAt, conference.timeZone),
    ]
  })
  return sectionOf(
    { id: 'overview', title: 'The activity', evidenceOf: 'What was held, by whom and when' },
    [
      { is: 'facts', facts },
      table('Sessions', ['Session', 'Began', 'Ended', 'State', 'People'], rows),
      table('Designated credit', ['Credit', 'Maximum', 'Numbers', 'Designated'], designated),
    ],
    [
      isOver
        ? undefined
        : { says: 'The activity is not over, or its attendance is not final yet.', who: 'nobody' },
      provider.number ? undefined : { says: 'The provider’s number is not entered.', who: 'office' },
    ],
  )
}
