import type { Disclosures } from '@lectern/shared/attendance'
import { Notifications } from '@mantine/notifications'
import { cleanup, screen } from '@testing-library/react'
import { me } from '../credit/fakeCredit.ts'
import { officeDisclosure, standing } from '../disclosures/fakeDisclosures.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import DisclosurePersonPage from './DisclosurePersonPage.tsx'
import DisclosuresPage from './DisclosuresPage.tsx'

let server: FakeHttp
const people = [
  officeDisclosure(),
  officeDisclosure({
    personId: 'rao',
    name: 'Priya Rao',
    form: null,
    validUntil: null,
    relationships: [],
    parts: [standing()],
    asked: { at: Date.now() },
  }),
  officeDisclosure({
    personId: 'lee',
    name: 'Noah Lee',
    relationships: [],
    parts: [standing({ state: 'cleared' })],
  }),
]
beforeEach(() => {
  server = new FakeHttp()
  server.answers['GET /api/me'] = { ...me, person: { ...me.person, roles: ['organiser', 'office'] } }
  server.answers['GET /api/disclosures/office'] = { people }
})
afterEach(cleanup)
const list = () =>
  drawAt(
    server,
    '/office/disclosures',
    '/office/disclosures',
    <>
      <DisclosuresPage />
      <Notifications />
    </>,
  )
const person = () =>
  drawAt(server, '/office/disclosures/:personId', '/office/disclosures/okafor', <DisclosurePersonPage />)
const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.querySelector('th')?.textContent)

test('the list shows where everybody stands and can be narrowed to who has not answered', async () => {
  const { user } = await list()
  expect(names()).toHaveLength(3)
  expect(text()).toContain('To decide')
  await user.click(screen.getByRole('button', { name: /Not answered/ }))
  expect(names()).toEqual([expect.stringContaining('Priya Rao')])
  expect(await violations()).toEqual([])
})

test('an organiser sees where everybody stands, and no way to their forms', async () => {
  server.answers['GET /api/me'] = { ...me, person: { ...me.person, roles: ['organiser'] } }
  server.answers['GET /api/disclosures/states'] = {
    people: people.map(({ personId, name, asked, hasDraft, validUntil, parts }) => ({
      personId,
      name,
      asked,
      hasDraft,
      validUntil,
      parts,
    })),
  }
  await list()
  expect(names()).toHaveLength(3)
  expect(screen.queryAllByRole('link')).toEqual([])
})

test('one press asks again and shows the link to copy', async () => {
  const { user } = await list()
  const link = 'https://lectern.example/s/abc?next=/disclosure'
  server.answers['POST /api/disclosures/rao/ask'] = { link, at: 1 }
  await user.click(screen.getByRole('button', { name: 'Ask again: Priya Rao' }))
  await nextTurn()
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Link' }).value).toBe(link)
})

test('where the request goes out by mail, the press says so and shows no link', async () => {
  const { user } = await list()
  server.answers['POST /api/disclosures/rao/ask'] = { link: null, at: 1, delivery: 'mailed' }
  await user.click(screen.getByRole('button', { name: 'Ask again: Priya Rao' }))
  await nextTurn()
  expect(screen.getByText(/goes out by mail/)).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'Link' })).toBeNull()
})

test('a relationship is decided on for the chosen parts, with the steps that fit them', async () => {
  const { user } = await person()
  await user.click(screen.getByRole('button', { name: 'Decide on Acme Devices' }))
  await user.click(screen.getByRole('button', { name: 'Record the decision' }))
  expect(server.sent).toEqual([])
  await user.click(screen.getByRole('radio', { name: 'Yes, it is relevant' }))
  await user.click(screen.getByRole('combobox', { name: 'Mitigation' }))
  expect(screen.queryByRole('option', { name: 'A second planner decides' })).toBeNull()
  await user.click(screen.getByRole('option', { name: 'Peer review of the content' }))
  server.answers['POST /api/disclosures/office/okafor/decisions'] = officeDisclosure({ revision: 2 })
  await user.click(screen.getByRole('button', { name: 'Record the decision' }))
  await nextTurn()
  expect(server.bodies('POST /api/disclosures/office/okafor/decisions')).toEqual([
    {
      actId: expect.any(String),
      revision: 1,
      relationship: 'acme devices|consultant||',
      parts: [{ sessionId: 'heart', part: 'speaker' }],
      decision: { relevant: true, exception: null, mitigation: 'peer_review', details: '' },
    },
  ])
})

test('the preview shows what learners will see', async () => {
  const { user } = await person()
  const shown: Disclosures = {
    version: 'v',
    people: [
      {
        name: 'Amara Okafor',
        credentials: 'MD',
        part: 'speaker',
        relationships: [{ company: 'Acme Devices', nature: 'Consultant', note: 'mitigated' }],
      },
      { name: 'Priya Rao', credentials: '', part: 'moderator', isMissing: true, relationships: [] },
    ],
    support: [],
  }
  server.answers['GET /api/disclosures/preview/heart'] = shown
  await user.click(
    screen.getByRole('button', { name: 'Preview: what learners of Heart failure in 2026 will see' }),
  )
  await nextTurn()
  expect(text()).toContain('Acme Devices Consultant. Mitigated.')
  expect(text()).toContain('Their disclosure is not on file yet')
  expect(await violations()).toEqual([])
})
