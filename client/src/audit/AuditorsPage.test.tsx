// The office invites auditors, and ends their access.
import type { Auditor, Auditors } from '@lectern/shared/audit'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { drawAt } from '../testing/drawAt.tsx'
import { dialogGone, nextTurn, text, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import AuditorsPage from './AuditorsPage.tsx'
import { at } from './fakeAudit.ts'

const path = '/api/office/auditors'
const activities = [
  { id: 'hf', title: 'Heart failure' },
  { id: 'ecg', title: 'ECG rounds' },
]
const ada: Auditor = {
  ...{ personId: 'ada', name: 'Ada Lund', email: 'ada@accreditor.example', activityIds: ['hf', 'ecg'] },
  ...{ givenAt: at, until: Date.UTC(2026, 11, 31, 10), endedAt: null, isOpen: true },
  ...{ seenAt: null, mail: null, link: 'https://cme.example/s/secret' },
}
let server: FakeHttp
const answer = (...auditors: Auditor[]) => {
  server.answers[`GET ${path}`] = { auditors, activities } satisfies Auditors
}
beforeEach(() => {
  server = new FakeHttp()
  answer()
})
afterEach(cleanup)

const open = () => drawAt(server, '/', '/', <AuditorsPage />)
type User = Awaited<ReturnType<typeof open>>['user']
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const invite = () => screen.getByRole('button', { name: 'Invite' })
const people = () => within(screen.getByRole('region', { name: /^Auditors/ }))
/** The words below a field that say what is wrong with it. */
const wrong = (label: string) =>
  document.getElementById(field(label).getAttribute('aria-describedby')?.split(' ').at(-1) ?? '')?.textContent

/** As the office's browser writes a day. */
function dayIn(days: number): string {
  const now = new Date()
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 12)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => `${n}`.padStart(2, '0')).join('-')
}
const write = (label: string, value: string) => fireEvent.change(field(label), { target: { value } })

async function fillIn(user: User): Promise<void> {
  write('Name', 'Ada Lund')
  write('Mail address', 'ada@accreditor.example')
  await user.click(screen.getByRole('checkbox', { name: 'ECG rounds' }))
  write('Until', dayIn(30))
}

test('what is written wrongly is said beside each field, and nothing is sent', async () => {
  const { user } = await open()
  write('Mail address', 'ada at home')
  write('Until', dayIn(-1))
  await user.click(invite())
  expect(wrong('Name')).toBe('This is empty. Write something here.')
  expect(wrong('Mail address')).toBe('Not a mail address: it looks like name@example.org.')
  expect(wrong('Until')).toMatch(/^Choose a day from today on/)
  expect(screen.getByText('Choose at least one activity.')).toBeTruthy()
  expect(document.activeElement).toBe(field('Name'))
  expect(server.sent).toEqual([])
  expect(await violations()).toEqual([])
})

test('the last day that the calendar offers may be chosen, the one after it may not, nor none', async () => {
  const { user } = await open()
  await fillIn(user)
  server.answers[`POST ${path}`] = { auditors: [], activities }
  const refused = ['', dayIn(366)]
  for (const day of refused) {
    write('Until', day)
    await user.click(invite())
    expect(wrong('Until')).toMatch(/^Choose a day from today on, at most 365 days ahead\.$/)
  }
  expect(server.sent).toEqual([])
  expect([field('Until').min, field('Until').max]).toEqual([dayIn(0), dayIn(365)])
  write('Until', field('Until').max)
  await user.click(invite())
  expect(server.sent).toHaveLength(1)
})

test('an auditor is invited to exactly these activities until the end of the day, and is listed', async () => {
  const { user } = await open()
  expect(text()).toContain('No auditors')
  await fillIn(user)
  server.answers[`POST ${path}`] = () => {
    answer(ada)
    return { auditors: [ada], activities }
  }
  await user.click(invite())
  expect((await screen.findByText(/can audit now\./)).textContent).toBe('Ada Lund can audit now.')
  const [sent] = server.bodies(`POST ${path}`) as { until: number }[]
  expect(sent).toEqual({
    personId: expect.stringMatching(/^[\da-f-]{36}$/),
    ...{ name: 'Ada Lund', email: 'ada@accreditor.example', activityIds: ['ecg'] },
    until: new Date(`${dayIn(30)}T23:59:59`).getTime(),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  })
  expect([field('Name').value, field('Mail address').value]).toEqual(['', ''])
  expect(people().getByRole('listitem').textContent).toMatch(
    /^Ada LundUntil 31 December 2026.*Heart failure and ECG rounds.*Has opened nothing yet.*Pass this link on: https:\/\/cme\.example\/s\/secret/,
  )
  // The row's own dialog, which is closed, settles.
  await dialogGone()
  expect(await violations()).toEqual([])
})

test('a refusal shows the server’s words, and keeps what was written', async () => {
  const { user } = await open()
  await fillIn(user)
  server.refuse(`POST ${path}`, 'conflict', 'Ada Lund works for an exhibitor, and cannot audit.')
  await user.click(invite())
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Ada Lund works for an exhibitor, and cannot audit. What you wrote is kept here.',
  )
  expect([field('Name').value, field('Mail address').value]).toEqual(['Ada Lund', 'ada@accreditor.example'])
  expect(screen.getByRole('checkbox', { name: 'ECG rounds' })).toHaveProperty('checked', true)
  expect(text()).not.toContain('can audit now')
  expect(await violations()).toEqual([])
})

test('an invitation that is on its way is not sent twice', async () => {
  const { user } = await open()
  await fillIn(user)
  server.answers[`POST ${path}`] = { auditors: [], activities }
  const release = server.hold(`POST ${path}`)
  await user.click(invite())
  expect(invite().getAttribute('aria-busy')).toBe('true')
  await user.click(invite())
  release()
  await screen.findByText(/can audit now\./)
  expect(server.bodies(`POST ${path}`)).toHaveLength(1)
  expect(invite().getAttribute('aria-busy')).toBeNull()
})

test('without an accredited activity there is nobody to invite yet', async () => {
  server.answers[`GET ${path}`] = { auditors: [], activities: [] }
  await open()
  expect(text()).toContain('There is no accredited activity yet. Plan one in the programme first.')
  expect(screen.queryByRole('button')).toBeNull()
})

test('access is ended after a question; a refusal stays in it, and one that is over cannot be ended', async () => {
  const over: Auditor = { ...ada, personId: 'bo', name: 'Bo Berg', isOpen: false, seenAt: at, link: null }
  answer(ada, over)
  const { user } = await open()
  const [, bo] = people().getAllByRole('listitem')
  expect(bo!.textContent).toMatch(/^Bo BergOver since 31 December 2026.*Last opened something on 20 November/)
  expect(within(bo!).queryByRole('button')).toBeNull()

  await user.click(screen.getByRole('button', { name: 'End the access of Ada Lund' }))
  // It fades in.
  await nextTurn(250)
  const dialog = within(screen.getByRole('dialog', { name: 'End the access of Ada Lund?' }))
  expect(await violations()).toEqual([])
  server.refuse(`DELETE ${path}/ada`, 'storage_unavailable', 'The store does not answer.')
  await user.click(dialog.getByRole('button', { name: 'End the access' }))
  expect((await dialog.findByRole('alert')).textContent).toBe('The store does not answer.')
  const ended = { ...ada, isOpen: false, endedAt: at, link: null }
  server.answers[`DELETE ${path}/ada`] = () => {
    answer(ended, over)
    return { auditors: [ended, over], activities }
  }
  await user.click(dialog.getByRole('button', { name: 'End the access' }))
  await dialogGone()
  expect(people().getByText('Ended on 20 November 2026')).toBeTruthy()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.queryByRole('button', { name: /^End the access/ })).toBeNull()
})
