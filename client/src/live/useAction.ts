import { AppError, type ErrorCode, errors } from '@lectern/shared/errors'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

/** What is shown is older than what the server knows. */
const outdated = new Set<ErrorCode>(['conflict', 'stale', 'not_earned', 'deadline_passed'])

/** Something that is sent once: whether it is under way, why it was refused; what it may have changed is asked for again. */
export function useAction(changes: readonly unknown[]) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<AppError>()
  /** Resolves with whether it was done. */
  async function act(action: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    setRefusal(undefined)
    try {
      await action()
      // Its failure shows where the data is shown; what was sent is done.
      await queryClient.invalidateQueries({ queryKey: changes }).catch(() => undefined)
      return true
    } catch (error) {
      const why = error instanceof AppError ? error : errors.noAnswer()
      if (outdated.has(why.code))
        void queryClient.invalidateQueries({ queryKey: changes }).catch(() => undefined)
      setRefusal(why)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, refusal, act, clear: () => setRefusal(undefined) }
}
