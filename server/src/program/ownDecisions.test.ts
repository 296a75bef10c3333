// Nobody decides about their own relationships, whichever way a plan comes in.
import { expect, test } from '@jest/globals'
import type { Session } from '@lectern/shared/program'
import { importingOffice } from '../testing/imports.ts'
import { startServers } from '../testing/servers.ts'
import { createProgramStore } from './programStore.ts'

const server = await startServers({ noMistakes: true })
const office = importingOffice(server)

const disclosureBy = (decidedBy: string) => ({
  clearedAt: 2,
  relationships: [
    {
      ...{ company: 'Acme Devices', nature: 'Speaker fee' },
      resolution: { relevant: true, step: 'Slides reviewed by a peer.', decidedBy, decidedAt: 1 },
    },
  ],
})
const own = /Hana Ito: they decided about their own relationship with Acme Devices/
const planByScript = (moderator: object): Promise<Session> =>
  server.operate('PUT', 'sessions', {
    ...{ id: 'own', title: 'Own', activityId: 'heart-failure-2026' },
    ...{ startsAt: Date.now() + 7_200_000, endsAt: Date.now() + 10_800_000 },
    moderators: [moderator],
  })

test.each([
  ['by name', 'Hana Ito', {}],
  ['by name, with degrees', 'HANA ITO, MPH', {}],
  ['by id', 'ito', {}],
  ['by the name in their details, where the plan has another', 'Hana Ito', { name: 'H. Ito' }],
])('a script is refused that has somebody decide about themselves: %s', async (_how, decidedBy, more) => {
  const moderator = { personId: 'ito', disclosure: disclosureBy(decidedBy), ...more }
  await expect(planByScript(moderator)).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringMatching(own),
  })
})

test('a decision by somebody else is kept', async () => {
  await expect(
    planByScript({ personId: 'ito', disclosure: disclosureBy('Julien Moreau') }),
  ).resolves.toMatchObject({ id: 'own' })
})

test('an import changes no session with such a decision from before', async () => {
  const table = (end: string) =>
    `Id;Title;Start;End;Room\nx-1;From a file;2027-03-01 09:00;2027-03-01 ${end};Own`
  await office.import('program', table('10:00'))
  const { sessions } = await server.operate<{ sessions: Session[] }>('GET', 'sessions')
  const imported = sessions.find(({ title }) => title === 'From a file')!
  const moderator = { personId: 'ito', name: 'Hana Ito', credentials: '', affiliation: '' }
  await createProgramStore(server.connection, Date.now).saveSession({
    ...imported,
    activityId: 'heart-failure-2026',
    moderators: [{ ...moderator, disclosure: disclosureBy('Hana Ito') }],
  })
  const previewed = await office.preview(await office.upload('program', table('10:30')))
  expect(await office.apply(previewed.id)).toMatchObject({ refused: 1 })
  const { rows } = await office.rows(previewed.id, 'refused')
  expect(rows).toMatchObject([{ outcome: 'refused', refusal: expect.stringMatching(own) }])
})
