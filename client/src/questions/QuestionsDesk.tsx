import './questions.css'
import type { Faculty, SessionView } from '@lectern/shared/program'
import type { StaffQuestion } from '@lectern/shared/questions'
import { Skeleton } from '@mantine/core'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useMe } from '../live/me.ts'
import { useNow } from '../live/useConnection.ts'
import { type ColumnId, columnIds } from './columns.ts'
import { DeskBar } from './DeskBar.tsx'
import { DeskDialogs } from './DeskDialogs.tsx'
import { QuestionCard } from './QuestionCard.tsx'
import { QuestionsFailed } from './QuestionsFailed.tsx'
import { QueueColumn } from './QueueColumn.tsx'
import { type Questions, useQuestions, useQuestionsState } from './questionsClient.ts'
import { isStaffQuestion } from './questionsState.ts'
import { SortableQueue } from './SortableQueue.tsx'
import { useModeration } from './useModeration.tsx'
import { useQuestionsDesk } from './useQuestionsDesk.ts'

/** The questions on the moderator's desk. */
export function QuestionsDesk({ view }: { view: SessionView }) {
  const { session, state } = view
  const questions = useQuestions(session.id)
  const status = useQuestionsState(questions, (each) => each.status)
  const { speakers, moderators } = session
  const faculty = useMemo(() => uniquePeople([...speakers, ...moderators]), [speakers, moderators])
  return (
    <section aria-label="Questions" style={{ marginTop: 24 }}>
      {status === 'ready' ? (
        <Desk questions={questions} faculty={faculty} hasEnded={state.phase === 'ended'} />
      ) : status === 'failed' ? (
        <QuestionsFailed questions={questions} />
      ) : (
        <div className="desk-columns" role="status" aria-label="Loading the questions">
          {columnIds.map((id) => (
            <Skeleton key={id} height={160} />
          ))}
        </div>
      )}
    </section>
  )
}

const uniquePeople = (people: Faculty[]): Faculty[] => [
  ...new Map(people.map((person) => [person.personId, person])).values(),
]

const words: Record<ColumnId, { title: string; empty: string }> = {
  incoming: { title: 'Incoming', empty: 'What participants ask appears here first.' },
  approved: { title: 'Approved', empty: 'What you approve appears here; everybody can vote for it.' },
  live: { title: 'Live ★', empty: 'The question that is being answered now appears here.' },
  answered: { title: 'Answered', empty: 'What has been answered, aloud or in writing, appears here.' },
}

interface DeskProps {
  questions: Questions
  /** The people questions can be assigned to. */
  faculty: Faculty[]
  /** Once the session has ended, no question is answered aloud or pinned. */
  hasEnded: boolean
}

function Desk({ questions, faculty, hasEnded }: DeskProps) {
  const personId = useMe().data?.person.id
  // Ages are in minutes.
  const now = useNow(15_000)
  const moderation = useModeration(questions)
  const search = useRef<HTMLInputElement>(null)
  const desk = useQuestionsDesk({
    questions,
    moderation,
    hasEnded,
    onSearch: () => search.current?.focus(),
  })
  const settings = useQuestionsState(questions, (state) => state.settings)
  const byId = useQuestionsState(questions, (state) => state.questions)
  const editors = useQuestionsState(questions, (state) => state.editing)
  const notes = useStore(moderation.notes)
  const [draggedId, setDraggedId] = useState<string>()
  const { columns, chosen, focusTurn, editing, dialog, handlers } = desk

  const editorOf = useMemo(() => {
    const others = Object.entries(editors).filter(([id]) => id !== personId)
    return new Map(others.map(([, { name, questionId }]) => [questionId, name]))
  }, [editors, personId])
  const names = useMemo(() => new Map(faculty.map((person) => [person.personId, person.name])), [faculty])
  const kept = useMemo(
    () => [chosen?.id, editing?.seen.id, draggedId],
    [chosen?.id, editing?.seen.id, draggedId],
  )

  const card = (question: StaffQuestion, handle?: ReactNode) => (
    <QuestionCard
      question={question}
      merged={desk.mergedInto(question.id)}
      chosen={question.id === chosen?.id}
      focusTurn={question.id === chosen?.id ? focusTurn : 0}
      now={now}
      assignedName={question.assignedTo === null ? undefined : names.get(question.assignedTo)}
      editorName={editorOf.get(question.id)}
      note={notes[question.id]}
      editing={editing?.seen.id === question.id ? editing : undefined}
      handle={handle}
      hasEnded={hasEnded}
      {...handlers}
    />
  )
  const column = (id: ColumnId) => (
    <QueueColumn
      key={id}
      {...words[id]}
      questions={columns[id]}
      kept={kept}
      chosenId={chosen?.id}
      sortable={id === 'approved'}
      card={card}
    />
  )
  const staff = Object.values(byId).filter(isStaffQuestion)
  return (
    <>
      <DeskBar
        settings={settings}
        hasEnded={hasEnded}
        onSettings={(next) => void moderation.set(next)}
        filter={desk.filter}
        onFilter={desk.setFilter}
        faculty={faculty}
        dismissed={staff.filter(({ status }) => status === 'dismissed').length}
        searchRef={search}
      />
      <div className="desk-columns">
        {column('incoming')}
        <SortableQueue questions={columns.approved} onMove={desk.move} onDragging={setDraggedId}>
          {column('approved')}
        </SortableQueue>
        {column('live')}
        {column('answered')}
      </div>
      {dialog && (
        <DeskDialogs
          {...dialog}
          others={staff.filter(
            ({ id, status, mergedInto }) =>
              id !== dialog.question.id && mergedInto === null && status !== 'dismissed',
          )}
          faculty={faculty}
          moderation={moderation}
          onClose={desk.closeDialog}
        />
      )}
    </>
  )
}
