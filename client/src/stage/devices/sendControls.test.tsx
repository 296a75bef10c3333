import { act, screen } from '@testing-library/react'
import { draw } from '../../testing/drawPage.tsx'
import { PlayedPage } from '../fakeStage.ts'
import { answered } from './fakeDevices.ts'
import { SendControls } from './SendControls.tsx'

let refusal: DOMException
const share = () => screen.getByRole('button', { name: 'Share the screen' })

function withScreens(getDisplayMedia?: () => Promise<MediaStream>) {
  Object.defineProperty(navigator, 'mediaDevices', {
    value: getDisplayMedia && { getDisplayMedia },
    configurable: true,
  })
}
const drawControls = () => draw(<SendControls media={new PlayedPage('presenter').media} />)

afterEach(() => withScreens())

test.each([
  ['NotAllowedError', 'Permission denied by system', /does not let this browser record the screen/],
  ['NotAllowedError', 'disallowed by permissions policy', /settings do not let this page/],
  ['NotFoundError', '', /does not let this browser record the screen/],
  ['NotReadableError', '', /could not be read/],
  ['InvalidStateError', '', /needs a click/],
  ['TypeError', '', /could not be shared/],
])('a screen that is not shared (%s: %s) is said in words with the remedy', async (name, message, words) => {
  refusal = new DOMException(message, name)
  withScreens(() => Promise.reject(refusal))
  const { user } = await drawControls()
  await user.click(share())
  await act(answered)
  expect(screen.getByRole('alert').textContent).toMatch(words)
})

test.each(['Permission denied', 'Permission denied by user', ''])(
  'closing the chooser (%s) is not reported as an error',
  async (message) => {
    withScreens(() => Promise.reject(new DOMException(message, 'NotAllowedError')))
    const { user } = await drawControls()
    await user.click(share())
    await act(answered)
    expect(screen.queryByRole('alert')).toBeNull()
  },
)

test('a phone, which cannot share its screen, has no button for it', async () => {
  withScreens()
  await drawControls()
  expect(screen.queryByRole('button', { name: 'Share the screen' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Mute' })).toBeTruthy()
})
