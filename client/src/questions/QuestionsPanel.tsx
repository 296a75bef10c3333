import './questions.css'
import { SegmentedControl, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { AskForm } from './AskForm.tsx'
import { announcementOf } from './announcements.ts'
import { OwnQuestions } from './OwnQuestions.tsx'
import { PanelSection } from './PanelSection.tsx'
import { QuestionItem } from './QuestionItem.tsx'
import { QuestionsFailed } from './QuestionsFailed.tsx'
import { type Questions, useQuestions, useQuestionsState } from './questionsClient.ts'
import { type AnyQuestion, type Sorting, shownOf } from './questionsState.ts'

/** Announces changes politely to screen readers. */
function useAnnouncement(questions: Questions): string {
  const [said, say] = useState('')
  useEffect(
    () =>
      questions.store.subscribe((after, before) => {
        if (before.status !== 'ready' || after.status !== 'ready') return
        const announcement = announcementOf(before, after)
        if (announcement) say(announcement)
      }),
    [questions],
  )
  return said
}

/** The tab "Questions" beside the picture. */
export function QuestionsPanel({ sessionId }: { sessionId: string }) {
  const questions = useQuestions(sessionId)
  const status = useQuestionsState(questions, (state) => state.status)
  const said = useAnnouncement(questions)
  // People with the panel open have seen its contents.
  useEffect(() => {
    questions.markSeen()
    return questions.store.subscribe((after, before) => {
      if (after.questions !== before.questions || after.mine !== before.mine) questions.markSeen()
    })
  }, [questions])
  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        Questions
      </Title>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {status === 'ready' ? (
        <Queue questions={questions} />
      ) : status === 'failed' ? (
        <QuestionsFailed questions={questions} />
      ) : (
        <Stack gap="sm" role="status" aria-label="Loading the questions">
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} height={56} />
          ))}
        </Stack>
      )}
      <AskForm questions={questions} />
    </Stack>
  )
}

const sortings = [
  { value: 'votes', label: 'Most votes' },
  { value: 'newest', label: 'Newest' },
]

function Queue({ questions }: { questions: Questions }) {
  const byId = useQuestionsState(questions, (state) => state.questions)
  const own = useQuestionsState(questions, (state) => state.mine)
  const [sorting, setSorting] = useState<Sorting>('votes')
  const [problem, setProblem] = useState('')
  const shown = useMemo(() => shownOf({ questions: byId, mine: own }, sorting), [byId, own, sorting])
  const item = (question: AnyQuestion) => (
    <QuestionItem
      key={question.id}
      questions={questions}
      question={question}
      own={question.id in own}
      onProblem={setProblem}
    />
  )
  const { live, pinned, approved, answered, mine } = shown
  const isEmpty = live.length + approved.length + answered.length === 0 && !pinned
  return (
    <>
      {problem && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
      {isEmpty && (
        <Text c="gray.7">
          No questions yet. What you and others ask appears here once a moderator has read it.
        </Text>
      )}
      {live.length > 0 && <PanelSection title="★ Being answered now">{live.map(item)}</PanelSection>}
      {pinned && pinned.status === 'approved' && (
        <PanelSection title="Pinned by the moderators">{item(pinned)}</PanelSection>
      )}
      {approved.length > 0 && (
        <div>
          <SegmentedControl
            fullWidth
            size="sm"
            mb="sm"
            aria-label="Sort the questions"
            value={sorting}
            onChange={(value) => setSorting(value as Sorting)}
            data={sortings}
          />
          <PanelSection title="Approved" count={approved.length}>
            {approved.map(item)}
          </PanelSection>
        </div>
      )}
      {answered.length > 0 && (
        <PanelSection title="Answered" count={answered.length}>
          {answered.map(item)}
        </PanelSection>
      )}
      <OwnQuestions mine={mine} />
    </>
  )
}
