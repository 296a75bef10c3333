// What each session of a conference came to.

import type { SessionView } from '@lectern/shared/program'
import type { SessionReport } from '@lectern/shared/reports'
import type { FrozenStore } from '../attendance/frozenStore.ts'
import { choicesOf, type PollRecord } from '../polls/pollRules.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { QuestionRecord, QuestionsStore } from '../questions/questionsStore.ts'
import { createRetention, perMinute } from './retention.ts'

export interface SessionReportsOptions {
  program: Pick<ProgramStore, 'views'>
  frozen: Pick<FrozenStore, 'session' | 'everyone'>
  questions: Pick<QuestionsStore, 'all'>
  polls: Pick<PollsStore, 'list'>
}

const answeredStatuses: ReadonlySet<string> = new Set(['live', 'answered'])
const shownStatuses: ReadonlySet<string> = new Set([...answeredStatuses, 'approved'])

function questionFigures(
  records: readonly QuestionRecord[],
  { liveAt, endedAt }: SessionView['state'],
): SessionReport['questions'] {
  const within = (statuses: ReadonlySet<string>) =>
    records.filter(({ status }) => statuses.has(status)).length
  const times = records.map(({ askedAt }) => askedAt)
  return {
    asked: records.length,
    approved: within(shownStatuses),
    answered: within(answeredStatuses),
    // The votes for a merged question are among those of the question it became part of.
    upvotes: records.reduce((sum, { votes, mergedInto }) => sum + (mergedInto === null ? votes : 0), 0),
    perMinute: liveAt === null || endedAt === null ? [] : perMinute(times, liveAt, endedAt),
  }
}

const pollFigures = ({ id, draft, tally }: PollRecord): SessionReport['polls'][number] => ({
  id,
  question: draft.prompt,
  people: tally.people,
  choices: choicesOf(draft).map((choice) => ({
    text: draft.options.find((option) => option.id === choice)?.text ?? choice,
    people: tally.counts[choice] ?? 0,
  })),
})

export function createSessionReports({ program, frozen, questions, polls }: SessionReportsOptions) {
  async function attendanceOf({ session, state }: SessionView): Promise<SessionReport['attendance']> {
    if (state.liveAt === null || state.endedAt === null) return null
    if (!(await frozen.session(session.id))) return null
    const retention = createRetention(state.endedAt - state.liveAt)
    for await (const people of frozen.everyone(session.id)) for (const person of people) retention.add(person)
    return retention.result()
  }

  async function reportOf(view: SessionView): Promise<SessionReport> {
    const { session, state } = view
    const [attendance, asked, made] = await Promise.all([
      attendanceOf(view),
      questions.all(session.id),
      polls.list(session.id),
    ])
    return {
      sessionId: session.id,
      title: session.title,
      track: session.track,
      startsAt: session.startsAt,
      liveAt: state.liveAt,
      endedAt: state.endedAt,
      attendance,
      questions: questionFigures(asked, state),
      polls: made.polls.filter(({ status }) => status !== 'draft').map(pollFigures),
    }
  }

  /** In the order of the programme. One session after the other, so that memory holds one at a time. */
  return async function sessionReports(conferenceId: string): Promise<SessionReport[]> {
    const reports: SessionReport[] = []
    for (const view of await program.views(conferenceId)) reports.push(await reportOf(view))
    return reports
  }
}
