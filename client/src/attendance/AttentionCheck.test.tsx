import type { AttendanceEvents, AttendanceStatus } from '@lectern/shared/attendance'
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { violations } from '../testing/drawPage.tsx'
import { AttentionCheck } from './AttentionCheck.tsx'
import { draw } from './drawAttendance.tsx'
import { FakeAttendance, openCheck, refusal, sessionId } from './fakeAttendance.ts'

let server: FakeAttendance
let stop: () => void

async function room(fields: Partial<AttendanceStatus> = {}) {
  server = new FakeAttendance(fields)
  const page = await draw(server, (attendance) => (
    <>
      <label>
        Question <textarea />
      </label>
      <button type="button">Mute</button>
      <div data-testid="stage" />
      <AttentionCheck attendance={attendance} />
    </>
  ))
  stop = () => page.attendance.stop()
  return page
}
const emit = (name: keyof AttendanceEvents, event: Record<string, unknown>) =>
  act(async () => server.emit(name, event))
const ask = (number = 0) => emit('attendance.check', openCheck(number))
const dialog = () => screen.queryByRole('alertdialog', { name: 'Are you still there?' })
const button = (name: RegExp | string) => screen.getByRole('button', { name })
const text = () => screen.getByRole('main').textContent ?? ''
const answers = () => server.requests('attendance.answer')

afterEach(() => {
  cleanup()
  stop()
  Object.defineProperty(document, 'fullscreenElement', { value: null, configurable: true })
})

test('takes the focus, is answered by Enter, and gives the focus back', async () => {
  const { user } = await room()
  button('Mute').focus()
  await ask()
  expect(dialog()).toBeTruthy()
  expect(document.activeElement).toBe(button('I am here'))
  expect(await violations()).toEqual([])
  await user.keyboard('{Enter}')
  expect(answers()).toEqual([{ sessionId, check: 0 }])
  expect(dialog()).toBeNull()
  expect(text()).toContain('Thank you. Your answer is recorded.')
  expect(document.activeElement).toBe(button('Mute'))
})

test('is answered by Space, too', async () => {
  const { user } = await room()
  await ask()
  await user.keyboard(' ')
  expect(answers()).toHaveLength(1)
})

test('announces the time left, and once more near the end', async () => {
  await room()
  await ask()
  expect(screen.getByRole('timer').textContent).toBe('1 minute left')
  expect(text()).not.toContain('15 seconds left')
  server.clock = 149_000
  await waitFor(() => expect(screen.getByRole('timer').textContent).toBe('11 seconds left'))
  expect(screen.getByRole('alert').textContent).toBe('15 seconds left to answer the attention check.')
})

test('can be extended once', async () => {
  const { user } = await room()
  await ask()
  await user.click(button('Give me more time (1 minute)'))
  expect(server.requests('attendance.extend')).toEqual([{ sessionId, check: 0 }])
  expect(screen.getByRole('timer').textContent).toBe('2 minutes left')
  expect(screen.queryByRole('button', { name: /more time/ })).toBeNull()
  expect(document.activeElement).toBe(button('I am here'))
})

test('Escape makes it small and does not lose it', async () => {
  const { user } = await room()
  button('Mute').focus()
  await ask()
  await user.keyboard('{Escape}')
  expect(dialog()).toBeNull()
  expect(screen.getByRole('region', { name: 'Are you still there?' })).toBeTruthy()
  expect(document.activeElement).toBe(button('Mute'))
  expect(await violations()).toEqual([])
  await user.click(button('Show more'))
  expect(dialog()).toBeTruthy()
  await user.keyboard('{Escape}')
  await user.click(button('I am here'))
  expect(answers()).toHaveLength(1)
})

test('a person who is writing can continue, is told, and can answer when pausing', async () => {
  const { user } = await room()
  await user.click(screen.getByRole('textbox'))
  await user.keyboard('How much')
  await ask()
  await user.keyboard(' spironolactone')
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('How much spironolactone')
  expect(answers()).toEqual([])
  expect(screen.getByRole('alert').textContent).toContain('Attention check: are you still there?')
  await waitFor(() => expect(document.activeElement).toBe(button('I am here')))
  await user.keyboard('{Enter}')
  expect(answers()).toHaveLength(1)
  expect(document.activeElement).toBe(screen.getByRole('textbox'))
})

test('disappears when it was answered on another device', async () => {
  await room()
  await ask()
  await emit('attendance.checkClosed', { check: 0, answered: true })
  expect(dialog()).toBeNull()
  expect(text()).toContain('Thank you.')
})

test('the consequence of no answer is shown until it was read', async () => {
  const { user } = await room()
  await ask()
  await emit('attendance.checkClosed', { check: 0, answered: false })
  expect(screen.getByRole('alert').textContent).toContain('Some of your minutes may have been taken back')
  expect(await violations()).toEqual([])
  await user.click(button('Close'))
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a failed answer is reported, and can be repeated', async () => {
  const { user } = await room()
  await ask()
  server.refusals['attendance.answer'] = [refusal('no_answer', 'The server did not answer.')]
  await user.keyboard('{Enter}')
  expect(dialog()?.textContent).toContain('The server did not answer.')
  await user.keyboard('{Enter}')
  expect(dialog()).toBeNull()
  expect(answers()).toHaveLength(2)
})

test('is there after a reload, and in full screen it lies within what is shown', async () => {
  await room({ check: openCheck() })
  expect(dialog()).toBeTruthy()
  const stage = screen.getByTestId('stage')
  Object.defineProperty(document, 'fullscreenElement', { value: stage, configurable: true })
  await act(async () => document.dispatchEvent(new Event('fullscreenchange')))
  expect(stage.contains(dialog())).toBe(true)
  expect(document.activeElement).toBe(button('I am here'))
})
