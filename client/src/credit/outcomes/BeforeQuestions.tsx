import '../credit.css'
import type { OwnOutcomes } from '@lectern/shared/outcomes'
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { counted } from '../../words/counts.ts'
import { PairedForm } from './PairedForm.tsx'

/** Why they are asked, in one sentence. */
export const beforeWords = ({ questions }: Pick<OwnOutcomes, 'questions'>): string =>
  `${counted(questions.length, 'question')}, asked again afterwards, ${questions.length === 1 ? 'shows' : 'show'} what the activity changes.`

interface BeforeQuestionsProps {
  activityId: string
  outcomes: OwnOutcomes
}

/** In the lobby: the questions before the activity. */
export function BeforeQuestions({ activityId, outcomes }: BeforeQuestionsProps) {
  const { standing } = outcomes.before
  if (standing === 'answered')
    return (
      <Group gap={8} wrap="nowrap" role="status">
        <IconCircleCheck size={20} stroke={1.75} aria-hidden="true" className="credit-sign" />
        <Text>Your answers from before are in. The same questions come again afterwards.</Text>
      </Group>
    )
  return standing === 'open' || standing === 'skipped' ? (
    <OpenQuestions activityId={activityId} outcomes={outcomes} />
  ) : null
}

function OpenQuestions({ activityId, outcomes }: BeforeQuestionsProps) {
  const [isWanted, setWanted] = useState(false)
  const isSkipped = outcomes.before.standing === 'skipped'
  return (
    <Card component="section" aria-labelledby="before-questions">
      <Stack gap="md">
        <Title order={2} size="h3" id="before-questions">
          Before it begins
        </Title>
        {isSkipped && !isWanted ? (
          <>
            <Text role="status">
              You went on without the questions. You can still answer them until you watch.
            </Text>
            <Group>
              <Button variant="default" onClick={() => setWanted(true)}>
                Answer them after all
              </Button>
            </Group>
          </>
        ) : (
          <>
            <Text>{beforeWords(outcomes)}</Text>
            <PairedForm
              activityId={activityId}
              outcomes={outcomes}
              side="before"
              submitLabel="Send my answers"
              skipLabel={outcomes.mustAnswer || isSkipped ? undefined : 'Skip'}
            />
          </>
        )}
      </Stack>
    </Card>
  )
}
