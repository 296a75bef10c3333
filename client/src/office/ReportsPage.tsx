import './office.css'
import type { ConferenceReport, SessionReport } from '@lectern/shared/reports'
import { Stack } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Stat, Stats } from '../ui/Stats.tsx'
import { countOf } from '../words/counts.ts'
import { dayOf } from '../words/times.ts'
import { Download } from './Download.tsx'
import { reportHref, reportsQuery } from './reportsApi.ts'

/** The conference's sessions in figures; each row leads to its plots. */
export default function ReportsPage() {
  const reports = useQuery(reportsQuery)
  return (
    <Loaded query={reports} label="Loading the reports">
      {({ sessions }) => (
        <Page width="tool">
          <Stack gap="lg">
            <PageHead
              title="Reports"
              lead="Attendance is the final record of sessions with credit. Nobody’s name is in these reports."
              actions={<Download label="Workbook (XLSX)" href={reportHref()} of="all sessions" />}
            />
            <Figures sessions={sessions} />
            <DataTable
              caption="Table of sessions"
              columns={columns}
              rows={sessions}
              rowKey={({ sessionId }) => sessionId}
              rowTo={({ sessionId }) => `/office/reports/${encodeURIComponent(sessionId)}`}
              empty={
                <Empty icon={IconChartBar} title="No sessions yet">
                  Once the programme has sessions, each is a row here.
                </Empty>
              }
            />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

function Figures({ sessions }: ConferenceReport) {
  const measured = sessions.flatMap(({ attendance }) => attendance ?? [])
  const held = sessions.filter(({ endedAt }) => endedAt !== null).length
  const sum = (of: (report: SessionReport) => number) =>
    countOf(sessions.reduce((total, report) => total + of(report), 0))
  return (
    <Stats label="The whole conference">
      <Stat label="Sessions held" value={countOf(held)} hint={`of ${countOf(sessions.length)} planned`} />
      <Stat
        label="Viewers a session"
        value={countOf(Math.round(meanOf(measured.map(({ watched }) => watched))))}
        hint="mean of sessions with credit"
      />
      <Stat label="Questions" value={sum(({ questions }) => questions.asked)} />
      <Stat
        label="Votes in polls"
        value={sum(({ polls }) => polls.reduce((total, { people }) => total + people, 0))}
      />
    </Stats>
  )
}

/** In place of a figure that nobody measured. */
const unknown = '–'
const figure = (
  id: string,
  label: string,
  of: (report: SessionReport) => number | null | undefined,
): Column<SessionReport> => ({
  id,
  label,
  isNumber: true,
  sortBy: (report) => of(report) ?? -1,
  cell: (report) => {
    const value = of(report)
    return value == null ? unknown : countOf(value)
  },
})

const columns: readonly Column<SessionReport>[] = [
  { id: 'title', label: 'Session', sortBy: ({ title }) => title, cell: ({ title }) => <bdi>{title}</bdi> },
  {
    id: 'date',
    label: 'Date',
    sortBy: ({ liveAt, startsAt }) => liveAt ?? startsAt,
    cell: ({ liveAt, startsAt }) => dayOf(liveAt ?? startsAt),
  },
  figure('confirmed', 'Confirmed', ({ attendance }) => attendance?.people),
  figure('watched', 'Watched', ({ attendance }) => attendance?.watched),
  figure('minutes', 'Mean minutes', ({ attendance }) => attendance && Math.round(attendance.meanMinutes)),
  figure('most', 'Most at once', ({ attendance }) => attendance && Math.max(0, ...attendance.retention)),
  figure('questions', 'Questions', ({ questions }) => questions.asked),
  figure('answered', 'Answered', ({ questions }) => questions.answered),
  figure('polls', 'Polls', ({ polls }) => polls.length),
]
