import type { reportRoutes } from '@lectern/shared/reports'
import type { BoothFigures } from '../booths/manage/figures.ts'
import { createReused } from '../core/reused.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { xlsxType } from '../http/xlsx.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import type { QuestionsStore } from '../questions/questionsStore.ts'
import { reportWorkbook, type SessionTexts } from './reportWorkbook.ts'
import { createSessionReports, type SessionReportsOptions } from './sessionReports.ts'

export interface ReportsRoutesOptions extends SessionReportsOptions {
  questions: Pick<QuestionsStore, 'all'>
  polls: Pick<PollsStore, 'list' | 'votes'>
  /** What came of each booth, by name. */
  exhibitors: (conferenceId: string) => Promise<BoothFigures[]>
}

export function createReportsRoutes(options: ReportsRoutesOptions): RouteHandlers<typeof reportRoutes> {
  const reports = createReused(createSessionReports(options))

  async function textsOf(sessionId: string): Promise<SessionTexts> {
    const [questions, { polls }] = await Promise.all([
      options.questions.all(sessionId),
      options.polls.list(sessionId),
    ])
    const open = polls.filter(({ draft, status }) => draft.kind === 'text' && status !== 'draft')
    const votes = await Promise.all(open.map(({ id }) => options.polls.votes(sessionId, id)))
    return { questions, openPolls: open.map((poll, i) => ({ poll, votes: votes[i]! })) }
  }

  return {
    'reports.sessions': async ({ conferenceId }) => ({ sessions: await reports.get(conferenceId) }),
    async 'reports.file'({ conferenceId }) {
      const sessions = await reports.get(conferenceId)
      const [texts, exhibitors] = await Promise.all([
        Promise.all(sessions.map(({ sessionId }) => textsOf(sessionId))),
        options.exhibitors(conferenceId),
      ])
      return {
        name: `report-${conferenceId}.xlsx`,
        content: await reportWorkbook(sessions, texts, exhibitors),
        type: xlsxType,
      }
    },
  }
}
