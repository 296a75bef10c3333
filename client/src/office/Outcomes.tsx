import { leastShown } from '@lectern/shared/evaluationResults'
import type { OfficeOutcomes, OutcomesReport } from '@lectern/shared/outcomes'
import { measurementWords, outcomeWords } from '@lectern/shared/outcomeWords'
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Plot } from '../ui/Plot.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { counted } from '../words/counts.ts'
import { momentOf } from '../words/times.ts'
import { CommitmentResults } from './CommitmentResults.tsx'
import { Download } from './Download.tsx'
import { closeOutcomes, officeKey, outcomesHrefs, outcomesQuery } from './officeApi.ts'
import { PairedQuestionResult } from './PairedQuestionResult.tsx'

/** What an activity changed: figures alone, never a person. */
export function Outcomes({ activityId }: { activityId: string }) {
  const outcomes = useQuery(outcomesQuery(activityId))
  return (
    <Loaded query={outcomes} label="Loading the outcomes" missing="There is no such activity">
      {(data) => <OutcomesOf activityId={activityId} data={data} />}
    </Loaded>
  )
}

function OutcomesOf({ activityId, data }: { activityId: string; data: OfficeOutcomes }) {
  const { plan, report, title, closed } = data
  if (plan.questions.length === 0 && !plan.commitment && plan.measured.length === 0)
    return (
      <Empty
        icon={IconChartBar}
        title="Nothing is asked about outcomes"
        action={
          <Button
            component={Link}
            variant="default"
            to={`/office/activities/${encodeURIComponent(activityId)}/outcomes-form`}
          >
            Open the outcomes form
          </Button>
        }
      >
        Ask the same questions before and after the activity, and what learners will change.
      </Empty>
    )
  const { before, after, both } = report.people
  const hrefs = outcomesHrefs(activityId)
  return (
    <Stack gap="xl" className="office-reading">
      <Stack gap="sm">
        <Text className="figures">
          {counted(before, 'person', 'people')} answered before, {after} after, {both} both times. Figures are
          shown from {leastShown} people on, so that nobody’s answer can be inferred.
        </Text>
        <Group gap="sm">
          <Download label="Outcomes (PDF)" href={hrefs.pdf} of={title} />
          <Download label="Outcomes (XLSX)" href={hrefs.book} of={title} />
          <Download label="Questions (CSV)" href={hrefs.file} of={title} />
          <Closing activityId={activityId} version={data.version} closed={closed} />
        </Group>
      </Stack>
      <ObjectivePlot report={report} />
      <ConfidencePlot report={report} />
      {report.questions.map((question) => (
        <PairedQuestionResult key={question.id} question={question} />
      ))}
      {report.commitments && <CommitmentResults figures={report.commitments} />}
      <Measured report={report} />
    </Stack>
  )
}

const percentOf = (right: number, answers: number): number | null =>
  answers === 0 ? null : Math.round((right * 1000) / answers) / 10

function ObjectivePlot({ report: { objectives } }: { report: OutcomesReport }) {
  if (objectives.length === 0) return null
  return (
    <Plot
      kind="bar"
      most={100}
      label="Right answers by objective, in per cent"
      axis="Objective"
      along={objectives.map(({ objective }) => objective)}
      series={[
        { label: 'Before', values: objectives.map(({ before }) => percentOf(before.right, before.answers)) },
        { label: 'After', values: objectives.map(({ after }) => percentOf(after.right, after.answers)) },
      ]}
    />
  )
}

function ConfidencePlot({ report: { questions } }: { report: OutcomesReport }) {
  const rated = questions.filter(({ paired }) => paired.shift)
  if (rated.length === 0) return null
  return (
    <Plot
      kind="bar"
      most={5}
      label="Mean confidence of those who answered both times, 1 to 5"
      axis="Question"
      along={rated.map(({ prompt }) => prompt)}
      series={[
        { label: 'Before', values: rated.map(({ paired }) => paired.shift!.before) },
        { label: 'After', values: rated.map(({ paired }) => paired.shift!.after) },
      ]}
    />
  )
}

function Measured({ report: { measured } }: { report: OutcomesReport }) {
  if (measured.length === 0) return null
  return (
    <Section id="outcomes-measured" title="Outcomes measured">
      <ul className="office-list">
        {measured.map(({ outcome, measurements }) => (
          <li key={outcome}>
            {outcomeWords[outcome].label} (Moore’s level {outcomeWords[outcome].moore}):{' '}
            {measurements.map((each) => measurementWords[each].label.toLowerCase()).join(', ')}
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface ClosingProps {
  activityId: string
  version: number
  closed: OfficeOutcomes['closed']
}

/** Makes the results final, or says since when they are. */
function Closing({ activityId, version, closed }: ClosingProps) {
  const [isOpen, setOpen] = useState(false)
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  if (closed)
    return <Text role="status">Final since {momentOf(closed.at)}; the report is in the ledger.</Text>
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        Close the results
      </Button>
      <Dialog opened={isOpen} onClose={() => setOpen(false)} title="Close the results">
        <Stack gap="md" className="office">
          <Text>
            Nobody can answer any more, not even what became of a commitment, and the questions stay as they
            are. The report enters the ledger as it is now. This cannot be undone.
          </Text>
          <Refusal refusal={refusal} kept="Nothing was closed." />
          <DialogButtons
            isCancelFirst
            onCancel={() => setOpen(false)}
            confirm="Close for good"
            busy={busy}
            onConfirm={() =>
              void run(() => closeOutcomes(activityId, version)).then((isDone) => isDone && setOpen(false))
            }
          />
        </Stack>
      </Dialog>
    </>
  )
}
