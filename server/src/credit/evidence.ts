// Evidence sheets of one person in an activity: what was measured and answered in each session, and when they
// were on stage. Nobody else is in them.
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { evidenceOf, type PersonEvidence, type StageSheet } from '@lectern/shared/evidence'
import { presentedVerdicts } from '@lectern/shared/stageTime'
import { countOf } from '@lectern/shared/watchTime'
import type { SessionWatchFacts } from '../attendance/watchFacts.ts'
import { isSpeakerOf } from '../core/authorise.ts'
import type { Credit } from './creditParts.ts'

/** Undefined if the person neither was on stage nor is a speaker, or if that was not kept. */
async function onStageIn(
  watchFacts: Credit['watchFacts'],
  { view: { session }, facts, settled }: SessionWatchFacts,
  personId: string,
): Promise<StageSheet | undefined> {
  const isSpeaker = isSpeakerOf(session, { id: personId })
  if (!facts?.presenters || !(isSpeaker || facts.presenters.includes(personId))) return undefined
  const time = (await watchFacts.presented(session.id, facts, [personId])).get(personId)
  const verdicts = presentedVerdicts(facts, time)
  const count = (wanted: string): number => verdicts.filter((verdict) => verdict === wanted).length
  return {
    ...{ sessionId: session.id, title: session.title, liveAt: facts.liveAt, isSpeaker, isFinal: settled },
    stretches: (time?.stretches ?? []).map(([from, to]) => ({ from, to })),
    slots: {
      onStage: count('counted'),
      stated: count('granted'),
      possible: countOf(verdicts).possibleSlots,
    },
  }
}

/** Throws `not_found` if the person has a seat in none of the sessions and presented none. */
export async function evidenceFor(
  { watchFacts, sessionsOf }: Pick<Credit, 'watchFacts' | 'sessionsOf'>,
  of: Activity,
  personId: string,
): Promise<PersonEvidence> {
  const sessions = await sessionsOf(of.id)
  const found = await Promise.all(
    sessions.map(async ({ session }) => {
      const own = await watchFacts.session(session.id)
      const person = (await watchFacts.people(session.id, [personId])).get(personId)
      const about = { sessionId: session.id, title: session.title, isFinal: own.settled, facts: own.facts }
      return {
        onStage: await onStageIn(watchFacts, own, personId),
        sheet:
          person && evidenceOf(about, person, await watchFacts.pages(session.id, personId), of.attendance),
      }
    }),
  )
  const sheets = found.flatMap(({ sheet }) => sheet ?? [])
  const onStage = found.flatMap((each) => each.onStage ?? [])
  if (sheets.length + onStage.length === 0) throw errors.notFound('person')
  return { personId, sheets, onStage }
}

const time = (at: number | null): string => (at === null ? '' : new Date(at).toISOString())

/** One row per fact after the header row, by time within each kind. */
export function evidenceRows({ personId, sheets, onStage }: PersonEvidence): string[][] {
  const header = ['Person', 'Session', 'Fact', 'From', 'To', 'Milliseconds', 'Detail']
  const stageRows = onStage.flatMap(({ title, isSpeaker, stretches, slots }) => [
    [personId, title, 'listed as speaker', '', '', '', isSpeaker ? 'yes' : 'no'],
    ...stretches.map(({ from, to }) => [
      personId,
      title,
      'on stage',
      time(from),
      time(to),
      String(to - from),
      '',
    ]),
    ...Object.entries(slots).map(([name, count]) => [
      ...[personId, title, `slots presented: ${name}`, '', '', ''],
      `${count}`,
    ]),
  ])
  const rows = sheets.flatMap((sheet) => {
    const row = (fact: string, from: number | null, to: number | null, ms: number | null, detail = '') => [
      personId,
      sheet.title,
      fact,
      time(from),
      time(to),
      ms === null ? '' : String(ms),
      detail,
    ]
    const stretch = (fact: string) => (each: { from: number; to: number | null }) =>
      row(fact, each.from, each.to, each.to === null ? null : each.to - each.from)
    return [
      row('acknowledged', sheet.acknowledgedAt, null, null),
      ...Object.entries(sheet.slots).map(([name, count]) =>
        row(`slots: ${name}`, null, null, null, `${count}`),
      ),
      ...sheet.checks.flatMap((check, i) => [
        row(`check ${i + 1}`, check.dueFrom, check.answeredAt, check.answerMs, check.outcome),
        ...check.sendings.map(({ sentAt, dueAt, shown, extended }) =>
          row(`check ${i + 1}: sending`, sentAt, dueAt, null, sendingWords(shown, extended)),
        ),
      ]),
      ...sheet.votes.map((at) => row('poll answered', at, null, null)),
      ...sheet.gaps.map((gap) => row('gap', gap.from, gap.to, gap.to - gap.from, gap.reason)),
      ...sheet.silences.map(stretch('no beats')),
      ...sheet.undelivered.map(stretch('no media arrived')),
      ...sheet.hall.map(stretch('exhibit hall')),
      ...sheet.pages.map((page) => [
        ...stretch('page')(page).slice(0, -1),
        page.signIn && `sign-in ${page.signIn}`,
      ]),
      ...sheet.signs.map(({ code, text }) => row(code, null, null, null, text)),
    ]
  })
  return [header, ...rows, ...stageRows]
}

const sendingWords = (shown: boolean, extended: boolean): string =>
  [shown ? 'shown' : 'not shown', extended && 'with more time'].filter(Boolean).join(', ')
