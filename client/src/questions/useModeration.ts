import { useMemo } from 'react'
import { setLastAct } from '../ui/lastActs.ts'
import { notDone } from '../ui/notDone.ts'
import { toast } from '../ui/toast.tsx'
import { Moderation, type Outcome } from './moderation.ts'
import type { Questions } from './questionsClient.ts'

/** One toast at a time, so that quick keys do not pile them up. */
const toastId = 'questions-desk'

export function useModeration(questions: Questions): Moderation {
  return useMemo(() => {
    const moderation: Moderation = new Moderation(questions, (outcome: Outcome) => {
      if (outcome.kind === 'problem') return notDone(outcome)
      setLastAct('questions', outcome.undoableAt)
      const undo = outcome.canUndo && { undo: () => void moderation.undo(), undoKey: 'u' }
      toast(outcome.message, { id: toastId, ...undo })
    })
    return moderation
  }, [questions])
}
