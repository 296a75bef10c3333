import { jest } from '@jest/globals'
import type { CommandName } from '@lectern/shared/commands'
import type { SessionView } from '@lectern/shared/program'
import { act, cleanup, screen } from '@testing-library/react'
import { Capture } from '../stage/devices/capture.ts'
import { FakeDevices } from '../stage/devices/fakeDevices.ts'
import { presenter } from '../stage/fakeStage.ts'
import { draw, violations } from '../testing/drawPage.tsx'
import { FakeConnection } from '../testing/fakeConnection.ts'

class FakeStage extends FakeConnection {
  clock = 0
  presenters = [presenter('okafor', [], null), presenter('lindqvist', [], null)]
  protected answer(_name: CommandName) {
    return {
      sessionId: 'heart',
      version: 3,
      layout: 'auto',
      spotlight: null,
      presenters: this.presenters,
      watching: 0,
    }
  }
}

Object.assign(globalThis, { MediaStream: class {} })
HTMLMediaElement.prototype.play = async () => undefined

let server = new FakeStage()
jest.unstable_mockModule('../live/useConnection.ts', () => ({
  live: () => server.connection,
  useConnection: () => server.connection,
  useNow: () => 0,
  useConnectionStatus: () => 'connected',
}))
const { DeviceCheck } = await import('./DeviceCheck.tsx')

const view = {
  session: {
    id: 'heart',
    title: 'Multiple sclerosis: switch or stay?',
    startsAt: 0,
    endsAt: 3_600_000,
    speakers: [],
    moderators: [{ personId: 'moreau', name: 'Claire Moreau', credentials: '', affiliation: '' }],
  },
  state: { phase: 'scheduled' },
} as unknown as SessionView

const text = () => screen.getByRole('main').textContent ?? ''
const done = () =>
  [...document.querySelectorAll('.checklist > li')].map((item) => item.getAttribute('data-done') === 'true')
const onReady = jest.fn()
let capture: Capture

async function greenRoom() {
  capture = new Capture(new FakeDevices().asMediaDevices)
  return draw(<DeviceCheck view={view} personId="me" capture={capture} onReady={onReady} />)
}

beforeEach(() => {
  server = new FakeStage()
  onReady.mockClear()
})
afterEach(() => {
  cleanup()
  capture.close()
})

test('the title stands alone; below it who hears, when it is, who moderates and who is there already', async () => {
  await greenRoom()
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Multiple sclerosis: switch or stay?')
  expect(text()).toContain('Only you can see and hear this.')
  expect(text()).toContain('Moderator: Claire Moreau')
  expect(text()).toContain('2 others backstage: okafor and lindqvist')
  expect(await violations()).toEqual([])
})

test('the checklist turns green by itself, and the way opens with the first device', async () => {
  const { user } = await greenRoom()
  expect(done()).toEqual([false, false, true])
  const go = screen.getByRole<HTMLButtonElement>('button', { name: 'Go backstage' })
  expect(go.disabled).toBe(true)
  await act(() => capture.open('camera'))
  expect(done()).toEqual([true, false, true])
  await user.click(go)
  expect(onReady).toHaveBeenCalledTimes(1)
  expect(await violations()).toEqual([])
})

test('somebody alone is told so', async () => {
  server.presenters = []
  await greenRoom()
  expect(text()).toContain('No one else is backstage yet')
})
