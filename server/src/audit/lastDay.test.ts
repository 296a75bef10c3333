// Access of an auditor ends with a day of the calendar where the office is, over changes of the clock.
import { expect, test } from '@jest/globals'
import type { Auditors } from '@lectern/shared/audit'
import type { MailPage } from '@lectern/shared/mail'
import { statusAndCode } from '../testing/answers.ts'
import { startServers } from '../testing/servers.ts'

let now = Date.parse('2027-10-30T00:10:00+02:00')
const server = await startServers({ clock: () => now, noMistakes: true })
const berlin = 'Europe/Berlin'
let invited = 0

const invite = (until: string, timeZone?: string): Promise<Response> =>
  server.request('/api/office/auditors', {
    ...{ as: 'ito', method: 'POST' },
    body: {
      ...{ personId: crypto.randomUUID(), name: 'Ada Audit', email: `ada${++invited}@accreditor.example` },
      ...{ activityIds: ['heart-failure-2026'], until: Date.parse(until) },
      ...(timeZone && { timeZone }),
    },
  })
const asOffice = async <Answer>(path: string): Promise<Answer> =>
  (await (await server.request(path, { as: 'ito' })).json()) as Answer
async function invitationText(answer: Response): Promise<string> {
  const { auditors } = (await answer.json()) as Auditors
  const { personId } = auditors.find(({ email }) => email.startsWith(`ada${invited}@`))!
  const { mails } = await asOffice<MailPage>(`/api/office/mail?personId=${personId}`)
  return JSON.stringify(await asOffice(`/api/office/mail/mails/${mails[0]!.id}`))
}
const refused = [400, 'invalid_request']

test.each([
  // The last day is in winter, an hour longer away than 366 days of 24 hours from the day's first hour.
  [
    'clocks put back in between',
    '2027-10-30T00:10:00+02:00',
    '2028-10-29T23:59:59+01:00',
    '2028-10-30T00:00:00+01:00',
  ],
  // The day after the last one is in summer, an hour nearer.
  [
    'clocks put forward in between',
    '2027-03-27T23:50:00+01:00',
    '2028-03-25T23:59:59+01:00',
    '2028-03-27T00:00:00+02:00',
  ],
])('the last of 365 days may be chosen and the next may not: %s', async (_what, today, last, next) => {
  now = Date.parse(today)
  expect((await invite(last, berlin)).status).toBe(201)
  expect(await statusAndCode(invite(next, berlin))).toEqual(refused)
})

test('today may be chosen until it is over', async () => {
  now = Date.parse('2027-10-31T02:30:00+01:00')
  expect((await invite('2027-10-31T23:59:59+01:00', berlin)).status).toBe(201)
  now = Date.parse('2027-10-31T23:59:59+01:00')
  expect(await statusAndCode(invite('2027-10-31T23:59:59+01:00', berlin))).toEqual(refused)
})

test('the mail names the day as it is where the office is, or else where the conference is', async () => {
  now = Date.parse('2027-11-30T12:00:00Z')
  const lastMoment = '2027-12-31T23:59:59-05:00'
  expect(await invitationText(await invite(lastMoment, 'America/New_York'))).toContain(
    'until 31 December 2027',
  )
  expect(await invitationText(await invite(lastMoment))).toContain('until 1 January 2028')
})
