import './questions.css'
import { Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { Empty } from '../ui/Empty.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { AskForm } from './AskForm.tsx'
import { announcementOf } from './announcements.ts'
import { OwnQuestions } from './OwnQuestions.tsx'
import { PanelSection } from './PanelSection.tsx'
import { QuestionItem } from './QuestionItem.tsx'
import { QuestionsFailed } from './QuestionsFailed.tsx'
import { type Questions, useQuestions, useQuestionsState } from './questionsClient.ts'
import { type AnyQuestion, shownOf } from './questionsState.ts'

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
    <div className="questions-panel">
      <Stack gap="md" className="questions-scroll" {...scrollable}>
        <VisuallyHidden component="h2">Questions</VisuallyHidden>
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
      </Stack>
      <AskForm questions={questions} />
    </div>
  )
}

type Filter = 'popular' | 'recent' | 'answered'
const sortings = { popular: 'votes', recent: 'newest', answered: 'votes' } as const

function Queue({ questions }: { questions: Questions }) {
  const byId = useQuestionsState(questions, (state) => state.questions)
  const own = useQuestionsState(questions, (state) => state.mine)
  const [filter, setFilter] = useState<Filter>('popular')
  const [problem, setProblem] = useState('')
  const sorting = sortings[filter]
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
  const listed = filter === 'answered' ? answered : approved
  return (
    <>
      {problem && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
      {live.length > 0 && <PanelSection title="★ Being answered now">{live.map(item)}</PanelSection>}
      {pinned && pinned.status === 'approved' && (
        <PanelSection title="Pinned by the moderators">{item(pinned)}</PanelSection>
      )}
      {isEmpty ? (
        <Empty icon={IconMessageQuestion} title="No questions yet">
          Ask the first one below. It appears here once a moderator has read it.
        </Empty>
      ) : (
        <div>
          <FilterChips
            label="Which questions"
            value={filter}
            onChange={(value) => setFilter(value as Filter)}
            options={[
              { value: 'popular', label: 'Popular' },
              { value: 'recent', label: 'Recent' },
              { value: 'answered', label: 'Answered', count: answered.length },
            ]}
          />
          <PanelSection title={filterTitles[filter]} isTitleHidden>
            {listed.map(item)}
          </PanelSection>
          {listed.length === 0 && (
            <Text size="sm" c="gray.7" mt="sm">
              {filter === 'answered' ? 'Nothing answered yet.' : 'No open questions right now.'}
            </Text>
          )}
        </div>
      )}
      <OwnQuestions mine={mine} />
    </>
  )
}

const filterTitles: Record<Filter, string> = {
  popular: 'Popular questions',
  recent: 'Recent questions',
  answered: 'Answered questions',
}
