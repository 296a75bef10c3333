import { jest } from '@jest/globals'
import type { FormAnswers } from '@lectern/shared/creditForms'
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import { createFormDraft } from './formDraft.ts'

class PlayedForm {
  /** As the server has it. */
  saved: FormAnswers[] = []
  submitted: FormAnswers[] = []
  refusals: ErrorCode[] = []
  /** What this device keeps. */
  device: FormAnswers | undefined
  gate: Promise<void> | undefined

  draft(answers: FormAnswers = {}) {
    return createFormDraft({
      answers,
      kept: { read: () => this.device, write: (kept) => (this.device = kept) },
      save: async (written, submit) => {
        await this.gate
        const code = this.refusals.shift()
        if (code) throw new AppError(code, code)
        ;(submit ? this.submitted : this.saved).push(written)
      },
    })
  }
}

let form: PlayedForm
const after = (ms: number) => jest.advanceTimersByTimeAsync(ms)
beforeEach(() => {
  jest.useFakeTimers()
  form = new PlayedForm()
})
afterEach(() => jest.useRealTimers())

test('what is written is kept at once, and saved a moment after the last change', async () => {
  const draft = form.draft()
  draft.answer('a', '1')
  await after(700)
  draft.answer('b', 'yes')
  expect(form.device).toEqual({ a: '1', b: 'yes' })
  expect(form.saved).toEqual([])
  await after(800)
  expect(form.saved).toEqual([{ a: '1', b: 'yes' }])
  expect(draft.store.getState().status).toBe('saved')
  expect(form.device).toBeUndefined()
})

test('an answer that was emptied is one no more', async () => {
  const draft = form.draft({ a: 'words' })
  draft.answer('a', '')
  await after(800)
  expect(form.saved).toEqual([{}])
})

test('what changes while it is saved is saved after it, never before', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const draft = form.draft()
  form.gate = promise
  draft.answer('a', 'one')
  await after(800)
  draft.answer('a', 'two')
  await after(5000)
  expect(form.saved).toEqual([])
  resolve()
  await after(0)
  expect(draft.store.getState().status).toBe('unsaved')
  expect(form.device).toEqual({ a: 'two' })
  await after(800)
  expect(form.saved).toEqual([{ a: 'one' }, { a: 'two' }])
  expect(form.device).toBeUndefined()
})

test('without a server it is kept here, and saved once there is one', async () => {
  form.refusals = ['no_answer', 'storage_unavailable']
  const draft = form.draft()
  draft.answer('a', '1')
  await after(800)
  expect(draft.store.getState()).toMatchObject({ status: 'waiting', problem: { code: 'no_answer' } })
  expect(form.device).toEqual({ a: '1' })
  await after(10_000)
  expect(form.saved).toEqual([{ a: '1' }])
  expect(draft.store.getState()).toMatchObject({ status: 'saved', problem: null })
})

test('what the server refuses for good is not sent again by itself', async () => {
  form.refusals = ['conflict']
  const draft = form.draft()
  draft.answer('a', '1')
  await after(60_000)
  expect(form.saved).toEqual([])
  expect(draft.store.getState()).toMatchObject({ status: 'waiting', problem: { code: 'conflict' } })
})

test('what a reload interrupted is there again, and saved', async () => {
  form.device = { a: 'from before' }
  const draft = form.draft({ a: 'older', b: 'deleted since' })
  expect(draft.store.getState().answers).toEqual({ a: 'from before' })
  await after(0)
  expect(form.saved).toEqual([{ a: 'from before' }])
})

test('submitting waits for a save that is under way, and saves nothing after it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const draft = form.draft()
  form.gate = promise
  draft.answer('a', '1')
  await after(800)
  draft.answer('a', '2')
  const done = draft.submit()
  resolve()
  await after(0)
  expect(await done).toBe(true)
  await after(60_000)
  expect(form.saved).toEqual([{ a: '1' }])
  expect(form.submitted).toEqual([{ a: '2' }])
  expect(form.device).toBeUndefined()
})

test('a submission that fails loses nothing, and can be tried again', async () => {
  form.refusals = ['no_answer']
  const draft = form.draft()
  draft.answer('a', '1')
  expect(await draft.submit()).toBe(false)
  expect(draft.store.getState()).toMatchObject({ answers: { a: '1' }, problem: { code: 'no_answer' } })
  expect(form.device).toEqual({ a: '1' })
  expect(await draft.submit()).toBe(true)
})

test('leaving the page saves what was not saved yet', async () => {
  const draft = form.draft()
  draft.answer('a', '1')
  draft.close()
  await after(0)
  expect(form.saved).toEqual([{ a: '1' }])
  await after(60_000)
  expect(form.saved).toHaveLength(1)
})

test('a page that was left does not forget what the next one has written', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const left = form.draft()
  form.gate = promise
  left.answer('a', 'older')
  left.close()
  const next = form.draft()
  next.answer('a', 'newer')
  resolve()
  await after(0)
  expect(form.device).toEqual({ a: 'newer' })
  await after(800)
  expect(form.saved.at(-1)).toEqual({ a: 'newer' })
  expect(form.device).toBeUndefined()
})
