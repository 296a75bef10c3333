// A programme comes in from files, and goes out again.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import type { Session } from '@lectern/shared/program'
import { importingOffice } from '../testing/imports.ts'
import { startServers } from '../testing/servers.ts'

const lectern = await startServers({ noMistakes: true })
const office = importingOffice(lectern)
const conferenceId = 'cardiology'
const demo = readFileSync(join(import.meta.dirname, '../uploads/tables/testing/pretalx-democon.json'))

const sessions = async (): Promise<Session[]> =>
  (await lectern.operate<{ sessions: Session[] }>('GET', 'sessions')).sessions
const titled = async (title: string) => (await sessions()).find((each) => each.title === title)
const people = async () =>
  (await lectern.operate<{ people: { id: string; name: string }[] }>('GET', 'people')).people

const head = 'Id;Title;Start;End;Room;Speakers'
const csv = (...rows: string[]) => [head, ...rows].join('\n')
let seeded: number
beforeEach(async () => {
  seeded = (await sessions()).length
})

test("pretalx' own demo is imported once, unchanged the second time, exported, and undone", async () => {
  const before = { sessions: (await sessions()).length, people: (await people()).length }
  const one = await office.import('program', demo)
  expect(one).toMatchObject({ format: 'schedule', rows: 36, counts: { add: 36, change: 0, problem: 0 } })
  expect(await titled('Focused 5thgeneration hardware')).toMatchObject({
    startsAt: Date.parse('2020-12-14T09:00:00+01:00'),
    endsAt: Date.parse('2020-12-14T09:30:00+01:00'),
    track: 'Gray Room',
    kind: 'lecture',
    speakers: [{ name: 'Brian Robinson' }],
  })
  expect(await people()).toHaveLength(before.people + 27)

  const again = await office.preview(await office.upload('program', demo))
  expect(again.counts).toMatchObject({ add: 0, change: 0, same: 36, remove: 0, problem: 0 })

  const schedule = await (await lectern.request('/api/office/exports/schedule.json', { as: 'ito' })).text()
  const round = await office.preview(await office.upload('program', schedule))
  expect(round.counts).toMatchObject({ add: 0, change: 0, same: 36 + before.sessions, problem: 0 })

  expect(await office.undo(one.id)).toMatchObject({ state: 'undone', refused: 0 })
  expect(await sessions()).toHaveLength(before.sessions)
  expect(await people()).toHaveLength(before.people)
})

test('an import that shortens a session takes back the approval of the others of its activity', async () => {
  const { activities } = await lectern.operate<{ activities: object[] }>('GET', 'activities')
  const designated = (maximum: number) =>
    lectern.operate('PUT', 'activities', {
      ...{ ...activities[0], id: 'imported' },
      designations: [{ policyId: 'ama', maximum, designatedAt: 1 }],
    })
  await designated(1)
  const table = (end: string) =>
    csv(
      `a-1;Approved;2027-03-01 09:00;2027-03-01 10:00;Own;`,
      `a-2;Shortened;2027-03-01 10:00;2027-03-01 ${end};Own;`,
    )
  await office.import('program', table('11:00'))
  const ids = await Promise.all(['Approved', 'Shortened'].map(async (title) => (await titled(title))!.id))
  const moderators = [{ personId: 'moreau', disclosure: { clearedAt: 1, relationships: [] } }]
  for (const id of ids) await lectern.operate('PUT', 'sessions', { id, activityId: 'imported', moderators })
  await designated(2)
  for (const id of ids) await lectern.operate('POST', `sessions/${id}/approve`)
  expect(await titled('Approved')).toMatchObject({ status: 'approved' })
  const one = await office.import('program', table('10:30'))
  expect(await titled('Approved')).toMatchObject({
    status: 'in_review',
    approval: { why: [expect.stringMatching(/90 minutes are worth 1.5 at most/)] },
  })
  await office.undo(one.id)
  for (const id of ids) await lectern.operate('DELETE', `sessions/${id}`)
})

test('a table adds, changes field by field, leaves the rest alone, and removes only what imports brought', async () => {
  const first = await office.import(
    'program',
    csv(
      't-1;One;2026-11-24 09:00;2026-11-24 09:30;Main;Ada Lovelace',
      't-2;Two;2026-11-24 10:00;2026-11-24 10:30;Main;',
    ),
  )
  const changed = csv(
    't-1;One;2026-11-24 09:00;2026-11-24 09:45;Main;Ada Lovelace',
    't-3;Three;2026-11-24 11:00;2026-11-24 11:30;Side;',
  )
  const second = await office.preview(await office.upload('program', changed), { removesMissing: true })
  expect(second.counts).toMatchObject({ add: 1, change: 1, remove: 1, same: 0 })
  expect((await office.rows(second.id, 'change')).rows).toMatchObject([
    {
      row: 2,
      name: 'One',
      changes: [{ field: 'end', before: '2026-11-24 09:30', after: '2026-11-24 09:45' }],
    },
  ])
  expect((await office.rows(second.id, 'remove')).rows).toMatchObject([{ row: null, name: 'Two' }])
  // Nothing is written yet.
  expect(await titled('Three')).toBeUndefined()
  await office.apply(second.id)
  expect((await sessions()).length).toBe(seeded + 2)
  expect(await office.undo(second.id)).toMatchObject({ state: 'undone', refused: 0 })
  expect((await titled('One'))?.endsAt).toBe(Date.parse('2026-11-24T09:30:00+01:00'))
  expect(await titled('Two')).toBeDefined()
  await office.undo(first.id)
  expect(await sessions()).toHaveLength(seeded)
})

test('every problem is named with its row and column, and the other rows are imported', async () => {
  const file = csv(
    'a;;2026-11-24 09:00;2026-11-24 09:30;;',
    'b;Late;2026-11-24 09:00;2026-11-24 08:30;;',
    'c;Never;31.02.2026 09:00;31.02.2026 09:30;;',
    'd;Skipped;2026-03-29 02:30;2026-03-29 03:30;;',
    'e;Twice;2026-10-25 02:30;2026-10-25 03:30;;',
    'f;Right;2026-11-24 09:00;2026-11-24 09:30;;',
    'f;Again;2026-11-24 10:00;2026-11-24 10:30;;',
  )
  const one = await office.preview(await office.upload('program', file))
  expect(one.counts).toMatchObject({ add: 1, problem: 6 })
  const { rows } = await office.rows(one.id, 'problem')
  expect(rows.map(({ row, problems }) => [row, problems[0]?.column, problems[0]?.words])).toEqual([
    [2, 'Title', expect.stringContaining('Empty')],
    [3, 'End', 'The session would end before it starts.'],
    [4, 'Start', expect.stringContaining('no such day')],
    [5, 'Start', expect.stringContaining('does not exist that day in Europe/Berlin')],
    [6, 'Start', expect.stringContaining('comes twice that day')],
    [8, 'Id', expect.stringContaining('the same as row 7')],
  ])
  const applied = await office.apply(one.id)
  expect(applied.refused).toBe(0)
  expect(await titled('Right')).toBeDefined()
  await office.undo(one.id)
})

test('what somebody changes between preview and applying, or before undoing, stays as it is and is named', async () => {
  const first = await office.import(
    'program',
    csv('x-1;Mine;2026-11-24 09:00;2026-11-24 09:30;;', 'x-2;Other;2026-11-24 10:00;2026-11-24 10:30;;'),
  )
  const second = await office.preview(
    await office.upload(
      'program',
      csv('x-1;Mine;2026-11-24 12:00;2026-11-24 12:30;;', 'x-2;Other;2026-11-24 13:00;2026-11-24 13:30;;'),
    ),
  )
  const mine = (await titled('Mine'))!
  await lectern.operate('PUT', 'sessions', { id: mine.id, summary: 'By hand' })
  const applied = await office.apply(second.id)
  expect(applied).toMatchObject({ state: 'applied', refused: 1 })
  expect((await office.rows(second.id, 'refused')).rows).toMatchObject([
    { name: 'Mine', outcome: 'refused', refusal: expect.stringContaining('since the preview') },
  ])
  expect((await titled('Mine'))?.startsAt).toBe(mine.startsAt)
  const undone = await office.undo(first.id)
  // Both: one was changed by hand, one by the second import.
  expect(undone).toMatchObject({ state: 'undone', refused: 2 })
  await office.undo(second.id)
  for (const title of ['Mine', 'Other'])
    await lectern.operate('DELETE', `sessions/${(await titled(title))!.id}`)
})

test('two imports at once: the second is refused in words', async () => {
  const [one, other] = [
    await office.upload('program', csv('y-1;One;2026-11-24 09:00;2026-11-24 09:30;;')),
    await office.upload('program', csv('y-2;Two;2026-11-24 09:00;2026-11-24 09:30;;')),
  ]
  await office.preview(one)
  await office.preview(other)
  await lectern.connection.set(keys.importBusy(conferenceId), one.id)
  await expect(office.apply(other.id)).rejects.toThrow(/Another import of this conference is being applied/)
  await lectern.connection.del(keys.importBusy(conferenceId))
  await office.apply(other.id)
  await office.undo(other.id)
})

test('the choice of columns is kept for the next file', async () => {
  const text = 'Nr;Was;Von;Bis;Wo\n1;Eins;24.11.2026 09:00;24.11.2026 10:00;Saal\n'
  const one = await office.upload('program', text)
  expect(one.mapping.columns).toEqual({ start: 2, end: 3 })
  await office.preview(one, { columns: { externalId: 0, title: 1, start: 2, end: 3 } })
  const next = await office.upload('program', text)
  expect(next.mapping.columns).toEqual({ externalId: 0, title: 1, start: 2, end: 3 })
})

test('XLSX and CSV of the programme are the same when they are imported again', async () => {
  for (const file of ['programme.xlsx', 'programme.csv']) {
    const content = Buffer.from(
      await (await lectern.request(`/api/office/exports/${file}`, { as: 'ito' })).arrayBuffer(),
    )
    const one = await office.preview(await office.upload('program', content, file))
    expect([file, one.counts]).toEqual([
      file,
      expect.objectContaining({ same: seeded, add: 0, change: 0, problem: 0 }),
    ])
  }
})
