import type { OfficeEvaluations } from '@lectern/shared/evaluationResults'
import { Group, Stack, Text } from '@mantine/core'
import { IconClipboardList } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Plot } from '../ui/Plot.tsx'
import { counted, withShare } from '../words/counts.ts'
import { BiasAnswers } from './BiasAnswers.tsx'
import { Download } from './Download.tsx'
import { EvaluatedQuestion } from './EvaluatedQuestion.tsx'
import { comparisonsOf } from './evaluationComparisons.ts'
import { evaluationBookHref, evaluationPdfHref, evaluationsHref, evaluationsQuery } from './officeApi.ts'

/** What learners said of an activity, without who said it. */
export function Evaluations({ activityId }: { activityId: string }) {
  const evaluations = useQuery(evaluationsQuery(activityId))
  return (
    <Loaded query={evaluations} label="Loading the evaluations" missing="There is no such activity">
      {(data) => <EvaluationsOf activityId={activityId} data={data} />}
    </Loaded>
  )
}

function EvaluationsOf({ activityId, data }: { activityId: string; data: OfficeEvaluations }) {
  const { title, learners, submitted, questions, bias } = data
  if (submitted === 0)
    return (
      <Empty icon={IconClipboardList} title="No evaluations yet">
        They appear here as learners submit them after the session.
      </Empty>
    )
  return (
    <Stack gap="lg" className="office-reading">
      <Group justify="space-between" gap="sm">
        <Text className="figures" c="gray.7">
          {withShare(submitted, learners)} of {counted(learners, 'learner')} submitted. They are shown without
          names, but somebody may be recognised by what they wrote.
        </Text>
        <Group gap="sm">
          <Download label="Results (PDF)" href={evaluationPdfHref(activityId)} of={title} />
          <Download label="Results (XLSX)" href={evaluationBookHref(activityId)} of={title} />
          <Download label="Evaluations (CSV)" href={evaluationsHref(activityId)} of={title} />
        </Group>
      </Group>
      {bias.count > 0 && <BiasAnswers bias={bias} submitted={submitted} />}
      {comparisonsOf(questions).map(({ id, label, axis, along, values }) => (
        <Plot
          key={id}
          kind="bar"
          most={5}
          label={label}
          axis={axis}
          along={along}
          series={[{ label: 'Mean of 1 to 5', values }]}
        />
      ))}
      {questions.map((question) => (
        <EvaluatedQuestion key={question.id} question={question} />
      ))}
    </Stack>
  )
}
