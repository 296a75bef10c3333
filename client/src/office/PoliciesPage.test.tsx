import type { PolicyStanding, ShownPolicy } from '@lectern/shared/creditPolicies'
import { errors } from '@lectern/shared/errors'
import { cleanup, screen } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { eaccme } from './fakePolicies.ts'
import PoliciesPage from './PoliciesPage.tsx'

/** jsdom's File cannot be read as text. */
const jsonFile = (content: string, name: string): File =>
  Object.assign(new File([content], name, { type: 'application/json' }), { text: async () => content })

async function page(policies: ShownPolicy[]) {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies }
  return drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
}

afterEach(cleanup)

test('each policy says its rule, where it is from, and what nobody could confirm', async () => {
  await page([{ ...eaccme, unconfirmed: ['The daily maximum.'] }])
  expect(await screen.findByRole('heading', { level: 2, name: 'EACCME' })).toBeTruthy()
  expect(text()).toContain('60 minutes for one ECMEC, in steps of 0.5')
  expect(text()).toContain('The daily maximum.')
  expect(screen.queryByText('check again')).toBeNull()
  expect(await violations()).toEqual([])
})

test('one that had to be checked again by now is named, and what to do', async () => {
  await page([{ ...eaccme, isExpired: true, expires: '2026-01-01' }])
  expect(await screen.findByText('check again')).toBeTruthy()
  expect(text()).toContain('1 policy had to be checked again by now. Compare each with its body')
})

test('among many, one is found by its name', async () => {
  const many = Array.from({ length: 8 }, (_, i) => ({ ...eaccme, id: `body-${i}`, title: `Body ${i}` }))
  const { user } = await page(many)
  await user.type(await screen.findByRole('searchbox', { name: 'Find a policy' }), 'body 3')
  expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent?.trim())).toEqual([
    'Body 3',
  ])
  expect(screen.getByText('1 policy')).toBeTruthy()
})

test('a changed policy shows how many results would change, and whose, before it is put in force', async () => {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies: [{ ...eaccme, isChanged: true }] }
  server.answers['GET /api/policies/eaccme/changes'] = {
    changes: {
      ...{ policyId: 'eaccme', id: 'c1', edition: 'b', against: 'a', startedAt: 1, doneAt: 2, share: 1 },
      ...{ people: 40, results: 2, claims: 1, isCut: false, notBegun: { results: 0, claims: 0 } },
      changes: [
        {
          ...{ personId: 'p', name: 'Clara Nwosu', activityId: 'a', title: 'Heart failure', part: null },
          ...{ before: 1, after: 0.5, why: 'Rounded down.', claimed: null, hasBegun: true },
        },
      ],
    },
  }
  server.answers['POST /api/policies/eaccme/in-force'] = {}
  const { user } = await drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
  expect(await screen.findByText(/2 results that nobody has claimed yet would change/)).toBeTruthy()
  expect(text()).toContain(
    '1 claim would be judged differently; their certificates stay as they were issued.',
  )
  expect(screen.getByRole('row', { name: 'Clara Nwosu Heart failure 1.00 0.50 Rounded down.' })).toBeTruthy()
  expect(await violations()).toEqual([])
  await user.type(screen.getByRole('textbox', { name: 'Why it is put in force' }), 'As published.')
  await user.click(screen.getByRole('button', { name: 'Put in force' }))
  expect(server.bodies('POST /api/policies/eaccme/in-force')).toEqual([
    { seen: 'c1', scope: 'unclaimed', reason: 'As published.' },
  ])
  await user.click(screen.getByRole('radio', { name: 'Only activities that have not begun' }))
  expect(await screen.findByText('No result and no claim would change.')).toBeTruthy()
  expect(screen.queryByRole('row', { name: /Clara Nwosu/ })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Put in force' }))
  expect(server.bodies('POST /api/policies/eaccme/in-force')[1]).toMatchObject({ scope: 'not_begun' })
})

const standing: PolicyStanding = {
  ...{ policyId: 'eaccme', title: 'EACCME', isInstalled: true, isInForce: true, held: 2, waiting: null },
  canReturn: true,
  uploaded: { file: 'eaccme-2027.json', by: 'Hana Ito', at: 1 },
  history: [
    {
      ...{ what: 'in_force', at: 1, by: 'Hana Ito', file: 'eaccme-2027.json', edition: 'b' },
      ...{ scope: 'not_begun', reason: 'As published.' },
    },
    { what: 'uploaded', at: 0, by: 'Hana Ito', file: 'eaccme-2027.json', edition: 'b' },
  ],
}

test('which file is in force, and what was done before', async () => {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies: [eaccme] }
  server.answers['GET /api/policies/uploads'] = { standings: [standing] }
  await drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
  expect(await screen.findByText(/In force: “eaccme-2027.json”, uploaded by Hana Ito/)).toBeTruthy()
  expect(text()).toContain('The installation’s file of this body is not in force.')
  expect(text()).toContain('2 activities had begun when it changed and keep the text before.')
  expect(text()).toContain(
    'Hana Ito put “eaccme-2027.json” in force for activities that had not begun: As published.',
  )
  expect(screen.getByRole('link', { name: 'Download Table of cases: EACCME' })).toBeTruthy()
  expect(await violations()).toEqual([])
})

test('a policy is uploaded with its table; what is wrong is listed by file, field and rule', async () => {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies: [eaccme] }
  server.answers['GET /api/policies/uploads'] = { standings: [standing] }
  const post = 'POST /api/policies/uploads'
  server.answers[post] = { policyId: null, problems: ['new.json: step: at most two decimals'] }
  const { user, container } = await drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
  await user.click(await screen.findByRole('button', { name: 'Upload a policy' }))
  await screen.findByRole('dialog', { name: 'Upload a policy' })
  const [policy, cases] = container.ownerDocument.querySelectorAll<HTMLInputElement>('input[type=file]')
  await user.upload(policy!, jsonFile('{"id":"new"}', 'new.json'))
  await user.upload(cases!, jsonFile('[]', 'new-cases.json'))
  await user.click(screen.getByRole('button', { name: 'Check and upload' }))
  expect(await screen.findByText('new.json: step: at most two decimals')).toBeTruthy()
  expect(server.bodies(post)).toEqual([{ name: 'new.json', content: '{"id":"new"}', cases: '[]' }])
  server.answers[post] = { policyId: 'new', problems: [] }
  await user.click(screen.getByRole('button', { name: 'Check and upload' }))
  expect(await screen.findByRole('button', { name: 'Upload a policy' })).toBeTruthy()
})

test('a body that is new waits for its decision, and its upload can be taken back', async () => {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies: [eaccme] }
  const waiting = { file: 'own.json', by: 'Hana Ito', at: 1 }
  const own = { ...standing, policyId: 'own', title: 'Own Board', isInForce: false, uploaded: null, waiting }
  server.answers['GET /api/policies/uploads'] = { standings: [own] }
  server.answers['GET /api/policies/own/changes'] = { changes: null }
  server.answers['DELETE /api/policies/uploads/own'] = {}
  const { user } = await drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
  expect(await screen.findByText(/Hana Ito has uploaded “own.json”/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Take the upload back' }))
  expect(server.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'DELETE /api/policies/uploads/own',
  ])
})

test('the office goes back to the installation’s file, or keeps the upload after all', async () => {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies: [eaccme] }
  server.answers['GET /api/policies/uploads'] = { standings: [standing] }
  const back = 'PUT /api/policies/eaccme/installed'
  server.refusals[back] = [errors.stale('Somebody else has just decided about this policy.')]
  const { user } = await drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
  await user.click(await screen.findByRole('button', { name: 'Go back to the installation’s file' }))
  expect((await screen.findByRole('alert')).textContent).toMatch(/Somebody else has just decided/)
  server.answers[back] = {}
  server.answers['GET /api/policies'] = { policies: [{ ...eaccme, isChanged: true }] }
  server.answers['GET /api/policies/uploads'] = { standings: [{ ...standing, canReturn: false }] }
  server.answers['GET /api/policies/eaccme/changes'] = { changes: null }
  await user.click(screen.getByRole('button', { name: 'Go back to the installation’s file' }))
  expect(await screen.findByText(/own file would take the place of “eaccme-2027.json”/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Go back to the installation’s file' })).toBeNull()
  expect(await violations()).toEqual([])
  server.answers['DELETE /api/policies/eaccme/installed'] = {}
  await user.click(screen.getByRole('button', { name: 'Keep the upload' }))
  expect(server.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
    back,
    back,
    'DELETE /api/policies/eaccme/installed',
  ])
})

test('an expired policy is confirmed with day and source', async () => {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies: [{ ...eaccme, isExpired: true, expires: '2026-01-01' }] }
  server.answers['POST /api/policies/eaccme/confirmations'] = {}
  const { user } = await drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
  await user.type(await screen.findByLabelText(/Compared on/), '2026-11-30')
  await user.type(screen.getByLabelText(/With/), 'eaccme.eu')
  await user.click(screen.getByRole('button', { name: 'Confirm' }))
  expect(server.bodies('POST /api/policies/eaccme/confirmations')).toEqual([
    { on: '2026-11-30', source: 'eaccme.eu' },
  ])
})
