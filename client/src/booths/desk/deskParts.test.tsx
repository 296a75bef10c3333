// Each part of a booth's desk is replaced by one that fails on demand; the desk around them is real.
import { jest } from '@jest/globals'
import { cleanup, screen } from '@testing-library/react'
import { provide } from '../../live/useFollowed.ts'
import { clara, draw } from '../../testing/drawPage.tsx'
import { desk as deskReply, FakeBooths, settings } from '../fakeBooths.ts'
import { Desk, deskKey } from './deskClient.ts'

let failing = ''
const parts = {
  OwnState: './OwnState.tsx',
  RingSwitches: './RingSwitches.tsx',
  DeskCall: './Call.tsx',
  Waiting: './Waiting.tsx',
  HoursPlot: '../HoursPlot.tsx',
}
for (const [name, path] of Object.entries(parts))
  jest.unstable_mockModule(path, () => ({
    [name]: () => {
      if (name === failing) throw new Error(`${name} fails`)
      return <p>{name}</p>
    },
  }))
const { default: BoothDeskPage } = await import('./DeskPage.tsx')

beforeEach(() => {
  // React reports what a boundary has caught.
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => jest.restoreAllMocks())

test.each(Object.keys(parts))('%s fails: the rest of the desk keeps working', async (name) => {
  failing = name
  const { connection, timer } = new FakeBooths({
    'booths.myBooth': () => settings,
    'booths.desk': () => deskReply(),
    'booths.leads': () => ({ boothId: 'meridian', leads: [], withdrawn: [] }),
  })
  const desk = new Desk({ connection, timer })
  provide(connection, deskKey, desk)
  await draw(<BoothDeskPage />, { connection, person: { ...clara, roles: ['exhibitor'] } })
  expect(screen.getByRole('heading', { level: 1, name: 'Meridian Imaging' })).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toMatch(/has stopped/)
  for (const part of Object.keys(parts))
    expect(screen.queryAllByText(part)).toHaveLength(part === name ? 0 : 1)
  cleanup()
})
