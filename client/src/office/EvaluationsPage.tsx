import './office.css'
import type { OfficeEvaluations } from '@lectern/shared/creditOffice'
import { Anchor, Container, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { counted } from '../words/counts.ts'
import { BiasAnswers } from './BiasAnswers.tsx'
import { Download } from './Download.tsx'
import { EvaluatedQuestion } from './EvaluatedQuestion.tsx'
import { evaluationsHref, evaluationsQuery } from './officeApi.ts'

/** What learners said of an activity, without who said it. */
export default function EvaluationsPage() {
  const { activityId = '' } = useParams()
  const evaluations = useQuery(evaluationsQuery(activityId))
  return (
    <Loaded query={evaluations} label="Loading the evaluations" missing="There is no such activity">
      {(data) => <EvaluationsOf activityId={activityId} data={data} />}
    </Loaded>
  )
}

function EvaluationsOf({ activityId, data }: { activityId: string; data: OfficeEvaluations }) {
  const { title, learners, submitted, questions, bias } = data
  return (
    <Container size="md" py="lg" className="office">
      <Stack gap="lg">
        <div>
          <Anchor component={Link} to={`/office/${encodeURIComponent(activityId)}`} size="sm">
            {title}
          </Anchor>
          <PageHeading title={`Evaluations – ${title}`}>Evaluations</PageHeading>
          {submitted > 0 && (
            <Text className="figures" c="gray.7">
              {submitted} submitted, {counted(learners, 'learner')}. They are shown without names; somebody
              may still be recognised by what they wrote.
            </Text>
          )}
        </div>
        {submitted === 0 ? (
          <Text>No evaluations yet. They appear here as learners submit them, after the session.</Text>
        ) : (
          <>
            <div>
              <Download label="Evaluations (CSV)" href={evaluationsHref(activityId)} of={title} />
            </div>
            {bias.count > 0 && <BiasAnswers bias={bias} />}
            {questions.map((question) => (
              <EvaluatedQuestion key={question.id} question={question} />
            ))}
          </>
        )}
      </Stack>
    </Container>
  )
}
