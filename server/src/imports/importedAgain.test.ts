// The same people come in again after the office merged or erased them: nobody returns unnoticed, and every
// import is in people's history.
import { expect, test } from '@jest/globals'
import type { PersonPage } from '@lectern/shared/people'
import type { ErasurePreview, MergePreview } from '@lectern/shared/peopleMerging'
import type { Session } from '@lectern/shared/program'
import { importingOffice } from '../testing/imports.ts'
import { type Method, startServers } from '../testing/servers.ts'

const lectern = await startServers({ noMistakes: true })
const office = importingOffice(lectern)
/** Uploads are counted for each person. */
const { personId: second } = await lectern.invite({ name: 'Second Officer', roles: ['office'] })
const other = importingOffice(lectern, { as: second })

async function ask<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const answer = await lectern.request(path, { as: 'ito', method, body })
  const said = (await answer.json()) as Answer
  if (!answer.ok) throw new Error(JSON.stringify(said))
  return said
}
const pageOf = (personId: string) => ask<PersonPage>('GET', `/api/people/${personId}`)
const found = async (search: string) =>
  (await ask<{ people: { id: string }[] }>('GET', `/api/people?search=${search}`)).people.map(({ id }) => id)
async function merge(to: string, from: string): Promise<void> {
  const path = `/api/people/${to}/merges/${from}`
  await ask('POST', path, { seen: (await ask<MergePreview>('GET', path)).seen })
}
async function erase(personId: string): Promise<void> {
  const path = `/api/people/${personId}/erasure`
  await ask('POST', path, { seen: (await ask<ErasurePreview>('GET', path)).seen })
}
const previewBy = async (by: typeof office, kind: 'people' | 'program', file: string, ticked = false) =>
  by.preview(await by.upload(kind, file), { ...(ticked && { addsErased: true }) })
const preview = (kind: 'people' | 'program', file: string, ticked = false) =>
  previewBy(office, kind, file, ticked)
const problems = async (importId: string) =>
  (await office.rows(importId, 'problem')).rows.map(({ problems: [first] }) => first!.words)

const withId = (id: string, name: string) => `Id,Email,Name\n${id},${id}@example.org,${name}\n`
const byAddress = (address: string, name: string) => `Email,Name\n${address}@example.org,${name}\n`

test.each([
  ['the id that the file gave them', withId('m-1', 'Mira Dupont'), 'm-1'],
  ['their mail address alone', byAddress('m-2', 'Mina Duval'), 'm-2'],
])('somebody who was merged, found by %s, is the person who stayed', async (_, file, search) => {
  const first = await office.import('people', file)
  const [duplicate] = await found(search)
  const kept = `kept-${search}`
  await ask('POST', '/api/people', {
    personId: kept,
    givenName: 'Kept',
    familyName: search,
    credentials: '',
    printedName: null,
    affiliation: '',
    profession: 'nurse',
    email: `kept-${search}@example.org`,
  })
  await merge(kept, duplicate!)

  const again = await preview('people', file)
  expect(again.counts).toMatchObject({ add: 0, change: 1, problem: 0 })
  await office.apply(again.id)
  expect(await found(search)).toEqual([kept])
  await office.undo(again.id)

  // There is nobody left to take back: what was theirs is the other person's.
  expect(await office.undo(first.id)).toMatchObject({ state: 'undone', refused: 1 })
  const { rows } = await office.rows(first.id, 'refused')
  expect(rows[0]).toMatchObject({ outcome: 'refused', refusal: expect.stringContaining('merged') })
  expect(await pageOf(duplicate!)).toMatchObject({ id: kept, memberships: [{ roles: ['clinician'] }] })
})

test('the undo of an import keeps a person whom a duplicate was merged into', async () => {
  const one = await office.import('people', withId('m-3', 'Stays Put'))
  const two = await office.import('people', byAddress('m-4', 'Stays Put'))
  const [[stays], [goes]] = [await found('m-3'), await found('m-4')]
  await merge(stays!, goes!)
  expect(await office.undo(one.id)).toMatchObject({ state: 'undone', refused: 1 })
  expect(await office.undo(two.id)).toMatchObject({ state: 'undone', refused: 1 })
  expect(await found('stays')).toEqual([stays])
})

test.each([
  ['the id that the file gave them', withId('e-1', 'Erika Weg'), 'e-1'],
  ['their mail address alone', byAddress('e-2', 'Erik Fort'), 'e-2'],
])('somebody who was erased, found by %s, returns only if the office says so', async (_, file, search) => {
  await office.import('people', file)
  const [before] = await found(search)
  await erase(before!)

  const silent = await preview('people', file)
  expect(silent.counts).toMatchObject({ add: 0, problem: 1 })
  expect(await problems(silent.id)).toEqual([expect.stringMatching(/were erased on \d{4}-.*Tick/)])
  await office.apply(silent.id)
  expect(await found(search)).toEqual([])

  const asked = await preview('people', file, true)
  expect(asked.counts).toMatchObject({ add: 1, problem: 0 })
  expect((await office.rows(asked.id, 'add')).rows[0]).toMatchObject({
    note: expect.stringContaining('somebody new'),
  })
  expect(await office.apply(asked.id)).toMatchObject({ refused: 0 })
  const [after] = await found(search)
  expect(after).not.toBe(before)
  await expect(pageOf(before!)).rejects.toThrow(/not_found/)
  // From now on they are somebody like all others.
  expect((await preview('people', file)).counts).toMatchObject({ add: 0, same: 1, problem: 0 })
  await office.undo(asked.id)
  expect(await problems((await preview('people', file)).id)).toHaveLength(1)
})

test('an earlier export of our own does not bring an erased person back', async () => {
  await office.import('people', withId('e-3', 'Exported Before'))
  const file = await (await lectern.request('/api/office/exports/people.csv', { as: 'ito' })).text()
  const [personId] = await found('e-3')
  await erase(personId!)
  const again = await preview('people', file)
  expect(again.counts).toMatchObject({ add: 0, problem: 1 })
  expect(await problems(again.id)).toEqual([expect.stringContaining('erased')])
})

test('somebody erased between the preview and applying it is not restored', async () => {
  const file = withId('e-4', 'Meanwhile Gone')
  await office.import('people', file)
  const changed = await preview('people', file.replace('Gone', 'Went'))
  expect(changed.counts).toMatchObject({ change: 1 })
  const [personId] = await found('e-4')
  await erase(personId!)
  // What was previewed is no longer so: the file is looked at again.
  await expect(office.apply(changed.id)).rejects.toThrow(/moved on meanwhile/)
  const again = await office.preview(changed)
  expect(again.counts).toMatchObject({ add: 0, change: 0, problem: 1 })
  expect(await found('meanwhile')).toEqual([])
})

test('a programme that names a speaker who was erased says so, and adds them only if it may', async () => {
  const file = 'Id,Title,Start,End,Speakers\nx-1,Later,2026-11-24 09:00,2026-11-24 09:30,Vera Gone [v-1]\n'
  const one = await other.import('program', file)
  const [vera] = await found('vera')
  expect(await other.undo(one.id)).toMatchObject({ state: 'undone', refused: 0 })
  expect((await other.rows(one.id, 'refused')).rows).toEqual([])
  expect(await found('vera')).toEqual([])
  const two = await other.import('program', file)
  expect(await found('vera')).toEqual([vera])
  const sessions = () => lectern.operate<{ sessions: Session[] }>('GET', 'sessions')
  const { id, version } = (await sessions()).sessions.find(({ title }) => title === 'Later')!
  await ask('PUT', `/api/office/program/${id}`, { version, change: { speakers: [] }, scope: 'this' })
  await erase(vera!)
  const again = await previewBy(other, 'program', file)
  expect(again.counts).toMatchObject({ add: 0, change: 0, problem: 1 })
  expect(await problems(again.id)).toEqual([expect.stringMatching(/^Vera Gone: .*erased/)])
  const asked = await previewBy(other, 'program', file, true)
  expect((await other.rows(asked.id, 'change')).rows[0]).toMatchObject({
    note: expect.stringMatching(/^Vera Gone: .*somebody new/),
  })
  await other.apply(asked.id)
  const later = (await sessions()).sessions.find(({ title }) => title === 'Later')!
  expect(later.speakers).toMatchObject([{ name: 'Vera Gone' }])
  expect(later.speakers[0]!.personId).not.toBe(vera)
  await other.undo(two.id)
})

test('an import is in the history of the people whom it adds and changes, without their values', async () => {
  await other.import('people', withId('h-1', 'Historia Prima'))
  const [personId] = await found('h-1')
  const changed = await other.import(
    'people',
    'Id,Email,Name,Affiliation,NPI\nh-1,other@example.org,Historia Secunda,Ward 3,1234567893\n',
  )
  await other.undo(changed.id)
  const { history } = await pageOf(personId!)
  const fields = ['name', 'affiliation', 'mail address', 'identifiers']
  expect(history.map(({ by, what }) => [by, what])).toEqual([
    ['Second Officer', [...fields, 'import undone']],
    ['Second Officer', [...fields, 'by an import']],
    ['Second Officer', ['created', 'clinician at Cardiology Update 2026', 'by an import']],
  ])
  expect(JSON.stringify(history)).not.toMatch(/Prima|Secunda|Ward|1234567893/)
})

test('whoever has signed in since stays when the import is undone', async () => {
  const one = await other.import('people', withId('s-1', 'Already Here'))
  const [personId] = await found('s-1')
  await lectern.enter(await lectern.linkOf(personId!))
  expect(await other.undo(one.id)).toMatchObject({ state: 'undone', refused: 1 })
  expect((await other.rows(one.id, 'refused')).rows[0]?.refusal).toMatch(/signed in since/)
  expect(await found('s-1')).toEqual([personId])
})
