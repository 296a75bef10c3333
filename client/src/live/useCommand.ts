import type { CommandInput, CommandName } from '@lectern/shared/commands'
import type { AppError, ErrorCode } from '@lectern/shared/errors'
import { QueryClientContext, type QueryKey } from '@tanstack/react-query'
import { useContext, useRef, useState } from 'react'
import { appErrorOf } from './appError.ts'
import { ConnectionContext, live } from './useConnection.ts'

/** The page shows an older state than the server's. */
const outdated = new Set<ErrorCode>(['conflict', 'stale', 'not_earned', 'deadline_passed'])

interface CommandOptions {
  /** The queries whose data it may change: they are reloaded. */
  changes?: QueryKey
  /** Called after a refusal; `isOutdated`: the page may show an old state. */
  onRefused?: (problem: AppError, isOutdated: boolean) => void
}

/** A button's request to the server: one at a time; a refusal is kept to be shown. */
export function useCommand({ changes, onRefused }: CommandOptions = {}) {
  const queryClient = useContext(QueryClientContext)
  const connection = useContext(ConnectionContext)
  const [busy, setBusy] = useState(false)
  const isBusy = useRef(false)
  const [refusal, setRefusal] = useState<AppError>()
  // A failed load is reported where the data is shown.
  const reload = () => changes && queryClient?.invalidateQueries({ queryKey: changes }).catch(() => undefined)

  /** Resolves with whether it was done. Presses during a run do nothing. */
  async function run(command: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.current) return false
    isBusy.current = true
    setBusy(true)
    setRefusal(undefined)
    try {
      await command()
      await reload()
      return true
    } catch (error) {
      const problem = appErrorOf(error)
      const isOutdated = outdated.has(problem.code)
      if (isOutdated) void reload()
      setRefusal(problem)
      onRefused?.(problem, isOutdated)
      return false
    } finally {
      isBusy.current = false
      setBusy(false)
    }
  }
  const send = <Name extends CommandName>(name: Name, request: CommandInput<Name>): Promise<boolean> =>
    run(() => (connection ?? live()).send(name, request))
  return { busy, refusal, run, send, clear: () => setRefusal(undefined) }
}
