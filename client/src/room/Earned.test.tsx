import { jest } from '@jest/globals'
import type { AttendanceStatus } from '@lectern/shared/attendance'
import type { ActivityCredit } from '@lectern/shared/credit'
import { act, cleanup, screen, within } from '@testing-library/react'
import { draw } from '../attendance/drawAttendance.tsx'
import { FakeAttendance, meter, refusal, sessionId } from '../attendance/fakeAttendance.ts'
import {
  activityCredit,
  claimOf,
  evaluationMissing,
  everyKind,
  question,
  reason,
  result,
} from '../credit/fakeCredit.ts'
import { violations } from '../testing/drawPage.tsx'
import { exampleReply } from '../testing/fakeHttp.ts'
import { Earned } from './Earned.tsx'

let server: FakeAttendance
let stop: () => void
const ended = meter({ creditedSlots: 312, possibleSlots: 360, state: 'ended' })
const final = { ...ended, isFinal: true }

const open = activityCredit({ results: [result({ eligible: false, reasons: [evaluationMissing] })] })
const evaluated = { ...open.evaluation, submittedAt: 1 }
/** What the server knows of the person's credit; a submitted evaluation and a claim change it. */
let credit: ActivityCredit | Error

async function end(fields: Partial<AttendanceStatus>, given: ActivityCredit | Error = open) {
  credit = given
  globalThis.fetch = jest.fn(async (path: string, options?: { method?: string; body?: string }) => {
    if (credit instanceof Error) return { ok: false, json: async () => ({ error: credit }) } as Response
    if (options?.method === 'PUT' && path.endsWith('/evaluation')) {
      const { answers, submit } = JSON.parse(options.body!)
      credit = { ...credit, evaluation: { ...credit.evaluation, answers, submittedAt: submit ? 1 : null } }
      if (submit) credit = { ...credit, results: [result()] }
      return { ok: true, json: async () => exampleReply('credit.saveEvaluation') } as Response
    }
    if (options?.method === 'POST' && path.endsWith('/claims')) {
      credit = { ...credit, claims: [claimOf()] }
      return { ok: true, json: async () => exampleReply('credit.claim') } as Response
    }
    return { ok: true, json: async () => credit } as Response
  }) as typeof fetch
  server = new FakeAttendance(fields)
  const page = await draw(server, () => <Earned sessionId={sessionId} />)
  stop = () => page.attendance.stop()
  await act(async () => undefined)
  return page
}
const text = () => screen.getByRole('main').textContent ?? ''
const steps = () =>
  [...document.querySelectorAll('.step')].map(
    (step) =>
      `${step.getAttribute('data-state')}: ${step.querySelector('.step-title')?.lastChild?.textContent}`,
  )

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  cleanup()
  stop()
})

test('while the count is finalised that is said, with the count so far, and nothing is promised yet', async () => {
  await end({ meter: ended })
  expect(screen.getByRole('status').textContent).toMatch(
    /Finalising your minutes – a few seconds\. So far: 52 (of|\/) 60 min\./,
  )
  expect(fetch).not.toHaveBeenCalled()
  expect(await violations()).toEqual([])
})

test('then three steps: watched, the evaluation in place, the claim', async () => {
  await end({ meter: { ...final, gaps: [{ from: 0, to: 480_000, reason: 'not_joined' }] } })
  await screen.findByRole('button', { name: 'Submit evaluation' })
  expect(text()).toMatch(/Watched 52 (of|\/) 60 min/)
  expect(text()).toMatch(/8 min, .*: you were not in the session/)
  expect(steps().slice(1)).toEqual(['now: Evaluation', 'next: Claim your credit'])
  expect(text()).toContain('You earned 0.75 of 1.00 credits.')
  expect(screen.getByRole('link', { name: 'Details and appeals' }).getAttribute('href')).toBe('/credit/hf')
  expect(await violations()).toEqual([])
})

test('from the end to the certificate on one page, with the focus on what comes next', async () => {
  const two = [question('useful', { kind: 'rating' }), question('bias')]
  const { user } = await end(
    { meter: final },
    { ...open, evaluation: { ...open.evaluation, questions: two } },
  )
  await user.click(await screen.findByRole('radio', { name: /^5/ }))
  await user.click(screen.getByRole('radio', { name: 'Yes' }))
  await user.click(screen.getByRole('button', { name: 'Submit evaluation' }))
  const claim = await screen.findByRole('button', { name: /^Claim \d/ })
  expect(document.activeElement?.getAttribute('aria-current')).toBe('step')
  expect(document.activeElement?.contains(claim)).toBe(true)
  expect(await violations()).toEqual([])
  await user.click(claim)
  const certificate = await screen.findByRole('link', { name: /^Certificate \(PDF\)/ })
  expect(steps()).toEqual([
    expect.stringContaining('done'),
    'done: Evaluation submitted',
    'done: Credit claimed',
  ])
  expect(certificate.getAttribute('href')).toContain('/api/')
  expect(await violations()).toEqual([])
})

test('an evaluation of more than five questions has its own page, and says how long it takes', async () => {
  const long = [...everyKind, question('a'), question('b')]
  await end({ meter: final }, { ...open, evaluation: { ...open.evaluation, questions: long } })
  const start = await screen.findByRole('link', { name: 'Start evaluation, 2 minutes' })
  expect(start.getAttribute('href')).toBe('/credit/hf/evaluation')
  expect(screen.queryByRole('button', { name: 'Submit evaluation' })).toBeNull()
})

test('what else is to do has a step, and what can no longer be met is said', async () => {
  const reasons = [
    reason({ code: 'test_missing', blocks: true, todo: true, message: 'Take and pass the test.' }),
    reason({ code: 'share_below', blocks: true, message: 'You watched less than 80%.' }),
  ]
  await end(
    { meter: final },
    { ...open, evaluation: evaluated, results: [result({ eligible: false, reasons })] },
  )
  const test_ = await screen.findByText('Take and pass the test.')
  expect(within(test_.closest('li')!).getByRole('link', { name: 'Take the test' })).toBeTruthy()
  expect(text()).toContain('Not met: You watched less than 80%.')
})

test('what was claimed before has its certificate at once', async () => {
  await end({ meter: final }, { ...open, evaluation: evaluated, results: [result()], claims: [claimOf()] })
  expect(await screen.findByRole('link', { name: /^Certificate \(PDF\)/ })).toBeTruthy()
  expect(text()).toContain('Claimed 0.75 credits')
})

test('credit that cannot be loaded leaves the minutes and the way to My credit, and can be asked for again', async () => {
  const { user } = await end({ meter: final }, refusal('storage_unavailable', 'Nothing can be read.'))
  expect((await screen.findByRole('alert')).textContent).toContain('Nothing can be read.')
  expect(text()).toMatch(/Watched 52/)
  expect(screen.getByRole('link', { name: 'Details and appeals' })).toBeTruthy()
  credit = open
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('You earned 0.75 of 1.00 credits.')).toBeTruthy()
})

test('somebody who was not there is told so', async () => {
  await end({ meter: { ...final, creditedSlots: 0 }, acknowledgedAt: null })
  expect(text()).toContain('You did not watch this session live')
  expect(fetch).not.toHaveBeenCalled()
})

test('a person who has not read disclosures changed during the session is told of the minutes from before', async () => {
  await end({ acknowledgedAt: null, meter: final })
  expect(text()).toMatch(/Watched 52 (of|\/) 60 min/)
  expect(text()).not.toContain('You did not watch')
})
