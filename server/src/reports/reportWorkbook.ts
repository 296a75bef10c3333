// The report of a conference as a workbook: one sheet a subject, one row a thing, so that a spreadsheet can
// filter and sum.
import { plannedMs } from '@lectern/shared/booths'
import type { SessionReport } from '@lectern/shared/reports'
import type { BoothFigures } from '../booths/manage/figures.ts'
import { type Sheet, workbook } from '../http/xlsx.ts'
import type { PollRecord } from '../polls/pollRules.ts'
import type { Vote } from '../polls/pollsStore.ts'
import type { QuestionRecord } from '../questions/questionsStore.ts'

/** What people wrote in one session; nobody's name. */
export interface SessionTexts {
  questions: readonly QuestionRecord[]
  openPolls: readonly { poll: PollRecord; votes: readonly Vote[] }[]
}

const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at))
const tenths = (value: number): number => Math.round(value * 10) / 10

const sessionsSheet = (reports: readonly SessionReport[]): Sheet => ({
  name: 'Sessions',
  head: [
    'Session',
    'Track',
    'Planned (UTC)',
    'Began (UTC)',
    'Ended (UTC)',
    'Confirmed the disclosures',
    'Watched a minute or more',
    'Mean minutes',
    'Most at once',
    'Questions',
    'Approved',
    'Answered',
    'Upvotes',
    'Polls',
  ],
  rows: reports.map(({ attendance, questions, ...report }) => [
    report.title,
    report.track,
    dateOf(report.startsAt),
    dateOf(report.liveAt),
    dateOf(report.endedAt),
    attendance?.people ?? null,
    attendance?.watched ?? null,
    attendance ? tenths(attendance.meanMinutes) : null,
    attendance ? Math.max(0, ...attendance.retention) : null,
    questions.asked,
    questions.approved,
    questions.answered,
    questions.upvotes,
    report.polls.length,
  ]),
})

const minutesSheet = (reports: readonly SessionReport[]): Sheet => ({
  name: 'Minutes',
  head: ['Session', 'Minute', 'People there', 'Questions asked'],
  rows: reports.flatMap(({ title, attendance, questions }) =>
    questions.perMinute.map((asked, minute) => [
      title,
      minute + 1,
      attendance?.retention[minute] ?? null,
      asked,
    ]),
  ),
})

const pollsSheet = (reports: readonly SessionReport[]): Sheet => ({
  name: 'Polls',
  head: ['Session', 'Poll', 'Choice', 'People', 'Voters', 'Share'],
  rows: reports.flatMap(({ title, polls }) =>
    polls.flatMap(({ question, people, choices }) =>
      choices.map((choice) => [
        title,
        question,
        choice.text,
        choice.people,
        people,
        people === 0 ? null : Math.round((choice.people / people) * 1000) / 1000,
      ]),
    ),
  ),
})

const questionsSheet = (titled: readonly [title: string, texts: SessionTexts][]): Sheet => ({
  name: 'Questions',
  head: ['Session', 'Asked (UTC)', 'Question', 'Status', 'Upvotes', 'Written answer'],
  rows: titled.flatMap(([title, { questions }]) =>
    questions.map(({ askedAt, text, status, mergedInto, votes, answer }) => [
      title,
      dateOf(askedAt),
      text,
      mergedInto === null ? status : 'merged',
      votes,
      answer,
    ]),
  ),
})

const answersSheet = (titled: readonly [title: string, texts: SessionTexts][]): Sheet => ({
  name: 'Open answers',
  head: ['Session', 'Poll', 'Answer'],
  rows: titled.flatMap(([title, { openPolls }]) =>
    openPolls.flatMap(({ poll, votes }) =>
      votes.map(({ choice }) => [title, poll.draft.prompt, choice.text]),
    ),
  ),
})

const hours = (ms: number): number => Math.round(ms / 36_000) / 100

const exhibitorsSheet = (exhibitors: readonly BoothFigures[]): Sheet => ({
  name: 'Exhibitors',
  head: ['Exhibitor', 'Visitors', 'Visits', 'Chats', 'Calls', 'Leads', 'Hours planned', 'Hours staffed'],
  rows: exhibitors.map(({ booth, visitors, hours: visited, staffed, counts }) => [
    booth.name,
    visitors,
    visited.reduce((sum, { visits }) => sum + visits, 0),
    counts.chats,
    counts.calls,
    counts.leads,
    hours(plannedMs(booth)),
    hours(staffed.reduce((sum, { ms }) => sum + ms, 0)),
  ]),
})

/** A row for each hour in which somebody came, or the desk was staffed. */
const exhibitHoursSheet = (exhibitors: readonly BoothFigures[]): Sheet => ({
  name: 'Exhibit hours',
  head: ['Exhibitor', 'Hour (UTC)', 'Visits', 'Minutes staffed'],
  rows: exhibitors.flatMap(({ booth, hours: visited, staffed }) => {
    const visits = new Map(visited.map(({ hour, visits: count }) => [hour, count]))
    const times = new Map(staffed.map(({ hour, ms }) => [hour, ms]))
    return [...new Set([...visits.keys(), ...times.keys()])]
      .sort((a, b) => a - b)
      .map((hour) => [
        booth.name,
        new Date(hour),
        visits.get(hour) ?? 0,
        tenths((times.get(hour) ?? 0) / 60_000),
      ])
  }),
})

/** `texts`: of each session, in the same order. */
export function reportWorkbook(
  reports: readonly SessionReport[],
  texts: readonly SessionTexts[],
  exhibitors: readonly BoothFigures[],
): Promise<Buffer> {
  const titled = reports.map(({ title }, i): [string, SessionTexts] => [title, texts[i]!])
  return workbook([
    sessionsSheet(reports),
    minutesSheet(reports),
    pollsSheet(reports),
    questionsSheet(titled),
    answersSheet(titled),
    exhibitorsSheet(exhibitors),
    exhibitHoursSheet(exhibitors),
  ])
}
