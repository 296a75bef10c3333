import type { OfficeActivity } from '@lectern/shared/creditOffice'
import { Stack } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { CreditText } from '../ui/CreditText.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Section } from '../ui/Section.tsx'
import { figure } from '../words/credit.ts'
import { dateOf } from '../words/times.ts'
import { ActivityRecords } from './ActivityRecords.tsx'
import { EventReports } from './EventReports.tsx'
import { RegisterReport } from './RegisterReport.tsx'

/** How far an activity's reporting to registers has come, and what it is designated for. */
export function Reporting({ data: { activity, policyTitles, registers } }: { data: OfficeActivity }) {
  return (
    <Stack gap="xl">
      {registers.length === 0 && (
        <Empty icon={IconFileUpload} title="Nothing to report">
          The credit bodies of this activity report to no register.
        </Empty>
      )}
      {registers.map((status) => (
        <RegisterReport
          key={status.register}
          activityId={activity.id}
          title={activity.title}
          status={status}
        />
      ))}
      <EventReports activityId={activity.id} />
      <ActivityRecords activityId={activity.id} title={activity.title} />
      <Section id="designated" title="Designated">
        <ul className="office-list office-reading figures" aria-label="Designated">
          {activity.designations.map(({ policyId, maximum, designatedAt, number }) => (
            <li key={policyId}>
              <CreditText>{policyTitles[policyId] ?? policyId}</CreditText>: at most {figure(maximum)},
              designated on {dateOf(designatedAt)}
              {number && `, ${number}`}
            </li>
          ))}
        </ul>
      </Section>
    </Stack>
  )
}
