import { jest } from '@jest/globals'
import type { AttendanceStatus } from '@lectern/shared/attendance'
import type { Session } from '@lectern/shared/program'
import { act, cleanup, screen } from '@testing-library/react'
import { violations } from '../testing/drawPage.tsx'
import { DisclosuresForm } from './DisclosuresForm.tsx'
import { draw } from './drawAttendance.tsx'
import { disclosures, FakeAttendance, refusal, sessionId } from './fakeAttendance.ts'
import { RoomDisclosures } from './RoomDisclosures.tsx'

let server: FakeAttendance
let stop: () => void
const label = 'Confirm – I’ve read this'
const onAcknowledged = jest.fn()

async function form(fields: Partial<AttendanceStatus> = {}, always = false) {
  server = new FakeAttendance({ acknowledgedAt: null, ...fields })
  const page = await draw(server, (attendance) => (
    <DisclosuresForm {...{ attendance, label, always, onAcknowledged }} order={2} />
  ))
  stop = () => page.attendance.stop()
  return page
}
const text = () => screen.getByRole('main').textContent ?? ''
const press = () => screen.getByRole('button')

beforeEach(() => onAcknowledged.mockClear())
const plan = {
  id: sessionId,
  speakers: [{ personId: 'nils', name: 'Nils Lindqvist', credentials: 'MD, PhD', affiliation: 'Karolinska' }],
  moderators: [],
} as unknown as Session

afterEach(() => {
  cleanup()
  stop()
})

test('says who has which relationships, who supports it, and what credit takes', async () => {
  await form()
  expect(text()).toContain('Dr Amara Okafor, MDSpeakerNo relationships')
  expect(text()).toContain('Nils Lindqvist, MD, PhDSpeakerExample Devices speaker fee. Mitigated.')
  expect(text()).toContain('Commercial support: Example Foundation (educational grant).')
  expect(text()).toContain('Watch at least 80% of the live time')
  expect(text()).toContain('3 times an hour, at random moments')
  const lines = [...document.querySelectorAll('.demands > li')].map(({ textContent }) => textContent)
  expect(lines).toEqual([
    'Watch at least 80% and answer the attention checks',
    'Complete the evaluation',
    'Claim within 90 days',
  ])
  expect(document.querySelector('img, picture, a')).toBeNull()
  expect(await violations()).toEqual([])
})

test.each([
  ['not_relevant', 'Example Devices Employee. Not relevant to this content.'],
  [
    'exception_b',
    'Example Devices Employee. Takes part by exception: the content is limited to basic science research.',
  ],
  [null, 'Example Devices Employee.CM'],
] as const)('a relationship with the note %s is told so, and not as mitigated', async (note, words) => {
  const shown = disclosures()
  shown.people[1]!.relationships = [{ company: 'Example Devices', nature: 'Employee', note }]
  await form({ disclosures: shown })
  expect(text()).toContain(words)
  expect(text()).not.toContain('Mitigated')
})

test('a mitigation that came on record after the session had begun is told with its moment', async () => {
  const shown = disclosures()
  const recordedAt = Date.parse('2026-11-28T15:04:00')
  shown.people[1]!.relationships = [
    { company: 'Example Devices', nature: 'speaker fee', note: 'mitigated_late', recordedAt },
  ]
  await form({ disclosures: shown })
  expect(text()).toContain('speaker fee. Mitigated; recorded only after the session had begun: ')
  expect(text()).toMatch(/begun: Sat 28 Nov, 3:04.PM\./)
})

test('one press confirms exactly what was shown, and continues only once the server has it', async () => {
  const { user } = await form()
  const release = server.hold('attendance.acknowledge')
  await user.click(screen.getByRole('button', { name: label }))
  expect(press().textContent).toBe('Saving…')
  expect(onAcknowledged).not.toHaveBeenCalled()
  await act(async () => release())
  expect(server.requests('attendance.acknowledge')).toEqual([{ sessionId, version: 'v1' }])
  expect(onAcknowledged).toHaveBeenCalledTimes(1)
  expect(screen.queryByRole('button')).toBeNull()
  expect(text()).toContain('Confirmed at')
  expect(document.activeElement?.textContent).toContain('Confirmed at')
})

test('changed words are shown and marked as new', async () => {
  const { user } = await form()
  server.status.disclosures = disclosures('v2', 'Other Devices')
  server.refusals['attendance.acknowledge'] = [refusal('stale')]
  await user.click(press())
  expect(screen.getByRole('alert').textContent).toContain('Please read the new version')
  expect(text()).toContain('Other Devices speaker fee')
  expect(onAcknowledged).not.toHaveBeenCalled()
  await user.click(press())
  expect(onAcknowledged).toHaveBeenCalledTimes(1)
})

test('a refusal is shown, and the button stays', async () => {
  const { user } = await form()
  server.refusals['attendance.acknowledge'] = [refusal('storage_unavailable', 'Nothing can be saved.')]
  await user.click(press())
  expect(screen.getByRole('alert').textContent).toBe('Nothing can be saved.')
  expect(press().textContent).toBe(label)
  expect(onAcknowledged).not.toHaveBeenCalled()
})

test('if they could not be loaded, it says so and retries', async () => {
  server = new FakeAttendance({ acknowledgedAt: null })
  server.refusals['attendance.status'] = [refusal('forbidden', 'Your role does not allow this.')]
  const { user, attendance } = await draw(server, (each) => (
    <DisclosuresForm attendance={each} label={label} order={2} />
  ))
  stop = () => attendance.stop()
  expect(screen.getByRole('alert').textContent).toContain('Your role does not allow this.')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.getByRole('button', { name: label })).toBeTruthy()
})

test('a session without credit asks nothing', async () => {
  await form({ announced: null })
  expect(screen.queryByRole('button')).toBeNull()
  expect(text()).toBe('Heart failure in 2026')
})

test('if the stage requires them, they are confirmed again', async () => {
  const { user } = await form({ acknowledgedAt: 50_000 }, true)
  await user.click(screen.getByRole('button', { name: label }))
  expect(onAcknowledged).toHaveBeenCalledTimes(1)
})

test('a person whose profession earns nothing here is told so', async () => {
  await form({ announced: { ...new FakeAttendance().status.announced!, credits: [] } })
  expect(text()).toContain('This activity offers no credit for your profession.')
})

test('in the room they stay readable', async () => {
  server = new FakeAttendance()
  const { attendance } = await draw(server, () => <RoomDisclosures session={plan} />)
  stop = () => attendance.stop()
  expect(text()).toContain('Nils Lindqvist, MD, PhDSpeaker · Karolinska')
  expect(text()).toContain('Example Devices speaker fee. Mitigated.')
  expect(screen.queryByRole('button')).toBeNull()
  expect(await violations()).toEqual([])
})
