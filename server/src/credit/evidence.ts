// Evidence sheets of one person in an activity: what was
// measured and answered in each session. Nobody else is in them.
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { type EvidenceSheet, evidenceOf, type PersonEvidence } from '@lectern/shared/evidence'
import type { Credit } from './creditParts.ts'

/** Throws `not_found` if the person has a seat in none of the sessions. */
export async function evidenceFor(
  { watchFacts, sessionsOf }: Pick<Credit, 'watchFacts' | 'sessionsOf'>,
  of: Activity,
  personId: string,
): Promise<PersonEvidence> {
  const sheets = await Promise.all(
    (await sessionsOf(of.id)).map(async ({ session }): Promise<EvidenceSheet[]> => {
      const person = (await watchFacts.people(session.id, [personId])).get(personId)
      if (!person) return []
      const [{ facts, settled }, pages] = await Promise.all([
        watchFacts.session(session.id),
        watchFacts.pages(session.id, personId),
      ])
      const about = { sessionId: session.id, title: session.title, isFinal: settled, facts }
      return [evidenceOf(about, person, pages, of.attendance)]
    }),
  )
  if (sheets.flat().length === 0) throw errors.notFound('learner')
  return { personId, sheets: sheets.flat() }
}

const time = (at: number | null): string => (at === null ? '' : new Date(at).toISOString())

/** One row per fact after the header row, by time within each kind. */
export function evidenceRows({ personId, sheets }: PersonEvidence): string[][] {
  const header = ['Person', 'Session', 'Fact', 'From', 'To', 'Milliseconds', 'Detail']
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
  return [header, ...rows]
}

const sendingWords = (shown: boolean, extended: boolean): string =>
  [shown ? 'shown' : 'not shown', extended && 'with more time'].filter(Boolean).join(', ')
