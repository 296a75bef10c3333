import { act, cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import DuplicatesPage from './DuplicatesPage.tsx'
import ErasePage from './ErasePage.tsx'
import { at, erasurePreview, listed, mergePreview, officeMe, organiserMe, personPage } from './fakePeople.ts'
import JoinPage from './JoinPage.tsx'
import MergePage from './MergePage.tsx'
import PeoplePage from './PeoplePage.tsx'
import PersonPage from './PersonPage.tsx'
import RegistrationPage from './RegistrationPage.tsx'

let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
  server.answers['GET /api/me'] = officeMe
})
afterEach(cleanup)

const press = (name: string | RegExp) => screen.getByRole('button', { name })
const field = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })
const settle = async () => {
  for (let turns = 0; turns < 5; turns++) await act(async () => nextTurn(0))
}

describe('the list', () => {
  const here = 'GET /api/people?search=&page=0&conferenceId=cardio'
  const all = 'GET /api/people?search=&page=0'

  test('the office sees the conference’s people, then everybody, with what is missing', async () => {
    server.answers[here] = { people: [listed({ lacks: ['email'] })], found: 1 }
    server.answers[all] = { people: [listed(), listed({ id: 'noah', name: 'Noah Lee' })], found: 250 }
    const { user } = await drawAt(server, '/office/people', '/office/people', <PeoplePage />)
    const row = screen.getByRole('link', { name: /Grace Hopper, MD/ })
    expect(row.getAttribute('href')).toBe('/office/people/grace')
    expect(within(screen.getByRole('table')).getByText('Mail address')).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(press('Everybody'))
    await settle()
    expect(text()).toContain('250 people')
    expect(text()).toContain('1 of 3')
    server.answers['GET /api/people?search=&page=1'] = { people: [listed({ name: 'Zoe' })], found: 250 }
    await user.click(press('Next'))
    await settle()
    expect(text()).toContain('2 of 3')
  })

  test('a filter asks for the first page; nobody is said to be nobody', async () => {
    server.answers[here] = { people: [listed()], found: 1 }
    server.answers['GET /api/people?search=&role=speaker&page=0&conferenceId=cardio'] = {
      people: [],
      found: 0,
    }
    const { user } = await drawAt(server, '/office/people', '/office/people', <PeoplePage />)
    await user.selectOptions(screen.getByRole('combobox', { name: 'Role' }), 'Speaker')
    await settle()
    expect(text()).toContain('Nobody matches')
  })

  test('a new person is checked before it is sent, and a taken address can be shared', async () => {
    server.answers[here] = { people: [], found: 0 }
    const { user } = await drawAt(server, '/office/people', '/office/people', <PeoplePage />)
    await user.click(press('New person'))
    await settle()
    await user.type(field('Family name'), 'Hopper')
    await user.type(field('Mail address'), 'grace')
    await user.click(press('Add'))
    expect(text()).toContain('Not a mail address: it looks like name@example.org.')
    expect(server.sent).toEqual([])
    await user.type(field('Mail address'), '@example.org')
    server.refusals['POST /api/people'] = [
      Object.assign(
        (await import('@lectern/shared/errors')).errors.conflict('Somebody else has it.', {
          personIds: ['x'],
        }),
      ),
    ]
    server.answers['POST /api/people'] = { personId: 'new' }
    await user.click(press('Add'))
    await settle()
    expect(text()).toContain('Somebody else has it.')
    expect(await violations()).toEqual([])
    await user.click(press('Both use this address'))
    await settle()
    expect(server.bodies('POST /api/people')).toMatchObject([
      { familyName: 'Hopper', sharedEmail: false, at: { conferenceId: 'cardio', roles: ['clinician'] } },
      { familyName: 'Hopper', sharedEmail: true },
    ])
  })

  test('an organiser invites by mail address and sees members only', async () => {
    server.answers['GET /api/me'] = organiserMe
    server.answers['GET /api/office/members?search=&page=0'] = {
      people: [{ ...listed(), email: undefined, conferences: undefined, hasEmail: true, since: at }],
      found: 1,
    }
    const { user } = await drawAt(server, '/office/people', '/office/people', <PeoplePage />)
    expect(screen.queryByRole('button', { name: 'Everybody' })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Duplicates' })).toBeNull()
    await user.click(press('Invite'))
    await settle()
    await user.type(field('Family name'), 'Hopper')
    await user.click(screen.getAllByRole('button', { name: 'Invite' }).at(-1)!)
    expect(text()).toContain('Their personal link goes there.')
  })
})

describe('a person', () => {
  const draw = () => drawAt(server, '/office/people/:personId', '/office/people/grace', <PersonPage />)

  test('has everything of them, and what is missing is marked', async () => {
    server.answers['GET /api/people/grace'] = personPage({ isGuessed: true, isPrintable: false })
    await draw()
    for (const name of [
      'Identity',
      'Licences and numbers',
      /Conferences/,
      'Credit and disclosures',
      /History/,
    ])
      expect(screen.getByRole('region', { name })).toBeTruthy()
    expect(text()).toContain('Name not confirmed')
    expect(text()).toContain('No disclosure on file')
    expect(screen.getByRole('link', { name: 'Export as JSON' }).getAttribute('href')).toBe(
      '/api/people/grace/data.json',
    )
    expect(await violations()).toEqual([])
  })

  test('their identity is saved, and their numbers with the check digit', async () => {
    server.answers['GET /api/people/grace'] = personPage()
    server.answers['PUT /api/people/grace'] = {}
    const { user } = await draw()
    await user.clear(field('Affiliation'))
    await user.click(
      within(screen.getByRole('region', { name: 'Identity' })).getByRole('button', { name: 'Save' }),
    )
    await settle()
    expect(server.bodies('PUT /api/people/grace')).toMatchObject([{ affiliation: '', sharedEmail: false }])
    await user.click(press('Add another number'))
    await user.type(field('NPI'), '1234567890')
    await user.click(
      within(screen.getByRole('region', { name: 'Licences and numbers' })).getByRole('button', {
        name: 'Save',
      }),
    )
    expect(text()).toContain('One of the digits is wrong')
    expect(server.bodies('PUT /api/people/grace')).toHaveLength(1)
  })

  test('a place is changed and ended', async () => {
    server.answers['GET /api/people/grace'] = personPage()
    server.answers['PUT /api/people/grace/places/cardio'] = {}
    server.answers['DELETE /api/people/grace/places/cardio'] = {}
    const { user } = await draw()
    await user.click(press('Change the roles at Cardiology days'))
    await settle()
    await user.click(screen.getByRole('checkbox', { name: 'Speaker' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Save' }))
    await settle()
    expect(server.bodies('PUT /api/people/grace/places/cardio')).toEqual([
      { roles: ['clinician', 'speaker'] },
    ])
    await user.click(press('End the place at Cardiology days'))
    await settle()
    expect(server.sent.at(-1)).toMatchObject({ method: 'DELETE' })
  })

  test('for an organiser is a member, without what only the office needs', async () => {
    server.answers['GET /api/me'] = organiserMe
    server.answers['GET /api/office/members/grace'] = {
      id: 'grace',
      name: 'Grace Hopper',
      credentials: 'MD',
      affiliation: 'Navy',
      profession: 'physician',
      roles: ['clinician'],
      hasEmail: true,
      since: at,
    }
    server.answers['PUT /api/office/members/grace'] = {}
    const { user } = await draw()
    expect(screen.queryByRole('region', { name: 'Licences and numbers' })).toBeNull()
    await user.click(screen.getByRole('checkbox', { name: 'Moderator' }))
    await user.click(press('Save'))
    await settle()
    expect(server.bodies('PUT /api/office/members/grace')).toEqual([{ roles: ['clinician', 'moderator'] }])
    expect(await violations()).toEqual([])
  })
})

test('duplicates lead to a comparison', async () => {
  const people = [listed(), listed({ id: 'g', name: 'G. Hopper' })].map(
    ({ id, name, affiliation, email }) => ({
      id,
      name,
      affiliation,
      email,
    }),
  )
  server.answers['GET /api/duplicates'] = {
    found: 1,
    groups: [{ reason: 'email', words: 'the same mail address', people }],
  }
  await drawAt(server, '/office/people/duplicates', '/office/people/duplicates', <DuplicatesPage />)
  expect(screen.getByRole('link', { name: 'Compare Grace Hopper with G. Hopper' }).getAttribute('href')).toBe(
    '/office/people/grace/merge/g',
  )
  expect(await violations()).toEqual([])
})

describe('merging', () => {
  const path = '/office/people/:personId/merge/:otherId?'
  const draw = () => drawAt(server, path, '/office/people/grace/merge/g', <MergePage />)

  test('both sides are shown, and nothing happens before the office says that they are one', async () => {
    server.answers['GET /api/people/grace/merges/g'] = mergePreview()
    server.answers['POST /api/people/grace/merges/g'] = {}
    const { user } = await draw()
    expect(within(screen.getByRole('table')).getByText('1234567893')).toBeTruthy()
    expect(press('Merge')).toHaveProperty('disabled', true)
    expect(await violations()).toEqual([])
    await user.click(screen.getByRole('checkbox', { name: /are the same person/ }))
    await user.click(press('Merge'))
    await settle()
    expect(server.bodies('POST /api/people/grace/merges/g')).toEqual([{ seen: 'digest' }])
    expect(text()).toContain('Elsewhere')
  })

  test('what refuses it is said, and there is no button', async () => {
    server.answers['GET /api/people/grace/merges/g'] = mergePreview({
      refusals: ['Both have claimed the same credit.'],
    })
    await draw()
    expect(text()).toContain('Both have claimed the same credit.')
    expect(screen.queryByRole('button', { name: 'Merge' })).toBeNull()
  })
})

test('erasing says first what is kept until when', async () => {
  server.answers['GET /api/people/grace/erasure'] = erasurePreview()
  server.answers['POST /api/people/grace/erasure'] = {}
  const { user } = await drawAt(
    server,
    '/office/people/:personId/erase',
    '/office/people/grace/erase',
    <ErasePage />,
  )
  expect(text()).toContain('Certificate for “Heart failure”: the name as printed')
  expect(press('Erase')).toHaveProperty('disabled', true)
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('checkbox', { name: 'Erase Grace Hopper for good' }))
  await user.click(press('Erase'))
  await settle()
  expect(server.bodies('POST /api/people/grace/erasure')).toEqual([{ seen: 'digest' }])
})

test('registration needs a code that is long enough, and shows the address to share', async () => {
  server.answers['GET /api/office/registration'] = {
    registration: { mode: 'closed', code: '', limit: null },
    members: 12,
  }
  server.answers['PUT /api/office/registration'] = {}
  const { user } = await drawAt(
    server,
    '/office/people/registration',
    '/office/people/registration',
    <RegistrationPage />,
  )
  await user.click(screen.getByRole('radio', { name: /With a code/ }))
  await user.type(field('Code'), 'abc')
  await user.click(press('Save'))
  expect(text()).toContain('A code of at least 6 characters.')
  await user.type(field('Code'), 'def')
  await user.click(press('Save'))
  await settle()
  expect(server.bodies('PUT /api/office/registration')).toEqual([
    { mode: 'code', code: 'abcdef', limit: null },
  ])
  expect(field('Address to share').value).toMatch(/\/c\/cardio\/join$/)
  expect(await violations()).toEqual([])
})

describe('joining', () => {
  const draw = () => drawAt(server, '/join', '/join', <JoinPage />, (page) => page)

  test('asks for the code, checks the mail address, and says where the link went', async () => {
    server.answers['GET /api/registration'] = { mode: 'code', isFull: false }
    server.answers['POST /api/registration'] = {}
    const { user } = await draw()
    await user.type(field('Code'), 'abcdef')
    await user.type(field('Family name'), 'Seacole')
    await user.type(field('Mail address'), 'mary@')
    await user.click(press('Register'))
    expect(text()).toContain('Not a mail address')
    await user.type(field('Mail address'), 'example.org')
    await user.click(press('Register'))
    await settle()
    expect(server.bodies('POST /api/registration')).toMatchObject([
      { email: 'mary@example.org', code: 'abcdef' },
    ])
    expect(text()).toContain('comes by mail to mary@example.org')
    expect(await violations()).toEqual([])
  })

  test.each([
    ['closed', false, 'Registration is closed'],
    ['open', true, 'This conference is full'],
  ])('%s, full %p: there is no form', async (mode, isFull, words) => {
    server.answers['GET /api/registration'] = { mode, isFull }
    await draw()
    expect(text()).toContain(words)
    expect(screen.queryByRole('button', { name: 'Register' })).toBeNull()
    expect(await violations()).toEqual([])
  })
})
