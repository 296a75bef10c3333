import './questions.css'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useQuestions, useQuestionsState } from './questionsClient.ts'
import { pinnedOf } from './questionsState.ts'

interface PinnedQuestionProps {
  sessionId: string
  stage: RefObject<HTMLElement | null>
}

/** The pinned question at the stage's lower edge, below the pictures, in the asker's words. */
export function PinnedQuestion({ sessionId, stage }: PinnedQuestionProps) {
  // Inside the stage's element it also shows in full screen; after a failure that may be a new element.
  const [host, setHost] = useState<HTMLElement | null>(null)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- a ref changes silently; the same element ends it
  useLayoutEffect(() => setHost(stage.current))
  return host && createPortal(<PinnedText sessionId={sessionId} />, host)
}

export function PinnedText({ sessionId }: { sessionId: string }) {
  const questions = useQuestions(sessionId)
  const pinned = useQuestionsState(questions, (state) => pinnedOf(state.questions))
  return (
    <div className="pinned-over" role="status">
      {pinned && (
        <div>
          <p className="pinned-label">{pinned.status === 'live' ? 'Being answered now' : 'Question'}</p>
          <p dir="auto">{pinned.text}</p>
        </div>
      )}
    </div>
  )
}
