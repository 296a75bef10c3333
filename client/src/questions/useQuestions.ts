import { useEffect } from 'react'
import { useStore } from 'zustand'
import { live } from '../live/useConnection.ts'
import { Questions } from './questionsClient.ts'
import type { QuestionsState } from './questionsStore.ts'

/** One for each session: the panel, the number on its tab and the pinned question read the same. */
const bySession = new Map<string, Questions>()

export function useQuestions(sessionId: string): Questions {
  let questions = bySession.get(sessionId)
  if (!questions) {
    questions = new Questions(live(), sessionId)
    bySession.set(sessionId, questions)
  }
  useEffect(() => questions.hold(), [questions])
  return questions
}

export const useQuestionsState = <Part>(questions: Questions, part: (state: QuestionsState) => Part): Part =>
  useStore(questions.store, part)
