import type { Faculty } from '@lectern/shared/program'
import type { StaffQuestion } from '@lectern/shared/questions'
import { type ReactNode, useMemo } from 'react'
import { useStore } from 'zustand'
import { useMe } from '../live/me.ts'
import { useNow } from '../live/useConnection.ts'
import type { Moderation } from './moderation.ts'
import { QuestionRow } from './QuestionRow.tsx'
import type { Questions } from './questionsClient.ts'
import { useOthers } from './useOthers.ts'
import type { QuestionsDeskState } from './useQuestionsDesk.ts'

export type Row = (question: StaffQuestion, handle?: ReactNode) => ReactNode

interface RowOptions {
  questions: Questions
  moderation: Moderation
  desk: QuestionsDeskState
  faculty: Faculty[]
  hasEnded: boolean
}

/** Draws a question's row, in whichever list it stands. */
export function useRow({ questions, moderation, desk, faculty, hasEnded }: RowOptions): Row {
  const personId = useMe().data?.person.id
  // Ages are in minutes.
  const now = useNow(15_000)
  const othersAt = useOthers(questions, personId)
  const notes = useStore(moderation.notes)
  const names = useMemo(() => new Map(faculty.map((person) => [person.personId, person.name])), [faculty])
  const { place, editing, handlers, mergedInto } = desk
  return (question, handle) => (
    <QuestionRow
      question={question}
      merged={mergedInto(question.id)}
      chosen={question.id === place.chosen?.id}
      now={now}
      assignedName={question.assignedTo === null ? undefined : names.get(question.assignedTo)}
      others={othersAt.get(question.id)}
      note={notes[question.id]}
      editing={editing?.seen.id === question.id ? editing : undefined}
      handle={handle}
      hasEnded={hasEnded}
      {...handlers}
    />
  )
}
