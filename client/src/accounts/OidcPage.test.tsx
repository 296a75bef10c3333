import type { OidcStanding } from '@lectern/shared/oidc'
import { cleanup, screen } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import OidcPage from './OidcPage.tsx'
import SignIn from './SignIn.tsx'

const pending: OidcStanding = {
  is: 'pending',
  provider: 'Riverside Hospital',
  email: 'clara@example.org',
  name: null,
  byMail: true,
  conferenceId: 'c',
}
let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
  server.answers['GET /api/conference'] = {
    title: 'Cardiology',
    timeZone: 'UTC',
    startsAt: null,
    endsAt: null,
  }
})
afterEach(cleanup)
const page = (search = '') => drawAt(server, '/sign-in/oidc', `/sign-in/oidc${search}`, <OidcPage />)

test('what the provider answered is sent once, and a refusal is said with the way back', async () => {
  server.refuse(
    'POST /api/sign-in/oidc/finish',
    'sign_in_refused',
    'You cancelled signing in. Nothing has changed.',
  )
  await page('?code=a&state=b')
  expect(server.bodies('POST /api/sign-in/oidc/finish')).toEqual([{ query: 'code=a&state=b' }])
  expect(text()).toContain('You cancelled signing in.')
  expect(screen.getByRole('link', { name: 'To the sign-in page' }).getAttribute('href')).toBe('/sign-in')
})

test('an account with somebody’s address asks for a proof, and offers to mail it', async () => {
  server.answers['POST /api/sign-in/oidc/finish'] = pending
  server.answers['POST /api/sign-in/oidc/mail'] = {}
  const { user } = await page('?code=a')
  expect(text()).toContain('open your personal link in this browser')
  expect(screen.queryByRole('button', { name: 'Link and continue' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Email me my link' }))
  await nextTurn()
  expect(text()).toContain('A mail with your personal link is on its way.')
})

test('after the proof the person is asked, and nothing is linked without a press', async () => {
  server.answers['GET /api/sign-in/oidc/pending'] = { ...pending, name: 'Clara Nwosu' }
  server.refuse(
    'POST /api/sign-in/oidc/link',
    'sign_in_refused',
    'This account is linked to somebody else already.',
  )
  const { user } = await page()
  expect(text()).toContain('You have an account here as Clara Nwosu')
  expect(server.sent).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Link and continue' }))
  await nextTurn()
  expect(text()).toContain('linked to somebody else already')
  expect(screen.getByRole('button', { name: 'Do not link' })).toBeTruthy()
})

test('the sign-in page names the provider where there is one, and says when it is away', async () => {
  server.answers['GET /api/sign-in/ways'] = { byMail: false, provider: 'Riverside Hospital' }
  server.refuse('POST /api/sign-in/oidc', 'provider_unavailable', 'Riverside Hospital cannot be reached.')
  const { user } = await drawAt(server, '/sign-in', '/sign-in', <SignIn />)
  await user.click(screen.getByRole('button', { name: 'Sign in with Riverside Hospital' }))
  await nextTurn()
  expect(text()).toContain('Riverside Hospital cannot be reached.')
})
