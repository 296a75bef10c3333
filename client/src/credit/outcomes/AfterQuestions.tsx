import type { OwnOutcomes } from '@lectern/shared/outcomes'
import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ownOutcomesQuery } from './outcomesApi.ts'
import { PairedForm } from './PairedForm.tsx'

type Solution = NonNullable<OwnOutcomes['solutions']>[number]

/** The same questions after the activity, then what was right. Nothing is shown where there are none. */
export function AfterQuestions({ activityId }: { activityId: string }) {
  const { data } = useQuery(ownOutcomesQuery(activityId))
  if (!data || data.questions.length === 0) return null
  const { standing } = data.after
  if (standing !== 'open' && standing !== 'answered') return null
  return (
    <section aria-labelledby="after-questions">
      <Stack gap="md">
        <Title order={2} size="h3" id="after-questions">
          {standing === 'open' ? 'What do you say now?' : 'Your answers, before and after'}
        </Title>
        <AfterQuestionsOf activityId={activityId} outcomes={data} />
      </Stack>
    </section>
  )
}

export function AfterQuestionsOf({ activityId, outcomes }: { activityId: string; outcomes: OwnOutcomes }) {
  if (outcomes.after.standing === 'answered') return <Solutions outcomes={outcomes} />
  return (
    <Stack gap="md">
      <Text>
        {outcomes.before.standing === 'answered'
          ? 'The same questions as before. What was right is shown once you have answered.'
          : 'What was right is shown once you have answered.'}
      </Text>
      <PairedForm activityId={activityId} outcomes={outcomes} side="after" submitLabel="Send my answers" />
    </Stack>
  )
}

function verdictOf({ wasRight, isRight }: Solution): string {
  const now = isRight ? 'Correct' : 'Incorrect'
  if (wasRight === null) return now
  return `Before: ${wasRight ? 'correct' : 'incorrect'}. Now: ${now.toLowerCase()}.`
}

function Solutions({ outcomes: { questions, solutions, before, after } }: { outcomes: OwnOutcomes }) {
  const textsOf = (id: string, chosen: readonly string[]) =>
    questions
      .find((question) => question.id === id)!
      .options.filter((option) => chosen.includes(option.id))
      .map(({ text }) => text)
      .join('; ')
  return (
    <Stack gap="md" component="ol" m={0} pl="lg" role="list">
      {questions.map(({ id, prompt }) => {
        const solution = solutions?.find((each) => each.id === id)
        return (
          <li key={id}>
            <Text fw={500} dir="auto">
              {prompt}
            </Text>
            {solution ? (
              <>
                <Text>{verdictOf(solution)}</Text>
                <Text size="sm" dir="auto">
                  Right: {textsOf(id, solution.correct)}
                </Text>
                {solution.feedback && <Text dir="auto">{solution.feedback}</Text>}
              </>
            ) : (
              <Text className="figures">
                {before.answers[id] ? `Before: ${before.answers[id]} of 5. ` : ''}
                Now: {after.answers[id]} of 5.
              </Text>
            )}
          </li>
        )
      })}
    </Stack>
  )
}
