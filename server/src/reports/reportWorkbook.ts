// The report of a conference as a workbook: one sheet a subject, one row a thing, so that a spreadsheet can
// filter and sum.
import type { SessionReport } from '@lectern/shared/reports'
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

/** `texts`: of each session, in the same order. */
export function reportWorkbook(
  reports: readonly SessionReport[],
  texts: readonly SessionTexts[],
): Promise<Buffer> {
  const titled = reports.map(({ title }, i): [string, SessionTexts] => [title, texts[i]!])
  return workbook([
    sessionsSheet(reports),
    minutesSheet(reports),
    pollsSheet(reports),
    questionsSheet(titled),
    answersSheet(titled),
  ])
}
