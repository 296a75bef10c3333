// The CE office plans credit by itself, at the page that has the programme.
import type { BodyRules } from '@lectern/shared/bodyRules'
import type { Activity, Designation } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { acpe, activityOf, ama, germany } from '@lectern/shared/testing/programme'
import { cleanup, screen, within } from '@testing-library/react'
import { violations } from '../../testing/drawPage.tsx'
import { FakeHttp } from '../../testing/fakeHttp.ts'
import { chooseZone, setConferenceZone, zones } from '../../words/zones.ts'
import { drawEditor, settled } from './drawEditor.tsx'
import { minute, morning, plannedOf, planningOf } from './fakePlanning.ts'

const put = 'PUT /api/office/activities'
const bodies: BodyRules[] = [
  ama,
  { ...acpe, needsTest: true },
  germany,
  { ...ama, id: 'eaccme', title: 'EACCME', needsChecks: true, leastChecks: 0.75 },
]
const dayBefore = morning - 1440 * minute
const designated = (policyId: string, more: Partial<Designation> = {}): Designation => ({
  ...{ policyId, maximum: 0.75, number: '', designatedAt: dayBefore, ...more },
})
const sessions = (hasBegun = false) => {
  const first = plannedOf('heart', morning, { activityId: 'x' })
  const begun = { ...first.state, liveAt: morning, phase: 'live' as const }
  return [
    hasBegun ? { ...first, state: begun } : first,
    plannedOf('brain', morning + 1440 * minute, { activityId: 'x' }),
  ]
}

/** jsdom has no place to scroll to. */
Element.prototype.scrollIntoView = () => {}

let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
  setConferenceZone('UTC')
  chooseZone('conference')
})
afterEach(() => {
  cleanup()
  sessionStorage.clear()
  chooseZone('mine')
  zones.setState({ conference: undefined })
})

const programme = (activity: Activity, hasBegun = false) =>
  planningOf(sessions(hasBegun), { activities: [activity], bodies })

async function dialogOf(activity: Activity, hasBegun = false) {
  const drawn = await drawEditor(server, programme(activity, hasBegun), { at: '?session=heart' })
  await drawn.user.click(screen.getByRole('button', { name: 'Change designation' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Activity and designation' }))
  const choose = async (name: string, option: string) => {
    await drawn.user.click(dialog.getByRole('combobox', { name }))
    await drawn.user.click(await screen.findByRole('option', { name: option }))
  }
  const write = async (name: string, value: string) => {
    const field = dialog.getByLabelText(name)
    await drawn.user.clear(field)
    await drawn.user.type(field, value)
  }
  const save = async () => {
    await drawn.user.click(dialog.getByRole('button', { name: 'Save activity' }))
    await settled()
  }
  return { ...drawn, dialog, choose, write, save }
}
const saved = () => server.bodies(put)
const now = morning - 2000

test('attention checks are planned by the credit of 50 minutes, and only they are sent', async () => {
  const activity = activityOf('x', [designated('ama')])
  const { user, dialog, write, save } = await dialogOf(activity)
  await user.click(dialog.getByRole('checkbox', { name: /^Learners are asked/ }))
  await write('In every', '50')
  await write('Time to answer', '5')
  await save()
  expect(saved()).toEqual([])
  const answer = dialog.getByLabelText('Time to answer')
  expect(document.activeElement).toBe(answer)
  expect(dialog.getByText('At least 20.')).toBeTruthy()
  expect(await violations()).toEqual([])
  await write('Time to answer', '45')
  server.answers[put] = activity
  await save()
  const checks = { perHour: 3, perMinutes: 50, answerSeconds: 45, extensionSeconds: 60, uncreditMinutes: 20 }
  expect(saved()).toEqual([
    {
      id: 'x',
      attendance: { ...activity.attendance, checks },
      seen: { attendance: activity.attendance },
    },
  ])
  expect(screen.queryByRole('dialog', { name: 'Activity and designation' })).toBeNull()
})

test('the share of checks that a body asks for is said, and checks that it needs cannot be left out', async () => {
  const { dialog, save } = await dialogOf(activityOf('x', [designated('eaccme')]))
  expect(dialog.getByText(/EACCME: at least 75% must be answered/)).toBeTruthy()
  await save()
  expect(dialog.getByText(/EACCME demands that a share of the checks is answered/)).toBeTruthy()
  expect(saved()).toEqual([])
})

test('technicians get a UAN of their own; one of another year is refused beside it', async () => {
  const number = '1234-0000-26-001-L01-P'
  const activity = activityOf('x', [designated('acpe', { number })])
  const { user, dialog, choose, write, save } = await dialogOf(activity)
  await user.click(dialog.getByRole('button', { name: 'Add a number for a profession' }))
  await choose('For', 'Pharmacy technician')
  await write('UAN', '1234-0000-25-001-L01-T')
  expect(dialog.getByText(/is of the year 2025, and the activity begins in 2026/)).toBeTruthy()
  await save()
  expect(saved()).toEqual([])
  await write('UAN', '1234-0000-26-001-L01-T')
  server.answers[put] = activity
  await save()
  const technicians = { number: '1234-0000-26-001-L01-T', profession: 'pharmacy_technician' }
  expect(saved()).toMatchObject([
    {
      designations: [{ policyId: 'acpe', number, numbers: [technicians], designatedAt: now }],
      seen: { designations: activity.designations },
    },
  ])
})

test('each day has its own VNR, and what the server refuses is shown at the number it names', async () => {
  const measure = (n: number) => `276000000000000000${n}`
  const activity = activityOf('x', [designated('germany', { maximum: 1, number: measure(1) })])
  const { user, dialog, choose, write, save } = await dialogOf(activity)
  await choose('Claimed 1', 'Each day by itself')
  expect(dialog.getByText(/give each day a VNR of its own/)).toBeTruthy()
  await user.click(dialog.getByRole('button', { name: /^Add a number for a profession, session or day/ }))
  await choose('Day', '29 November 2026')
  await write('VNR', measure(2))
  const taken = `the number ${measure(2)} is the one of “Rhythm”, too: its points are booked once`
  server.refusals[put] = [errors.invalidRequest(`designations.germany.number: ${taken}`)]
  await save()
  const field = dialog.getByLabelText<HTMLInputElement>('VNR')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(dialog.getByText(/is the one of “Rhythm”, too/)).toBeTruthy()
  expect(field.value).toBe(measure(2))
  await write('VNR', measure(3))
  server.answers[put] = activity
  await save()
  expect(saved().at(-1)).toMatchObject({
    designations: [{ per: 'day', numbers: [{ number: measure(3), on: '2026-11-29' }] }],
  })
})

test('a session of a series has a maximum of its own; a row that was removed by mistake is put back', async () => {
  const activity = activityOf('x', [designated('ama', { per: 'session' })])
  const { user, dialog, choose, write, save } = await dialogOf(activity)
  await user.click(dialog.getByRole('button', { name: 'Add a session with another maximum' }))
  await choose('Session', '29 Nov 2026: About brain')
  await write('Maximum of this session', '1')
  expect(dialog.getByText(/45 minutes are worth 0.75/)).toBeTruthy()
  await write('Maximum of this session', '0.5')
  await user.click(dialog.getByRole('button', { name: 'Remove the maximum of 29 Nov 2026: About brain' }))
  const back = dialog.getByRole('button', { name: 'Put it back' })
  expect(document.activeElement).toBe(back)
  await user.click(back)
  server.answers[put] = activity
  await save()
  expect(saved()).toMatchObject([
    { designations: [{ per: 'session', maximums: [{ partId: 'brain', maximum: 0.5 }] }] },
  ])
})

test('an activity of ACPE alone is saved before its test is written, which is named as outstanding', async () => {
  const activity = activityOf('x', [designated('acpe', { number: '1234-0000-26-001-L01-P' })])
  const { dialog, write, save } = await dialogOf(activity)
  expect(dialog.getByText(/none of its sessions can be approved until the test is written/)).toBeTruthy()
  expect(dialog.getByRole('link', { name: 'Test of this activity' })).toBeTruthy()
  await write('Place', 'Bonn')
  server.answers[put] = activity
  await save()
  expect(saved()).toEqual([{ id: 'x', place: 'Bonn', seen: { place: '' } }])
})

test('two tabs: what the other one saved is not overwritten until one of the two is chosen', async () => {
  const activity = { ...activityOf('x', [designated('ama')]), place: 'Berlin' }
  const { user, dialog, write, save } = await dialogOf(activity)
  await write('Place', 'Köln')
  server.refusals[put] = [errors.stale('Somebody else has changed the place of this activity meanwhile.')]
  server.answers['GET /api/office/program'] = programme({ ...activity, place: 'Bonn', title: 'Their title' })
  await save()
  expect(dialog.getByText(/Somebody else has changed the place/)).toBeTruthy()
  expect(dialog.getByLabelText<HTMLInputElement>('Place').value).toBe('Köln')
  expect(await violations()).toEqual([])
  await user.click(dialog.getByRole('button', { name: 'Keep mine' }))
  // What was not touched here follows.
  expect(dialog.getByRole<HTMLInputElement>('textbox', { name: /^Title/ }).value).toBe('Their title')
  server.answers[put] = activity
  await save()
  expect(saved().at(-1)).toEqual({ id: 'x', place: 'Köln', seen: { place: 'Bonn' } })
})

test('what was written is not lost by Escape', async () => {
  const { user, dialog, write } = await dialogOf(activityOf('x', [designated('ama')]))
  await write('Place', 'Bonn')
  await user.keyboard('{Escape}')
  expect(dialog.getByText('What you wrote is not saved.')).toBeTruthy()
  await user.click(dialog.getByRole('button', { name: 'Go on writing' }))
  expect(dialog.getByLabelText<HTMLInputElement>('Place').value).toBe('Bonn')
  await user.click(dialog.getByRole('button', { name: 'Cancel' }))
  await user.click(dialog.getByRole('button', { name: 'Discard it' }))
  expect(saved()).toEqual([])
  expect(screen.queryByRole('dialog', { name: 'Activity and designation' })).toBeNull()
})

test('once it has begun, only sessions to come can change, and the time of the designation stays', async () => {
  const activity = activityOf('x', [designated('ama', { per: 'session' })])
  const { user, dialog, choose, write, save } = await dialogOf(activity, true)
  for (const name of ['Body 1', 'Maximum 1', 'Number 1'])
    expect(dialog.getByLabelText<HTMLInputElement>(name).disabled).toBe(true)
  const asked = dialog.getByRole<HTMLInputElement>('checkbox', { name: /^Learners are asked/ })
  expect(asked.disabled).toBe(true)
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Add body' }).disabled).toBe(true)
  expect(await violations()).toEqual([])
  await user.click(dialog.getByRole('button', { name: 'Add a session with another maximum' }))
  await choose('Session', '29 Nov 2026: About brain')
  await write('Maximum of this session', '0.5')
  server.answers[put] = activity
  await save()
  expect(saved()).toMatchObject([
    {
      designations: [{ designatedAt: dayBefore, maximums: [{ partId: 'brain', maximum: 0.5 }] }],
    },
  ])
})

test('of a new activity it is said when its sessions can be chosen', async () => {
  const { user } = await drawEditor(server, planningOf([plannedOf('heart', morning)], { bodies }), {
    at: '?session=heart',
  })
  await user.click(screen.getByRole('button', { name: 'New activity' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'New activity' }))
  await user.click(dialog.getByRole('button', { name: 'Add body' }))
  await user.click(dialog.getByRole('combobox', { name: 'Claimed 1' }))
  await user.click(await screen.findByRole('option', { name: 'Each session by itself' }))
  expect(
    dialog.getByText('A session can be chosen once the activity and its session are saved.'),
  ).toBeTruthy()
  expect(await violations()).toEqual([])
})
