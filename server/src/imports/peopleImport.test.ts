// People come in from files: each once, found again, never more than the importer may touch.
import { expect, test } from '@jest/globals'
import type { Person } from '@lectern/shared/accounts'
import { valuesIn } from '../../../scripts/testing/redis.ts'
import { importingOffice } from '../testing/imports.ts'
import { startServers } from '../testing/servers.ts'

const lectern = await startServers({ servers: 2, noMistakes: true })
const office = importingOffice(lectern)

const people = async (): Promise<Person[]> =>
  (await lectern.operate<{ people: Person[] }>('GET', 'people')).people
const named = async (name: string) => (await people()).filter((each) => each.name === name)
const csv = (...rows: string[]) => ['Id,E-Mail,Vorname,Nachname,Klinik,Beruf,NPI', ...rows].join('\n')

test('people are added with what the table says, once however often it is imported', async () => {
  const file = csv(
    '1,zoe@example.org,Zoë,Quagga,Karlberg,Ärztin,1234567893',
    '2,max@example.org,Max,Muster,,Pflege,',
  )
  const one = await office.import('people', file)
  expect(one.counts).toMatchObject({ add: 2, problem: 0 })
  expect(await named('Zoë Quagga')).toMatchObject([
    {
      givenName: 'Zoë',
      familyName: 'Quagga',
      affiliation: 'Karlberg',
      profession: 'physician',
      roles: ['clinician'],
    },
  ])
  const again = await office.preview(await office.upload('people', file))
  expect(again.counts).toMatchObject({ add: 0, change: 0, same: 2 })
  const exported = await lectern.request('/api/office/exports/people.xlsx', { as: 'ito' })
  const round = await office.preview(
    await office.upload('people', Buffer.from(await exported.arrayBuffer()), 'people.xlsx'),
  )
  expect((await office.rows(round.id, 'change')).rows).toEqual([])
  expect(round.counts).toMatchObject({ add: 0, change: 0, problem: 0 })
  expect(await office.undo(one.id)).toMatchObject({ state: 'undone', refused: 0 })
  expect([...(await named('Zoë Quagga')), ...(await named('Max Muster'))]).toEqual([])
})

test('somebody is found by mail address, then by the id that the file gave them', async () => {
  const first = await office.import('people', csv('7,ada@example.org,Ada,Lovelace,,,'))
  const [ada] = await named('Ada Lovelace')
  const second = await office.import('people', csv('7,ada@new.example.org,Ada,King,,,'))
  expect(second.counts).toMatchObject({ add: 0, change: 1 })
  expect((await office.rows(second.id, 'change')).rows[0]?.changes).toEqual([
    { field: 'email', before: 'ada@example.org', after: 'ada@new.example.org' },
    { field: 'name', before: 'Ada Lovelace', after: 'Ada King' },
    { field: 'familyName', before: 'Lovelace', after: 'King' },
  ])
  expect(await named('Ada King')).toMatchObject([{ id: ada!.id }])
  await office.undo(second.id)
  expect(await named('Ada Lovelace')).toMatchObject([{ id: ada!.id }])
  await office.undo(first.id)
})

test('each problem is named with its row and column', async () => {
  const file = csv(
    'a,not an address,A,One,,,',
    ',,B,Two,,,',
    'c,c@example.org,,,,,',
    'd,d@example.org,D,Four,,Wizard,',
    'e,e@example.org,E,Five,,,1234567890',
    'f,f@example.org,F,Six,,,',
    'f,f@example.org,F,Six,,,',
  )
  const one = await office.preview(await office.upload('people', file))
  expect(one.counts).toMatchObject({ add: 1, problem: 6 })
  const { rows } = await office.rows(one.id, 'problem')
  expect(rows.map(({ row, problems }) => [row, problems[0]?.column, problems[0]?.words])).toEqual([
    [2, 'E-Mail', expect.stringContaining('not a mail address')],
    [3, 'E-Mail', expect.stringContaining('neither a mail address nor an id')],
    [4, 'Nachname', 'A person needs a name.'],
    [5, 'Beruf', expect.stringContaining('not one of the professions')],
    [6, 'NPI', expect.stringContaining('one of the digits is wrong')],
    [8, 'Id', expect.stringContaining('the same as row 7')],
  ])
})

test('an organiser adds people and roles, and changes nobody whom another conference or the office has', async () => {
  const { personId: organiser } = await lectern.invite({ name: 'Only Organiser', roles: ['organiser'] })
  const theirs = importingOffice(lectern, { as: organiser })
  const office1 = await office.import('people', csv('o,hana@example.org,Hana,Ito,,,'))
  await office.undo(office1.id)
  // What the office uploads may have identifiers.
  await expect(theirs.find(office1.id)).rejects.toThrow(/no such import/)
  const upload = await theirs.upload('people', 'Email,Name,NPI\nnew@example.org,New Person,1234567893\n')
  // Identifiers are the CE office's.
  expect(upload.mapping.columns).toEqual({ email: 0, name: 1 })
  const refused = await lectern.request(theirs.path(`/${upload.id}/columns`), {
    as: organiser,
    method: 'PUT',
    body: { ...upload.mapping, columns: { ...upload.mapping.columns, npi: 2 } },
  })
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('only the CE office')])
  const previewed = await theirs.preview(upload)
  await theirs.apply(previewed.id)
  expect(await named('New Person')).toHaveLength(1)
  await theirs.undo(previewed.id)

  const ito = await theirs.preview(
    await theirs.upload('people', 'Id,Name,Affiliation,Roles\nito,Somebody Else,Nowhere,speaker\n'),
  )
  await theirs.apply(ito.id)
  expect(await lectern.operate('GET', 'people/ito')).toMatchObject({
    name: 'Hana Ito',
    affiliation: 'CE office',
  })
})

test('only organisers and the office import and export', async () => {
  for (const as of ['clara', 'okafor', 'moreau', 'park'])
    for (const path of [
      '/api/office/imports',
      '/api/office/exports/people.xlsx',
      '/api/office/exports/schedule.json',
    ])
      expect([as, path, (await lectern.request(path, { as })).status]).toEqual([as, path, 403])
})

test('a file of 21 MB, and one that cannot be read, are refused in a sentence', async () => {
  await expect(office.upload('people', Buffer.alloc(21 * 1024 * 1024, 'a'))).rejects.toThrow(
    /larger than 20 MB. Delete pictures/,
  )
  await expect(office.upload('people', '%PDF-1.7')).rejects.toThrow(/a PDF document/)
})

test('nothing personal is in logs or in the names of jobs', async () => {
  const one = await office.import('people', csv('q,quux@example.org,Quuxanne,Frobnicate,,,'))
  const ofJobs = await valuesIn(lectern.connection, '{jobs}*')
  expect(ofJobs.length).toBeGreaterThan(0)
  expect(JSON.stringify([ofJobs, lectern.log.lines])).not.toMatch(/quux/i)
  await office.undo(one.id)
})
