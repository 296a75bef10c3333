// Credit for presenting, from the stage to the auditor: who was on stage and when is kept while the session
// runs, frozen with its attendance, and every certificate is computed again from it. An export in which it was
// altered and signed again is caught.
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { contentsOf } from '@lectern/shared/ledgerContent'
import { withBit } from '@lectern/shared/slots'
import { createAudit } from '../../../scripts/ledger/credit/audit.ts'
import { root } from '../../../scripts/prepare/machine.mjs'
import { linesOf } from '../../../shared/src/verifying/lines.ts'
import { nodeTools } from '../../../shared/src/verifying/signature.ts'
import type { EntryItem } from '../../../shared/src/verifying/trail.ts'
import { verifyLedger } from '../../../shared/src/verifying/verifyLedger.ts'
import { type FrozenPresented, fromText, toText } from '../attendance/frozenStore.ts'
import { createMarksStore } from '../attendance/marksStore.ts'
import { settleAfterMs } from '../attendance/sweeper.ts'
import { createAttendanceSheets, presentedHead } from '../audit/attendanceSheets.ts'
import { exportLines } from '../ledger/ledgerExport.ts'
import { createLedgerKey } from '../ledger/ledgerKey.ts'
import { createStageStore } from '../stage/stageStore.ts'
import { conferenceId, testConference } from '../testing/conference.ts'
import * as credit from '../testing/credit.ts'
import { createEvidenceServer } from '../testing/evidence.ts'
import { fakeCaller, personNamed } from '../testing/people.ts'
import { clearedFaculty } from '../testing/planning.ts'
import { connectTo, fileRedis } from '../testing/redis.ts'
import { makeAppeal } from './appealing.ts'
import { evidenceFor, evidenceRows } from './evidence.ts'
import { createLearnerViews } from './learnerViews.ts'

const redis = connectTo((await fileRedis()).url)
let now = credit.liveAt - credit.minuteMs
const server = createEvidenceServer(redis, () => now, 'server')
const stage = createStageStore(redis, () => now)
const [sessionId, activityId] = ['panel', 'activity']
const key = createLedgerKey(Buffer.alloc(32, 3).toString('base64'))
const office = personNamed('ito', 'organiser', 'office')
const views = createLearnerViews(server.credit)
const speakers = ['ada', 'bo', 'cy', 'twin']

const facultyOf = (personId: string) => ({
  ...clearedFaculty(personId),
  ...{ name: personId, credentials: 'MD', affiliation: '' },
})
const at = (minute: number): void => {
  now = credit.liveAt + minute * credit.minuteMs
}
async function onStage(personId: string): Promise<void> {
  const presenter = { personId, name: personId, credentials: '', nodeId: 'node' }
  await stage.addPresenter(sessionId, personId, presenter)
  await stage.bringOn(sessionId, personId, now)
}
const press = (action: 'start' | 'pause' | 'resume' | 'end') =>
  server.commands[`program.${action}`](
    { sessionId, ...(action === 'pause' && { minutes: 10 }) } as never,
    fakeCaller(office),
  )

/**
 * An hour: Ada and the moderator are on stage from before the start, Ada until minute 30, with a second page
 * for a while; Bo and the twin follow. Cy speaks at Bo's microphone. Minutes 40 to 50 are a break, the last
 * five are dark.
 */
async function hold(): Promise<void> {
  await onStage('ada')
  await onStage('mod')
  at(0)
  await press('start')
  for (let slot = 0; slot < 330; slot += 1) await createMarksStore(redis).markOnAir(sessionId, slot)
  at(10)
  await stage.addPresenter(sessionId, 'ada-2', {
    ...{ personId: 'ada', name: 'ada', credentials: '', nodeId: 'node', isFile: true },
  })
  at(20)
  await stage.removePresenter(sessionId, 'ada-2', true)
  at(30)
  await stage.takeOff(sessionId, 'ada')
  await onStage('bo')
  await onStage('twin')
  at(35)
  await stage.takeOff(sessionId, 'twin')
  at(40)
  await press('pause')
  at(50)
  await press('resume')
  at(60)
  await press('end')
  now += settleAfterMs
  await server.attendance.sweep()
}

/** A session that began under a version that kept no time on stage; Dora, its speaker, never was there. */
async function holdFormer(): Promise<void> {
  const [startsAt, endsAt] = [credit.liveAt + 120 * credit.minuteMs, credit.liveAt + 180 * credit.minuteMs]
  await server.program.saveSession({
    ...credit.plannedSession('former', 'former'),
    ...{ startsAt, endsAt, speakers: [facultyOf('dora')] },
  })
  now = startsAt
  await server.program.move('former', 'start')
  for (let slot = 0; slot < 180; slot += 1) await createMarksStore(redis).markOnAir('former', slot)
  now = endsAt
  await server.program.move('former', 'end')
  now += settleAfterMs
  await server.attendance.sweep()
}

const facultyOnly = (id: string) =>
  credit.plannedActivity(id, {
    designations: [{ policyId: 'ama-faculty', maximum: 2, designatedAt: credit.liveAt - 86_400_000 }],
    test: [],
  })

beforeAll(async () => {
  await server.program.createConference(testConference, now)
  await credit.invite(server, 'ito', 'other', ['office'])
  for (const personId of [...speakers, 'mod', 'ann', 'dora'])
    await credit.invite(server, personId, 'physician')
  const designatedAt = credit.liveAt - 86_400_000
  await server.plan(
    conferenceId,
    credit.plannedActivity(activityId, {
      designations: [
        { policyId: 'ama', maximum: 1, designatedAt },
        { policyId: 'ama-faculty', maximum: 2, designatedAt },
      ],
      test: [],
    }),
  )
  await server.program.saveSession({
    ...credit.plannedSession(sessionId, activityId),
    speakers: speakers.map(facultyOf),
    moderators: [facultyOf('mod')],
  })
  await hold()
  await server.plan(conferenceId, facultyOnly('former'))
  await holdFormer()
})
afterAll(server.close)

const activityOf = async (personId: string) =>
  views.activityCredit(await server.credit.activity(activityId), await server.credit.personOf(personId))
async function earnedBy(personId: string): Promise<number | undefined> {
  const { results } = await activityOf(personId)
  return results.find(({ policyId }) => policyId === 'ama-faculty')?.earned
}
async function claim(personId: string, amount: number): Promise<string> {
  const [of, person] = [await server.credit.activity(activityId), await server.credit.personOf(personId)]
  const made = await server.credit.claim(person, of, { policyId: 'ama-faculty' }, amount)
  return (await server.credit.claims.certificate(made.code))!.statements.join(' ')
}
const minutes = async (personId: string) => {
  const { sessions } = await activityOf(personId)
  const { creditedSlots, possibleSlots, presented } = sessions[0]!
  return { counted: creditedSlots / 6, of: possibleSlots / 6, presented }
}

test('each speaker earns for the minutes on stage and on air; who is not listed as a speaker earns nothing', async () => {
  expect(await minutes('ada')).toEqual({
    ...{ counted: 30, of: 45 },
    presented: { onStageSlots: 180, statedSlots: 0 },
  })
  expect(await minutes('bo')).toMatchObject({ counted: 15, of: 45 })
  expect(await Promise.all(['ada', 'bo', 'twin', 'cy', 'mod', 'ann'].map(earnedBy))).toEqual([
    1,
    0.5,
    // 5 minutes come to 0.17, rounded to the nearest quarter.
    0.25,
    0,
    undefined,
    undefined,
  ])
})

test('the evidence of a person says when they were on stage, and what of it counts', async () => {
  const of = await server.credit.activity(activityId)
  const evidence = (personId: string) => evidenceFor(server.credit, of, personId)
  const minute = (n: number): number => credit.liveAt + n * credit.minuteMs
  expect(await evidence('bo')).toMatchObject({
    sheets: [],
    onStage: [
      {
        ...{ sessionId, isSpeaker: true, isFinal: true },
        // The break is part of it, and does not count; nor does what was dark.
        stretches: [{ from: minute(30), to: minute(60) }],
        slots: { onStage: 90, stated: 0, possible: 270 },
      },
    ],
  })
  // Who is listed and never came, and who came and is not listed.
  expect((await evidence('cy')).onStage).toMatchObject([{ isSpeaker: true, stretches: [] }])
  expect((await evidence('mod')).onStage).toMatchObject([{ isSpeaker: false, slots: { onStage: 270 } }])
  await expect(evidence('ann')).rejects.toMatchObject({ code: 'not_found' })
  const rows = evidenceRows(await evidence('bo'))
  for (const row of rows) expect(row).toHaveLength(rows[0]!.length)
  expect(rows).toContainEqual([
    ...['bo', expect.any(String), 'on stage'],
    ...[new Date(minute(30)).toISOString(), new Date(minute(60)).toISOString(), '1800000', ''],
  ])
})

test('what was frozen is in the ledger by content, of everybody on stage', async () => {
  const entries = (await credit.entriesOf(server.ledger)).filter(({ kind }) => kind === 'presentation.frozen')
  expect(entries.map(({ data }) => [data.personId, data.presentedSlots])).toEqual([
    ['ada', 180],
    ['bo', 90],
    ['mod', 270],
    ['twin', 30],
  ])
  expect(JSON.stringify(entries)).not.toContain('stretches')
})

test('a speaker without time on stage appeals, and the office states the minutes with a reason', async () => {
  const { sessions, results } = await activityOf('cy')
  expect(sessions[0]).toMatchObject({
    creditedSlots: 0,
    gaps: [{ reason: 'not_on_stage' }, { reason: 'not_on_stage' }],
  })
  expect(results.flatMap(({ reasons }) => reasons.map(({ message }) => message)).join()).toMatch(
    /the CE office can state the minutes/,
  )
  const appeal = await makeAppeal(
    server.credit,
    await server.credit.personOf('cy'),
    sessionId,
    'At Bo’s desk.',
  )
  const stated = { sessionId, personId: 'cy', fromMinute: 20, toMinute: 45, credited: true }
  const reason = 'Cy spoke at Bo’s microphone.'
  const made = await server.office.override(office, { ...stated, reason, appealId: appeal.id })
  expect(made).toMatchObject({ presented: true })
  // The break counts for nobody.
  expect(await minutes('cy')).toMatchObject({ counted: 20, presented: { onStageSlots: 0, statedSlots: 120 } })
  expect(await earnedBy('cy')).toBe(0.75)
  expect(await server.credit.appeals.find(conferenceId, appeal.id)).toMatchObject({ granted: true })
})

test('certificates say how long was presented', async () => {
  expect(await claim('ada', 1)).toContain('at two credits an hour (on stage 30 minutes)')
  expect(await claim('bo', 0.5)).toContain('(on stage 15 minutes)')
  expect(await claim('cy', 0.75)).toContain('(20 minutes as the CE office stated)')
})

test('the audit pack lists who was on stage, what the office stated, and time that was not kept', async () => {
  const sheets = createAttendanceSheets({
    watchFacts: server.credit.watchFacts,
    findPerson: server.credit.findPerson,
  })
  const rows: Record<string, string>[] = []
  for (const id of [activityId, 'former'])
    for await (const part of sheets.presented(await server.credit.sessionsOf(id)))
      rows.push(...part.map((row) => Object.fromEntries(row.map((cell, i) => [presentedHead[i]!, cell]))))
  const shown = rows.map((row) => [
    ...[row.Person, row['Listed as speaker'], row['Minutes on stage']],
    ...[row['Minutes stated by the CE office'], row['Minutes on air'], row.Final],
  ])
  expect(shown).toEqual([
    ['ada', 'yes', '30.0', '0.0', '45.0', 'yes'],
    ['bo', 'yes', '15.0', '0.0', '45.0', 'yes'],
    ['cy', 'yes', '0.0', '20.0', '45.0', 'yes'],
    ['twin', 'yes', '5.0', '0.0', '45.0', 'yes'],
    ['mod', 'no', '45.0', '0.0', '45.0', 'yes'],
    ['dora', 'yes', 'not kept', 'not kept', '30.0', 'yes'],
  ])
})

test('minutes taken away revoke the certificate, and one for less takes its place', async () => {
  const taken = { sessionId, personId: 'ada', fromMinute: 0, toMinute: 14, credited: false }
  await server.office.override(office, { ...taken, reason: 'Ada was the translator then.' })
  const [only] = await server.credit.claims.of('ada')
  expect(only).toMatchObject({ amount: 0.5 })
  expect((await server.credit.claims.certificate(only!.code))?.statements.join()).toContain(
    '(on stage 16 minutes)',
  )
})

test('all that was on air counts for the speaker of a session without recorded stage time', async () => {
  const [of, person] = [await server.credit.activity('former'), await server.credit.personOf('dora')]
  const { sessions, results } = await views.activityCredit(of, person)
  expect(sessions[0]?.presented).toBeUndefined()
  const words = results.flatMap(({ reasons }) => reasons.map(({ message }) => message)).join()
  expect(words).toMatch(/You presented 30 minutes, counting all of each session/)
  const { code } = await server.credit.claim(person, of, { policyId: 'ama-faculty' }, 1)
  expect((await server.credit.claims.certificate(code))?.statements.join()).toContain(
    '(30 minutes of sessions that count whole)',
  )
})

type Frozen = { presenters?: string[] } & Record<string, unknown>
type Change = (item: EntryItem) => EntryItem | EntryItem[]
async function audit(change: Change = (item) => item) {
  const about = { conference: { id: conferenceId, title: 'Cardiology' }, exportedAt: now }
  const own = createAudit()
  async function* bytes() {
    for await (const part of exportLines(server.ledger, await server.ledger.head(), about, key))
      yield Buffer.from(part)
  }
  const report = await verifyLedger(linesOf(bytes()), nodeTools(), (item) => {
    for (const each of [change(structuredClone(item))].flat()) own.see(each)
  })
  return { is: report.is, ...own.report() }
}
const said = ({ differences }: Awaited<ReturnType<typeof audit>>): string =>
  differences.flatMap(({ problems }) => problems).join('\n')

const isOf =
  (kind: string, personId?: string) =>
  ({ entry }: EntryItem) =>
    entry.kind === kind && (personId === undefined || entry.data.personId === personId)
const isPresented = (personId: string) => isOf('presentation.frozen', personId)
const isSession =
  (id = sessionId) =>
  (item: EntryItem) =>
    isOf('attendance.frozen')(item) &&
    item.entry.data.personId === undefined &&
    item.entry.data.sessionId === id

/** With other data and another content of the entries that are meant; all digests fit. */
const with_ =
  (
    which: (item: EntryItem) => boolean,
    data: object,
    name = '',
    content?: (before: never) => unknown,
  ): Change =>
  (item) => {
    if (!which(item)) return item
    const digest = new Map(contentsOf(item.entry)).get(name)
    return {
      ...item,
      entry: { ...item.entry, data: { ...item.entry.data, ...data } } as LedgerEntry,
      contents: item.contents.map((each) =>
        each.digest === digest && content
          ? { ...each, content: { ...each.content, content: content(each.content.content as never) } }
          : each,
      ),
    }
  }
const slotsOf = (change: (slots: Uint8Array) => Uint8Array) => (row: FrozenPresented) => ({
  ...row,
  slots: toText(change(fromText(row.slots))),
})
const until = (minute: number) => {
  let bits: Uint8Array = new Uint8Array()
  for (let slot = 0; slot < minute * 6; slot += 1) bits = withBit(bits, slot)
  return bits
}
const sessionWith =
  (change: (frozen: Frozen) => Frozen, id?: string): Change =>
  (item) =>
    isSession(id)(item)
      ? with_(isSession(id), { frozen: change(item.entry.data.frozen as Frozen) })(item)
      : item

test('every certificate is computed again from the export', async () => {
  const report = await audit()
  expect(report).toMatchObject({ is: 'unaltered', recomputed: 5, differences: [] })
})

describe('an altered export that was signed again is caught', () => {
  test.each<[string, Change, RegExp]>([
    [
      'slots added',
      with_(
        isPresented('bo'),
        {},
        'stage',
        slotsOf((bits) => withBit(bits, 0)),
      ),
      /it counts 91 slots as presented, and its times on stage give 90/,
    ],
    [
      'slots added, with the count',
      with_(
        isPresented('bo'),
        { presentedSlots: 91 },
        'stage',
        slotsOf((bits) => withBit(bits, 0)),
      ),
      /it counts 91 slots as presented, and its times on stage give 90/,
    ],
    [
      'slots taken out',
      with_(
        isPresented('bo'),
        { presentedSlots: 0 },
        'stage',
        slotsOf(() => new Uint8Array()),
      ),
      /it counts 0 slots as presented, and its times on stage give 90/,
    ],
    [
      'the count alone',
      with_(isPresented('bo'), { presentedSlots: 330 }),
      /it says 330 slots on stage, and it holds 90/,
    ],
    [
      'a slot of the break',
      with_(
        isPresented('bo'),
        { presentedSlots: 91 },
        'stage',
        slotsOf((bits) => withBit(bits, 250)),
      ),
      /it counts 1 slots as presented in which the session was not on air/,
    ],
    [
      'a slot of the dark stage',
      with_(
        isPresented('bo'),
        { presentedSlots: 91 },
        'stage',
        slotsOf((bits) => withBit(bits, 345)),
      ),
      /it counts 1 slots as presented in which the session was not on air/,
    ],
    [
      'a slot after the end',
      with_(
        isPresented('bo'),
        { presentedSlots: 91 },
        'stage',
        slotsOf((bits) => withBit(bits, 400)),
      ),
      /it counts 1 slots as presented in which the session was not on air/,
    ],
    [
      'times on stage alone',
      with_(isPresented('bo'), {}, 'stage', (row: FrozenPresented) => ({
        ...row,
        stretches: [[credit.liveAt, credit.liveAt + 3_600_000]],
      })),
      /it counts 90 slots as presented, and its times on stage give 270/,
    ],
    [
      'times outside the session',
      with_(isPresented('bo'), {}, 'stage', (row: FrozenPresented) => ({
        ...row,
        stretches: [[credit.liveAt - 1, credit.liveAt + 3_600_000]],
      })),
      /its times on stage are not in order, or outside the session/,
    ],
    [
      'all of it, so that it fits itself: the certificate does not',
      with_(isPresented('bo'), { presentedSlots: 240 }, 'stage', () => ({
        stretches: [[credit.liveAt, credit.liveAt + 2_400_000]],
        slots: toText(until(40)),
      })),
      /its time on stage in “Session panel” is not what the entries about that give/,
    ],
    [
      'an entry taken out',
      (item) => (isPresented('bo')(item) ? [] : item),
      /it names bo among those on stage, and no entry says when/,
    ],
    [
      'an entry doubled',
      (item) => (isPresented('bo')(item) ? [item, item] : item),
      /another entry is about the same time on stage/,
    ],
    [
      'an entry of somebody else',
      with_(isPresented('bo'), { personId: 'cy' }),
      /the entry of the session does not name this person among those on stage/,
    ],
    [
      'who was on stage',
      sessionWith((frozen) => ({ ...frozen, presenters: ['ada', 'mod', 'twin'] })),
      /the entry of the session does not name this person among those on stage/,
    ],
    [
      'a session made one without recorded stage time',
      sessionWith(({ presenters, ...frozen }) => (presenters ? frozen : {})),
      /counts by time on stage, and the entry of its attendance says that none was kept/,
    ],
    [
      'a session without recorded stage time made one with it',
      sessionWith((frozen) => ({ ...frozen, presenters: [] }), 'former'),
      /all of “Session former” counts as presented, and the entry of its attendance says who was on stage/,
    ],
    [
      'a certificate made one of an earlier version',
      with_(
        isOf('certificate.issued', 'bo'),
        {},
        'inputs',
        ({ sessions, ...inputs }: { sessions: { byStage?: true }[] }) => ({
          ...inputs,
          sessions: sessions.map(({ byStage: __, ...each }) => each),
        }),
      ),
      /all of “Session panel” counts as presented, and the entry of its attendance says who was on stage/,
    ],
    [
      'when the stage was on air',
      sessionWith((frozen) => ({ ...frozen, onAir: toText(until(20)) })),
      /it counts \d+ slots as presented in which the session was not on air/,
    ],
    [
      'minutes that the office stated',
      (item) => (isOf('override.made', 'cy')(item) ? [] : item),
      /counted, and no entry made it/,
    ],
    [
      'minutes watched made minutes presented',
      with_(isOf('override.made', 'cy'), { presented: false }),
      /is not what the entries about that give/,
    ],
    [
      'words of a certificate',
      with_(isOf('certificate.issued', 'bo'), {}, 'certificate', (one: { statements: string[] }) => ({
        ...one,
        statements: one.statements.map((each) => each.replace('15 minutes', '55 minutes')),
      })),
      /it states “.*55 minutes.*”, which the policy does not/,
    ],
    [
      'an entry moved before that of the session',
      (() => {
        let early: EntryItem | undefined
        return (item: EntryItem) => {
          if (early) return isPresented('bo')(item) ? [] : item
          early = item
          return item
        }
      })(),
      /no entry says when/,
    ],
  ])('%s', async (_, change, words) => {
    expect(said(await audit(change))).toMatch(words)
  })
})

test('the export is verified offline, with Node alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-presented-'))
  const file = join(folder, 'export.ndjson')
  const about = { conference: { id: conferenceId, title: 'Cardiology' }, exportedAt: now }
  for await (const part of exportLines(server.ledger, await server.ledger.head(), about, key))
    appendFileSync(file, part)
  const main = join(root, 'scripts/ledger/main.ts')
  const { status, stdout } = spawnSync(process.execPath, [main, file, '--credit'], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect(stdout).toContain('Recomputed: 5 certificates, each as it was issued.')
  expect(status).toBe(0)
})

test('a person who becomes another one keeps both times, and so does the export', async () => {
  const merge = async (to: string, from: string) => {
    const { seen } = await server.merging.preview(to, from)
    await server.merging.merge(to, from, 'ito', seen)
  }
  // Bo was on stage all the time that the twin was.
  await merge('bo', 'twin')
  expect(await minutes('bo')).toMatchObject({ counted: 15 })
  // Ann was not at all, and the moderator for the whole hour.
  await merge('ann', 'mod')
  await merge('ada', 'ann')
  expect(await minutes('ada')).toMatchObject({ counted: 31 })
  const report = await audit()
  expect(report).toMatchObject({ is: 'unaltered', recomputed: 5 })
  expect(said(report)).toBe('')
})
