// Who attended and who presented which session, and every attention check: computed for some people at a time
// from the same facts as their credit.
import { setImmediate } from 'node:timers/promises'
import type { Identity } from '@lectern/shared/accounts'
import { slotMs } from '@lectern/shared/attendance'
import type { Activity } from '@lectern/shared/credit'
import type { SessionView } from '@lectern/shared/program'
import { presentedVerdicts } from '@lectern/shared/stageTime'
import { checkOutcomes, countOf, gapsOf, judge } from '@lectern/shared/watchTime'
import type { PersonWatched, SessionWatchFacts, WatchFacts } from '../attendance/watchFacts.ts'
import { timeText } from './words.ts'

export interface AttendanceSheetsOptions {
  watchFacts: Pick<WatchFacts, 'session' | 'people' | 'presented'>
  findPerson: (personId: string) => Promise<Identity | undefined>
}

export const attendanceHead = [
  'Person',
  'Name',
  'Credentials',
  'Profession',
  'Session',
  'Session id',
  'Disclosures acknowledged',
  'Minutes counted',
  'Minutes possible',
  'Checks answered',
  'Checks missed',
  'Why minutes did not count',
  'Final',
]
export const checksHead = [
  'Person',
  'Name',
  'Session',
  'Check',
  'Outcome',
  'Sent',
  'Answer due',
  'Shown',
  'More time asked for',
  'Answered',
]
export const presentedHead = [
  'Person',
  'Name',
  'Credentials',
  'Profession',
  'Session',
  'Session id',
  'Listed as speaker',
  'Minutes on stage',
  'Minutes stated by the CE office',
  'Minutes on air',
  'Final',
]

/** People whose facts are held at once: each has a row for each session. */
const batchSize = 50

/** One person's facts in one session. */
interface Attended {
  person: Identity
  of: SessionWatchFacts
  watched: PersonWatched
}

const minutes = (slots: number): string => ((slots * slotMs) / 60_000).toFixed(1)

const reasonWords: Record<string, string> = {
  not_joined: 'not there',
  not_watching: 'not playing',
  no_media: 'no media',
  connection_lost: 'connection lost',
  hall: 'exhibit hall',
  missed_check: 'missed check',
  withdrawn: 'taken back by the CE office',
}

/** "3.0 connection lost; 9.0 exhibit hall" */
function gapWords(gaps: ReturnType<typeof gapsOf>): string {
  const byReason = new Map<string, number>()
  for (const { from, to, reason } of gaps) byReason.set(reason, (byReason.get(reason) ?? 0) + to - from)
  return [...byReason]
    .map(([reason, ms]) => `${(ms / 60_000).toFixed(1)} ${reasonWords[reason] ?? reason}`)
    .join('; ')
}

function attendanceRow({ person, of, watched }: Attended, activity: Activity): string[] {
  const { view, facts, settled } = of
  const verdicts = facts ? judge(facts, watched, activity.attendance) : []
  const { creditedSlots, possibleSlots } = countOf(verdicts)
  const outcomes = facts ? checkOutcomes(facts, watched, activity.attendance) : []
  const count = (wanted: string): string =>
    String(outcomes.filter(({ outcome }) => outcome === wanted).length)
  return [
    person.id,
    person.name,
    person.credentials,
    person.profession,
    view.session.title,
    view.session.id,
    timeText(watched.acknowledgedAt),
    minutes(creditedSlots),
    minutes(possibleSlots),
    count('answered'),
    count('missed'),
    facts ? gapWords(gapsOf(verdicts, facts.liveAt)) : '',
    settled ? 'yes' : 'no',
  ]
}

/** One row for each time that a check was sent; a check that was postponed was sent again. */
function checkRows({ person, of: { view, facts }, watched }: Attended, activity: Activity): string[][] {
  if (!facts) return []
  return checkOutcomes(facts, watched, activity.attendance).flatMap(({ outcome, answeredAt, sendings }, i) =>
    sendings.map((sending, s) => [
      person.id,
      person.name,
      view.session.title,
      String(i + 1),
      s === sendings.length - 1 ? outcome : 'sent again',
      timeText(sending.sentAt),
      timeText(sending.dueAt),
      sending.unsent ? 'no' : 'yes',
      sending.extended ? 'yes' : 'no',
      timeText(sending.answeredAt ?? (s === sendings.length - 1 ? answeredAt : null)),
    ]),
  )
}

/** Its speakers, and whoever else was on stage; of a time that was not kept, nothing is said. */
async function presentedRows(
  { watchFacts, findPerson }: AttendanceSheetsOptions,
  { view: { session }, facts, settled }: SessionWatchFacts,
): Promise<string[][]> {
  if (!facts) return []
  const speakers = session.speakers.map(({ personId }) => personId)
  const personIds = [...new Set([...speakers, ...(facts.presenters ?? [])])]
  const presenters = await watchFacts.presented(session.id, facts, personIds)
  const people = await Promise.all(personIds.map(findPerson))
  return people.flatMap((person) => {
    if (!person) return []
    const verdicts = presentedVerdicts(facts, presenters.get(person.id))
    const count = (verdict: string): string => minutes(verdicts.filter((each) => each === verdict).length)
    return [
      [
        ...[person.id, person.name, person.credentials, person.profession],
        ...[session.title, session.id, speakers.includes(person.id) ? 'yes' : 'no'],
        ...(facts.presenters ? [count('counted'), count('granted')] : ['not kept', 'not kept']),
        ...[minutes(countOf(verdicts).possibleSlots), settled ? 'yes' : 'no'],
      ],
    ]
  })
}

export function createAttendanceSheets(options: AttendanceSheetsOptions) {
  const { watchFacts, findPerson } = options
  /** `personIds`: of a batch. In their order, each with the sessions in which they have a seat, by start. */
  async function attended(sessions: readonly SessionWatchFacts[], personIds: string[]): Promise<Attended[]> {
    const people = await Promise.all(personIds.map(findPerson))
    const facts = await Promise.all(sessions.map(({ view }) => watchFacts.people(view.session.id, personIds)))
    return people.flatMap((person) =>
      person === undefined
        ? []
        : sessions.flatMap((of, s) => {
            const watched = facts[s]!.get(person.id)
            return watched ? [{ person, of, watched }] : []
          }),
    )
  }

  async function* batches(sessions: readonly SessionView[], personIds: readonly string[]) {
    const read = await Promise.all(sessions.map(({ session }) => watchFacts.session(session.id)))
    for (let i = 0; i < personIds.length; i += batchSize) {
      yield await attended(read, personIds.slice(i, i + batchSize))
      await setImmediate()
    }
  }

  return {
    /** Rows of `attendanceHead`, by person. */
    async *attendance(activity: Activity, sessions: readonly SessionView[], personIds: readonly string[]) {
      for await (const batch of batches(sessions, personIds))
        yield batch.map((each) => attendanceRow(each, activity))
    },

    /** Rows of `presentedHead`, by session. */
    async *presented(sessions: readonly SessionView[]) {
      for (const { session } of sessions)
        yield await presentedRows(options, await watchFacts.session(session.id))
    },

    /** Rows of `checksHead`, by person. */
    async *checks(activity: Activity, sessions: readonly SessionView[], personIds: readonly string[]) {
      for await (const batch of batches(sessions, personIds))
        yield batch.flatMap((each) => checkRows(each, activity))
    },
  }
}
export type AttendanceSheets = ReturnType<typeof createAttendanceSheets>
