import type { AppError } from '@lectern/shared/errors'
import { useRef, useState } from 'react'
import { appErrorOf } from './appError.ts'

/** One thing at a time, that may fail and then says why; `act` answers true when it was done. */
export function useStep() {
  const [busy, setBusy] = useState(false)
  const isBusy = useRef(false)
  const [problem, setProblem] = useState<AppError>()
  async function act(what: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.current) return false
    isBusy.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      await what()
      return true
    } catch (error) {
      setProblem(appErrorOf(error))
      return false
    } finally {
      isBusy.current = false
      setBusy(false)
    }
  }
  return { busy, problem, act, clear: () => setProblem(undefined) }
}
