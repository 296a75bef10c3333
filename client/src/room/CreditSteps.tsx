import '../credit/credit.css'
import type { ActivityCredit } from '@lectern/shared/credit'
import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { checklistOf, formsAreOpen, type Todo } from '../credit/checklist.ts'
import { claimedResults } from '../credit/claimedResults.ts'
import { activityQuery } from '../credit/creditApi.ts'
import { AfterQuestionsOf } from '../credit/outcomes/AfterQuestions.tsx'
import { ownOutcomesQuery } from '../credit/outcomes/outcomesApi.ts'
import { messageOf } from '../live/appError.ts'
import { useMe } from '../live/me.ts'
import { LoadFailed } from '../ui/Notice.tsx'
import { type Step, Steps } from '../ui/Steps.tsx'
import { dateOf } from '../words/times.ts'
import { ClaimStep } from './ClaimStep.tsx'
import { EvaluationStep } from './EvaluationStep.tsx'

interface CreditStepsProps {
  activityId: string
  /** The first step, which is done. */
  watched: Step
}

/** From watched minutes to the certificate on one page: the evaluation, other things to do, the claim. */
export function CreditSteps({ activityId, watched }: CreditStepsProps) {
  // A whole audience is on this page: ask once, without repeats for the activity's other sessions.
  const { data, error, refetch } = useQuery({ ...activityQuery(activityId), refetchInterval: false })
  if (data) return <StepsOf credit={data} watched={watched} />
  return (
    <>
      <Steps label="To your certificate" steps={[watched]} />
      {error ? (
        <LoadFailed
          message={`Your credit could not be loaded: ${messageOf(error)}`}
          retry={() => void refetch()}
        />
      ) : (
        <Skeleton h={120} mt="lg" role="status" aria-label="Loading your credit" />
      )}
      <MyCredit activityId={activityId} />
    </>
  )
}

function StepsOf({ credit, watched }: { credit: ActivityCredit; watched: Step }) {
  const { activity, evaluation } = credit
  const personId = useMe().data?.person.id ?? ''
  const todos = checklistOf(credit)
  const others = todos.filter(({ code }) => code !== 'evaluation_missing')
  const mustEvaluate = todos.some(({ code }) => code === 'evaluation_missing')
  const isEvaluated = evaluation.submittedAt !== null
  const list = useRef<HTMLDivElement>(null)
  useFocusOfNextStep(list, isEvaluated)
  const steps: Step[] = [watched]
  const outcomes = useQuery(ownOutcomesQuery(activity.id)).data
  const after = outcomes && outcomes.questions.length > 0 ? outcomes.after.standing : 'closed'
  if (outcomes && (after === 'open' || after === 'answered'))
    steps.push({
      id: 'after',
      title: after === 'open' ? 'What do you say now? (optional)' : 'Your answers, before and after',
      state: after === 'open' ? 'now' : 'done',
      children: <AfterQuestionsOf activityId={activity.id} outcomes={outcomes} />,
    })
  if (isEvaluated) steps.push({ id: 'evaluation', title: 'Evaluation submitted', state: 'done' })
  else if (mustEvaluate)
    steps.push({
      id: 'evaluation',
      title: 'Evaluation',
      state: 'now',
      children: (
        <EvaluationStep
          form={evaluation}
          activityId={activity.id}
          personId={personId}
          isOpen={formsAreOpen(credit)}
        />
      ),
    })
  for (const todo of others)
    steps.push({
      id: `${todo.code} ${todo.message}`,
      title: todo.message,
      state: mustEvaluate ? 'next' : 'now',
      children: <OtherStep todo={todo} />,
    })
  const shown = claimedResults(credit)
  const isClaimed = shown.length > 0 && shown.every(({ claim }) => claim)
  const waits = shown.some(({ result, claim }) => result.eligible || claim)
  steps.push({
    id: 'claim',
    title: isClaimed ? 'Credit claimed' : 'Claim your credit',
    state: isClaimed ? 'done' : waits ? 'now' : 'next',
    children: <ClaimStep credit={credit} />,
  })
  return (
    <Stack gap="lg" ref={list} className="credit">
      <Steps label="To your certificate" steps={steps} />
      <MyCredit activityId={activity.id} />
    </Stack>
  )
}

/** The form is gone once it is submitted: the focus moves to what comes next. */
function useFocusOfNextStep(list: { current: HTMLElement | null }, isEvaluated: boolean): void {
  const was = useRef(isEvaluated)
  useEffect(() => {
    if (was.current === isEvaluated) return
    was.current = isEvaluated
    const next = list.current?.querySelector<HTMLElement>('[aria-current="step"]')
    if (!next) return
    next.tabIndex = -1
    next.focus()
  }, [list, isEvaluated])
}

function OtherStep({ todo: { by, to, action } }: { todo: Todo }) {
  return (
    <Stack gap="xs" align="flex-start">
      {by !== null && (
        <Text size="sm" c="gray.7">
          By {dateOf(by)}
        </Text>
      )}
      {to && (
        <Button component={Link} to={to} variant="default">
          {action}
        </Button>
      )}
    </Stack>
  )
}

const MyCredit = ({ activityId }: { activityId: string }) => (
  <Anchor component={Link} to={`/credit/${activityId}`} size="sm">
    Details and appeals
  </Anchor>
)
