import { useStore } from 'zustand'
import { useFollowed } from '../live/useFollowed.ts'
import { Questions } from './questionsClient.ts'
import type { QuestionsState } from './questionsState.ts'

export const questionsKey = (sessionId: string): string => `questions ${sessionId}`

/**
 * Shared by the panel, the count on its tab and the pinned question. What the person has seen is remembered.
 */
export const useQuestions = (sessionId: string): Questions =>
  useFollowed(questionsKey(sessionId), (connection) => new Questions(connection, sessionId), {
    isRemembered: true,
  })

export const useQuestionsState = <Part>(questions: Questions, part: (state: QuestionsState) => Part): Part =>
  useStore(questions.store, part)
