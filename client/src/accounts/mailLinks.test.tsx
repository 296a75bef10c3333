import { cleanup, screen } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import SignIn from './SignIn.tsx'
import UnsubscribePage from './UnsubscribePage.tsx'

let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
  server.answers['GET /api/conference'] = {
    title: 'Cardiology',
    timeZone: 'UTC',
    startsAt: null,
    endsAt: null,
  }
  server.answers['GET /api/sign-in/ways'] = { byMail: true, provider: null }
  server.answers['POST /api/sign-in/mail'] = {}
})
afterEach(cleanup)

test('the link is asked for by mail, and the answer promises nothing about the address', async () => {
  const { user } = await drawAt(server, '/sign-in', '/sign-in', <SignIn />)
  await user.click(screen.getByRole('button', { name: 'Email me my link' }))
  expect(text()).toContain('Write a whole mail address')
  await user.type(screen.getByLabelText('Your mail address'), 'clara@example.org')
  await user.click(screen.getByRole('button', { name: 'Email me my link' }))
  await nextTurn()
  expect(server.bodies('POST /api/sign-in/mail')).toEqual([{ address: 'clara@example.org' }])
  expect(text()).toContain('If clara@example.org is the address of a participant')
})

test('on an installation without a conference the page says which link sets it up', async () => {
  server.refuse('GET /api/conference', 'not_found', 'This installation has no conference yet.')
  await drawAt(server, '/sign-in', '/sign-in', <SignIn />)
  expect(text()).toContain('This installation is not set up yet')
  expect(text()).toContain('/setup/')
  expect(screen.queryByRole('button', { name: 'Email me my link' })).toBeNull()
})

test('without a mail server the page does not offer it', async () => {
  server.answers['GET /api/sign-in/ways'] = { byMail: false, provider: null }
  await drawAt(server, '/sign-in', '/sign-in', <SignIn />)
  expect(screen.queryByRole('button', { name: 'Email me my link' })).toBeNull()
})

test('opening an unsubscribe link changes nothing; a press does, and takes it back', async () => {
  server.answers['POST /api/mail/subscription'] = { conference: 'Cardiology', isSubscribed: true }
  server.answers['PUT /api/mail/subscription'] = { conference: 'Cardiology', isSubscribed: false }
  const { user } = await drawAt(server, '/unsubscribe/:token', '/unsubscribe/c.clara.x', <UnsubscribePage />)
  expect(server.bodies('PUT /api/mail/subscription')).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Unsubscribe' }))
  await nextTurn()
  expect(server.bodies('PUT /api/mail/subscription')).toEqual([{ token: 'c.clara.x', isSubscribed: false }])
  expect(text()).toContain('You have unsubscribed')
  expect(screen.getByRole('button', { name: 'Get these mails again' })).toBeTruthy()
})

test('an unknown unsubscribe link says so', async () => {
  server.refuse('POST /api/mail/subscription', 'link_unknown', 'unknown')
  await drawAt(server, '/unsubscribe/:token', '/unsubscribe/x', <UnsubscribePage />)
  expect(text()).toContain('This link is not known')
})
