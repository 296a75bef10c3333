import './office.css'
import type { SessionReport } from '@lectern/shared/reports'
import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Plot } from '../ui/Plot.tsx'
import { Problem } from '../ui/Problem.tsx'
import { Section } from '../ui/Section.tsx'
import { Stat, Stats } from '../ui/Stats.tsx'
import { counted, countOf, withShare } from '../words/counts.ts'
import { dayAndTimeRange } from '../words/times.ts'
import { reportsQuery } from './reportsApi.ts'

/** One session's audience, questions and polls. */
export default function SessionReportPage() {
  const { sessionId } = useParams()
  const reports = useQuery(reportsQuery)
  return (
    <Loaded query={reports} label="Loading the report">
      {({ sessions }) => {
        const report = sessions.find((each) => each.sessionId === sessionId)
        return report ? <Report report={report} /> : <NoReport />
      }}
    </Loaded>
  )
}

const allReports = <Link to="/office/reports">Reports</Link>

const NoReport = () => (
  <Problem title="There is no such session" action={allReports}>
    It may have been removed from the programme.
  </Problem>
)

function Report({ report }: { report: SessionReport }) {
  const { title, liveAt, endedAt, polls } = report
  return (
    <Page width="tool">
      <Stack gap="lg">
        <PageHead
          title={title}
          over={allReports}
          lead={
            liveAt !== null && endedAt !== null
              ? dayAndTimeRange(liveAt, endedAt)
              : 'It has not been held yet.'
          }
        />
        <Audience report={report} />
        <Questions report={report} />
        {polls.length > 0 && (
          <Section id="polls" title="Polls" count={polls.length}>
            <Stack gap="md">
              {polls.map((poll) => (
                <PollFigures key={poll.id} poll={poll} />
              ))}
            </Stack>
          </Section>
        )}
      </Stack>
    </Page>
  )
}

const minutesOf = (values: readonly number[]): string[] => values.map((_, i) => String(i + 1))

function Audience({ report: { attendance, endedAt } }: { report: SessionReport }) {
  return (
    <Section id="audience" title="Audience">
      {attendance === null ? (
        <Text c="gray.7">
          {endedAt === null
            ? 'Attendance is counted when the session has ended and its record is final.'
            : 'No attendance: it is measured in sessions with credit only, and shown once its record is final.'}
        </Text>
      ) : (
        <Stack gap="lg">
          <Stats label="How many watched">
            <Stat label="Confirmed the disclosures" value={countOf(attendance.people)} />
            <Stat
              label="Watched"
              value={withShare(attendance.watched, attendance.people)}
              hint="a minute or more"
            />
            <Stat
              label="Mean"
              value={`${Math.round(attendance.meanMinutes)} min`}
              hint="of those who watched"
            />
            <Stat label="Most at once" value={countOf(Math.max(0, ...attendance.retention))} />
          </Stats>
          <Plot
            label="People there, minute by minute"
            kind="area"
            axis="Minute"
            along={minutesOf(attendance.retention)}
            series={[{ label: 'People', values: attendance.retention }]}
          />
        </Stack>
      )}
    </Section>
  )
}

function Questions({ report: { questions } }: { report: SessionReport }) {
  const { asked, approved, answered, upvotes, perMinute } = questions
  return (
    <Section id="questions" title="Questions" count={asked}>
      {asked === 0 ? (
        <Text c="gray.7">Nobody asked anything.</Text>
      ) : (
        <Stack gap="lg">
          <Text c="gray.7">
            {countOf(approved)} approved, {countOf(answered)} answered, {counted(upvotes, 'upvote')}.
          </Text>
          {perMinute.length > 0 && (
            <Plot
              label="Questions asked, minute by minute"
              kind="bar"
              axis="Minute"
              along={minutesOf(perMinute)}
              series={[{ label: 'Questions', values: perMinute }]}
            />
          )}
        </Stack>
      )}
    </Section>
  )
}

function PollFigures({ poll: { question, people, choices } }: { poll: SessionReport['polls'][number] }) {
  return (
    <div>
      <Text fw={500} dir="auto">
        {question}
      </Text>
      <Text size="sm" c="gray.7">
        {counted(people, 'person', 'people')} answered
        {choices.length === 0 && ', in their own words: the workbook has them'}
      </Text>
      <PlainList gap={4}>
        {choices.map(({ text, people: chose }, i) => (
          <li key={`${i} ${text}`} className="figures">
            <bdi>{text}</bdi> · {withShare(chose, people)}
          </li>
        ))}
      </PlainList>
    </div>
  )
}
