import type { EventReport } from '@lectern/shared/eventReports'
import { Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { dateOf } from '../words/times.ts'
import { eventReportsQuery, sendEventReport } from './eventReportApi.ts'
import { officeKey } from './officeApi.ts'

/** Reports about the whole activity that the office owes: until when, and who sent each. */
export function EventReports({ activityId }: { activityId: string }) {
  const { data, error, refetch } = useQuery(eventReportsQuery)
  const [asked, setAsked] = useState<EventReport>()
  const reports = data?.reports.filter((each) => each.activityId === activityId) ?? []
  if (error && !data)
    return <LoadFailed message="The event reports could not be loaded." retry={() => void refetch()} />
  if (reports.length === 0) return null
  return (
    <Section id="event-reports" title="Event reports">
      <PlainList gap={8}>
        {reports.map((report) => (
          <li key={report.policyId}>
            <Text className="figures">{standingWords(report)}</Text>
            {report.sent === null && (
              <Button
                size="compact-md"
                mt={4}
                aria-label={`The event report was sent to ${report.body}`}
                onClick={() => setAsked(report)}
              >
                It was sent
              </Button>
            )}
          </li>
        ))}
      </PlainList>
      {asked && <SentDialog report={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  )
}

/** "EACCME: due by 29 December 2026." */
function standingWords({ body, dueBy, daysLeft, sent }: EventReport): string {
  if (sent) return `${body}: sent on ${dateOf(sent.at)}, said ${sent.by}.`
  return daysLeft < 0 ? `${body}: overdue since ${dateOf(dueBy)}.` : `${body}: due by ${dateOf(dueBy)}.`
}

function SentDialog({ report, onClose }: { report: EventReport; onClose: () => void }) {
  const { activityId, policyId, body } = report
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const confirm = async () => {
    if (await run(() => sendEventReport(activityId, policyId))) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={`Event report to ${body}`}>
      <Stack gap="md" className="office">
        <Text>
          Was the report about this activity sent to {body}? That is recorded under your name, and cannot be
          taken back.
        </Text>
        <Refusal refusal={refusal} kept="Nothing was recorded." />
        <DialogButtons
          isCancelFirst
          onCancel={onClose}
          confirm="It was sent"
          busy={busy}
          onConfirm={() => void confirm()}
        />
      </Stack>
    </Dialog>
  )
}
