// A form being filled in: every change is saved on this device at once and on the
// server shortly after. This device forgets nothing before the server has it.
import type { FormAnswers } from '@lectern/shared/creditForms'
import type { AppError } from '@lectern/shared/errors'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf, canRetry } from '../live/appError.ts'
import type { Kept } from '../live/kept.ts'

export interface FormDraftState {
  answers: FormAnswers
  /** `idle`: nothing was written yet; `waiting`: the server has not accepted it, and is asked again. */
  status: 'idle' | 'unsaved' | 'saving' | 'saved' | 'waiting' | 'submitting' | 'submitted'
  /** Why the server refused it. */
  problem: AppError | null
}

export interface FormDraft {
  store: StoreApi<FormDraftState>
  answer(questionId: string, value: string): void
  /** Resolves with whether the server accepted it. */
  submit(): Promise<boolean>
  /** Another attempt, starting from the last answers. */
  restart(): void
  /** Stops the timers; unsaved changes are sent once more. */
  close(): void
}

interface FormDraftOptions {
  /** The server's answers. */
  answers: FormAnswers
  kept: Kept<FormAnswers>
  save: (answers: FormAnswers, submit: boolean) => Promise<unknown>
  /** Time (ms) after a change until it is saved, and until a failed save is retried. */
  delayMs?: number
  againMs?: number
}

export function createFormDraft({
  answers,
  kept,
  save,
  delayMs = 800,
  againMs = 5000,
}: FormDraftOptions): FormDraft {
  const left = kept.read()
  const store = createStore<FormDraftState>(() => ({
    answers: left ?? answers,
    status: left ? 'unsaved' : 'idle',
    problem: null,
  }))
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> | undefined
  const schedule = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void saveNow(), ms)
  }

  async function saveOnce(): Promise<void> {
    const sent = store.getState().answers
    store.setState({ status: 'saving' })
    try {
      await save(sent, false)
      const isCurrent = store.getState().answers === sent
      // An abandoned page may get the reply to its last save after the next page has written more.
      if (JSON.stringify(kept.read()) === JSON.stringify(sent)) kept.write(undefined)
      if (!isCurrent) schedule(delayMs)
      store.setState({ status: isCurrent ? 'saved' : 'unsaved', problem: null })
    } catch (error) {
      const problem = appErrorOf(error)
      store.setState({ status: 'waiting', problem })
      if (canRetry(problem)) schedule(againMs)
    }
  }
  /** One at a time, so that an older save cannot arrive last. */
  function saveNow(): Promise<void> {
    saving ??= saveOnce().finally(() => {
      saving = undefined
    })
    return saving
  }

  if (left) schedule(0)
  return {
    store,
    answer(questionId, value) {
      const next = { ...store.getState().answers, [questionId]: value }
      if (!value) delete next[questionId]
      kept.write(next)
      store.setState({ answers: next, status: 'unsaved' })
      schedule(delayMs)
    },
    async submit() {
      clearTimeout(timer)
      await saving
      clearTimeout(timer)
      store.setState({ status: 'submitting', problem: null })
      try {
        await save(store.getState().answers, true)
      } catch (error) {
        store.setState({ status: 'waiting', problem: appErrorOf(error) })
        return false
      }
      kept.write(undefined)
      store.setState({ status: 'submitted' })
      return true
    },
    restart: () => store.setState({ status: 'idle', problem: null }),
    close() {
      clearTimeout(timer)
      const { status } = store.getState()
      if (status === 'unsaved' || status === 'waiting') void saveNow().finally(() => clearTimeout(timer))
    },
  }
}
