import { screen } from '@testing-library/react'
import { draw, violations } from '../testing/drawPage.tsx'
import { BlockedSound } from './BlockedSound.tsx'

test('the notice and its button fit every width, and the press starts blocked playback', async () => {
  let played = 0
  let allowed = 0
  const element = document.createElement('audio')
  Object.defineProperty(element, 'srcObject', { value: {} })
  element.play = async () => void played++
  const { user } = await draw(<BlockedSound onAllowed={() => allowed++} />)
  screen.getByRole('main').append(element)
  const notice = screen.getByRole('alert')
  // A badge would truncate it to one line.
  expect(notice.className).not.toMatch(/Badge/)
  expect(notice.textContent).toContain('until you click here')
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Turn the sound on' }))
  expect({ played, allowed }).toEqual({ played: 1, allowed: 1 })
  element.remove()
})
