// The press that asks somebody for their disclosure form sends the mail that goes to groups.
import { expect, test } from '@jest/globals'
import { freePort } from '../../../scripts/testing/freePort.ts'
import { dayMs } from '../core/clock.ts'
import { statusAndCode } from '../testing/answers.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { startServers } from '../testing/servers.ts'
import { eventually } from './testing/eventually.ts'
import { startMailServer } from './testing/mailServer.ts'

let now = Date.now()
const port = String(await freePort())
const smtp = await startMailServer()
const server = await startServers({
  noMistakes: true,
  clock: () => now,
  settings: {
    SMTP_URL: smtp.url,
    MAIL_FROM: 'cme@example.org',
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  },
})
const { personId: organiser } = await server.invite({ name: 'Only Organiser', roles: ['organiser'] })

async function speaker(email: string): Promise<string> {
  const { personId } = await server.invite({ name: `Dr ${email}`, roles: ['speaker'], email } as never)
  await server.plan(sessionOf(`of-${personId}`, { speakers: [faculty(personId)] }))
  return personId
}
const press = (personId: string, as: string) =>
  server.request(`/api/disclosures/${personId}/ask`, { method: 'POST', as })
const asked = async (personId: string, as = organiser) =>
  (await (await press(personId, as)).json()) as { link: string | null; delivery: string }
const cameTo = (address: string) => smtp.received.filter(({ to }) => to.includes(address))

test('an organiser and the office have the request mailed, once a day, with a link to the form', async () => {
  const personId = await speaker('asked@example.org')
  expect(await asked(personId)).toMatchObject({ link: null, delivery: 'mailed' })
  await eventually(() => expect(cameTo('asked@example.org')).toHaveLength(1))
  const [{ mail }] = cameTo('asked@example.org') as [(typeof smtp.received)[number]]
  expect(mail.text).toMatch(/\/s\/[\w-]+\?next=%2Fdisclosure/)
  // Again is a mail of its own, but one a day, whoever presses.
  expect(await asked(personId, 'ito')).toMatchObject({ link: null, delivery: 'mailed' })
  await eventually(() => expect(cameTo('asked@example.org')).toHaveLength(2))
  expect(await asked(personId)).toMatchObject({ delivery: 'already' })
  now += dayMs
  expect(await asked(personId)).toMatchObject({ delivery: 'mailed' })
  await eventually(() => expect(cameTo('asked@example.org')).toHaveLength(3))
})

test('whoever has no mail address is named so, and only the office gets a link to pass on', async () => {
  const personId = await speaker('')
  expect(await asked(personId)).toMatchObject({ link: null, delivery: 'no_address' })
  expect(await asked(personId, 'ito')).toMatchObject({ link: expect.stringContaining('/s/') })
})

test('nobody else asks anybody, and nobody is asked at another conference', async () => {
  const personId = await speaker('elsewhere@example.org')
  for (const as of ['clara', 'okafor', 'moreau', 'park'])
    expect([as, await statusAndCode(press(personId, as))]).toEqual([as, [403, 'forbidden']])
  expect(await statusAndCode(press('nobody', 'ito'))).toEqual([404, 'not_found'])
})
