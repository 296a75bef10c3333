// The report of a conference, on the whole server: a session that was held, one that was not, and who may
// see.
import { expect, test } from '@jest/globals'
import type { ConferenceReport } from '@lectern/shared/reports'
import readXlsxFile from 'read-excel-file/node'
import { startCreditServer } from '../testing/creditServer.ts'

const lectern = await startCreditServer({ clara: 60, noah: 30, shah: 0 })
const report = () => lectern.answerOf<ConferenceReport>('ito', 'GET', '/api/reports')
const one = async (sessionId: string) =>
  (await report()).sessions.find((session) => session.sessionId === sessionId)!

test('the audience of a session that was held is counted from its final record', async () => {
  const { attendance, liveAt, endedAt } = await one('heart-failure')
  const minutes = Math.ceil((endedAt! - liveAt!) / 60_000)
  expect(attendance).toMatchObject({ people: 3, watched: 2, meanMinutes: 45 })
  expect(attendance!.retention).toHaveLength(minutes)
  expect([attendance!.retention[0], attendance!.retention[29], attendance!.retention[45]]).toEqual([2, 2, 1])
})

test('a session to come has no attendance, and no minutes', async () => {
  expect(await one('imaging')).toMatchObject({
    liveAt: null,
    attendance: null,
    questions: { perMinute: [] },
  })
})

test('the workbook has a sheet for each subject', async () => {
  const answer = await lectern.request('/api/reports.xlsx', { as: 'ito' })
  expect(answer.headers.get('content-type')).toContain('spreadsheetml')
  const sheets = await readXlsxFile(Buffer.from(await answer.arrayBuffer()))
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    'Sessions',
    'Minutes',
    'Polls',
    'Questions',
    'Open answers',
    'Exhibitors',
    'Exhibit hours',
  ])
  const [head, ...rows] = sheets[0]!.data
  const row = rows.find(([title]) => title === 'Heart failure in 2026')!
  expect(Object.fromEntries(head!.map((title, i) => [title, row[i]]))).toMatchObject({
    'Confirmed the disclosures': 3,
    'Watched a minute or more': 2,
    'Mean minutes': 45,
  })
})

test('exhibitors are in the workbook, with counts and staff hours, and none of their visitors', async () => {
  const boothId = 'meridian'
  const [learner, staff] = [await lectern.connect('clara'), await lectern.connect('ellis')]
  await staff.send('booths.desk', { boothId })
  await learner.send('booths.enterHall', {})
  await learner.send('booths.visit', { boothId })
  await learner.send('booths.say', { boothId, messageId: 'm-1', text: 'What does it cost?' })
  const answer = await lectern.request('/api/reports.xlsx', { as: 'ito' })
  const sheets = await readXlsxFile(Buffer.from(await answer.arrayBuffer()))
  const dataOf = (name: string) => sheets.find(({ sheet }) => sheet === name)!.data
  const [head, ...rows] = dataOf('Exhibitors')
  const row = rows.find(([title]) => title === 'Meridian Imaging')!
  expect(Object.fromEntries(head!.map((title, i) => [title, row[i]]))).toMatchObject({
    ...{ Visitors: 1, Visits: 1, Chats: 1, Calls: 0, Leads: 0 },
    'Hours staffed': expect.any(Number),
  })
  const [, ...hours] = dataOf('Exhibit hours')
  expect(hours.filter(([title]) => title === 'Meridian Imaging')).toEqual([
    ['Meridian Imaging', expect.any(Date), 1, expect.any(Number)],
  ])
  const said = JSON.stringify([dataOf('Exhibitors'), dataOf('Exhibit hours')])
  for (const mark of ['clara', 'Nwosu', 'What does it cost']) expect(said).not.toContain(mark)
})

test.each(['clara', 'okafor', 'moreau', 'ellis'] as const)('%s gets no report', async (who) => {
  expect(await lectern.codeOf(who, 'GET', '/api/reports')).toBe('forbidden')
  expect(await lectern.codeOf(who, 'GET', '/api/reports.xlsx')).toBe('forbidden')
})
