// One person's evidence sheet: its contents, that it outlives freezing, and that nobody else is in it.
import { expect, test } from '@jest/globals'
import type { PersonEvidence } from '@lectern/shared/evidence'
import { settleAfterMs } from '../attendance/sweeper.ts'
import { createCluster } from '../testing/attendance.ts'
import { testLedger } from '../testing/conference.ts'
import { entriesOf } from '../testing/credit.ts'
import { startCreditServer } from '../testing/creditServer.ts'
import { evidenceFor, evidenceRows } from './evidence.ts'

const lectern = await startCreditServer({ clara: 60, noah: 30 })
const house = await createCluster()
const [one, two] = [house.server(), house.server()]

const checks = { perHour: 6, answerSeconds: 60, extensionSeconds: 30, uncreditMinutes: 5 }

async function evidence(sessionId: string, personId: string): Promise<PersonEvidence> {
  const activity = (await house.activities.find(`activity-${sessionId}`))!
  const sessionsOf = async () => [await house.program.view(sessionId)]
  return evidenceFor({ watchFacts: one.facts, sessionsOf }, activity, personId)
}

test('a script that answers at once on two devices is visible, before and after freezing', async () => {
  const sessionId = await house.open({ checks })
  const ann = await house.viewer(one, sessionId, 'ann')
  const phone = { ...house.caller('ann') }
  const beat = await house.watch(two, sessionId, phone)
  const ben = await house.viewer(one, sessionId, 'ben')
  const watch = { at: one, tick: [one, two], beats: [ann.beat, beat, ben.beat], delivered: ['ann', 'ben'] }
  let answered = 0
  await house.pass(sessionId, 180, {
    ...watch,
    everySlot: async () => {
      const { check } = await one.commands['attendance.status']({ sessionId }, ann.caller)
      if (!check) return
      answered += 1
      await one.commands['attendance.answer']({ sessionId, check: check.check }, ann.caller)
    },
  })
  expect(answered).toBeGreaterThanOrEqual(2)
  one.gone(ann.caller.connection, 'ann')
  await one.flush()
  house.time.now += 10_000
  const running = (await evidence(sessionId, 'ann')).sheets[0]!
  expect(running.checks.filter(({ outcome }) => outcome === 'answered')).toHaveLength(answered)
  expect(running.pages).toHaveLength(2)
  expect(running.pages.map(({ to }) => to === null).sort()).toEqual([false, true])
  expect(running.signs.map(({ code }) => code)).toContain('pages_at_once')

  await house.program.move(sessionId, 'end')
  house.time.now += settleAfterMs
  await one.sweep()
  const final = await evidence(sessionId, 'ann')
  const kept = ({ checks: all, answers, votes, pages }: typeof running) => ({ all, answers, votes, pages })
  expect(kept(final.sheets[0]!)).toEqual(kept(running))
  expect(final.sheets[0]!.isFinal).toBe(true)
  // The ledger has it, too.
  const frozen = (await house.entries('attendance.frozen', sessionId)).find(
    ({ data }) => data.personId === 'ann',
  )
  expect(await house.contentsOf(frozen!)).toMatchObject({ frozen: { pages: running.pages } })
  expect(JSON.stringify(final)).not.toContain('ben')
  expect(JSON.stringify(frozen)).not.toContain(ann.caller.connection.id)
  await expect(evidence(sessionId, 'nobody')).rejects.toMatchObject({ code: 'not_found' })

  const rows = evidenceRows(final)
  for (const row of rows) expect(row).toHaveLength(rows[0]!.length)
  expect(rows.filter(([, , fact]) => /^check \d+$/.test(fact!))).toHaveLength(running.checks.length)
})

test('the office reads and downloads it, and the download is in the ledger', async () => {
  const path = '/api/credit/office/heart-failure-2026/people/clara/evidence'
  const sheet = await lectern.answerOf<PersonEvidence>('ito', 'GET', path)
  expect(sheet).toMatchObject({ personId: 'clara', sheets: [{ slots: { present: 360, both: 360 } }] })
  expect(JSON.stringify(sheet)).not.toMatch(/noah|Brandt/)
  const csv = await (await lectern.send('ito', 'GET', `${path}.csv`)).text()
  const [header, ...rows] = csv.trim().split('\n')
  expect(header).toContain('Person,Session,Fact')
  expect(rows.length).toBeGreaterThan(3)
  for (const row of rows) expect(row).toMatch(/^clara,/)
  expect(csv).not.toMatch(/noah|Brandt/)
  const entries = await entriesOf(testLedger(lectern.connection, () => lectern.now))
  expect(entries.at(-1)).toMatchObject({ kind: 'export.made', by: 'ito', data: { what: 'evidence' } })
})

test('an unknown person, or one without a seat, has no evidence', async () => {
  const pathFor = (who: string) => `/api/credit/office/heart-failure-2026/people/${who}/evidence`
  for (const who of ['nobody', 'shah', 'a%20b'])
    expect(await lectern.codeOf('ito', 'GET', pathFor(who))).toBe('not_found')
  expect(await lectern.codeOf('ito', 'GET', pathFor('clara').replace('2026', '2027'))).toBe('not_found')
})
