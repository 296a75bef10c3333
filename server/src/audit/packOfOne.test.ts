// A conference with two activities: the pack of one has nothing of the other but entries that name ids, and
// its ledger is still verified, with every certificate of its own computed again.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import type { Pack } from '@lectern/shared/audit'
import type { Activity } from '@lectern/shared/credit'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import { countOf, judge } from '@lectern/shared/watchTime'
import { createFrozenStore, type FrozenRow, toText } from '../attendance/frozenStore.ts'
import { createActivitiesStore } from '../credit/activitiesStore.ts'
import { exportLines } from '../ledger/ledgerExport.ts'
import { createLedgerKey } from '../ledger/ledgerKey.ts'
import { eventually } from '../mail/testing/eventually.ts'
import { atEnd } from '../testing/atEnd.ts'
import { conferenceId, testLedger } from '../testing/conference.ts'
import { liveAt, minuteMs, watchedSession } from '../testing/credit.ts'
import { startCreditServer } from '../testing/creditServer.ts'
import { onOneLine, readPdf } from '../testing/pdf.ts'
import { readZip } from '../testing/zip.ts'

const lectern = await startCreditServer({ clara: 60 })
const { answerOf, send, connection } = lectern
const [ours, theirs] = ['heart-failure-2026', 'cardiology-update']
const theirTitle = 'Cardiology update: ECG and imaging'
const quill = 'Quillon Zephyrine'
const ledger = testLedger(connection, () => lectern.now)
let steps = 0

/** Writes as the server does when a session becomes final. */
async function append(record: LedgerRecord): Promise<void> {
  await connection.hset(keys.leases(), 'frozen', `token ${lectern.now + 60_000}`)
  const fence = { intent: 'frozen', token: 'token', step: `${++steps}`, until: lectern.now + 60_000 }
  await ledger.append([record], fence)
}

/** Records the attendance of a session whose facts are stored. */
async function recordAttendance(sessionId: string, activity: Activity, learner: string): Promise<void> {
  const store = createFrozenStore(connection)
  const facts = (await store.session(sessionId))!
  const { id: activityId, attendance } = activity
  const { until: endedAt, onAir, ...rest } = facts
  const frozen = { ...rest, endedAt, onAir: toText(onAir) }
  const about = { sessionId, activityId, attendance, frozen }
  await append({ kind: 'attendance.frozen', by: 'platform', data: about })
  for (const [personId, row] of await store.of(sessionId, [learner])) {
    const value: FrozenRow = { ...row, present: toText(row.present), delivered: toText(row.delivered) }
    const data = { sessionId, personId, ...countOf(judge(facts, { ...row, overrides: [] }, attendance)) }
    const contents = { frozen: { value, of: personId } }
    await append({ kind: 'attendance.frozen', by: 'platform', data, contents })
  }
}

async function earn(personId: string, activityId: string, amount: number): Promise<void> {
  const ask = async (method: 'PUT' | 'POST', path: string, body: object) => {
    const answer = await lectern.request(`/api/credit/${activityId}/${path}`, { as: personId, method, body })
    expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([expect.any(Number), ''])
  }
  await ask('PUT', 'evaluation', {
    ...{ answers: { useful: '5', 'commercial-bias': 'yes', change: `Said by ${personId}` }, submit: true },
  })
  await ask('POST', 'claims', { policyId: 'ama', amount })
}

let files: Map<string, Buffer>
let lines: string[]

beforeAll(async () => {
  const asked = { id: 'quill', name: quill, credentials: 'MD', profession: 'physician', roles: ['clinician'] }
  await lectern.operate('POST', 'people', asked)
  await watchedSession(connection, 'ecg-rounds', { quill: 45 }, 45, liveAt)
  await watchedSession(connection, 'imaging', { quill: 15 }, 15, liveAt + 45 * minuteMs)
  const activities = createActivitiesStore(connection)
  const [own, other] = [(await activities.find(ours))!, (await activities.find(theirs))!]
  await recordAttendance('ecg-rounds', other, 'quill')
  await recordAttendance('imaging', other, 'quill')
  await recordAttendance('heart-failure', own, 'clara')
  // Theirs is first, so that what both rest on is named by it before.
  await earn('quill', theirs, 1)
  await earn('clara', ours, 1)
  const path = `/api/audit/${ours}/packs`
  expect((await send('ito', 'POST', `/api/office/audit/${ours}/packs`, { packId: 'one' })).status).toBe(201)
  await eventually(async () => {
    const { packs } = await answerOf<{ packs: Pack[] }>('ito', 'GET', path)
    expect(packs[0]?.state).toBe('ready')
  }, 60_000)
  files = readZip(Buffer.from(await (await send('ito', 'GET', `${path}/one.zip`)).arrayBuffer()))
  lines = files.get('ledger.ndjson')!.toString().trimEnd().split('\n')
}, 90_000)

async function verify(given: readonly string[]): Promise<{ status: number | null; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-pack-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'ledger.ndjson'), `${given.join('\n')}\n`)
  const command = join(import.meta.dirname, '../../../scripts/ledger/main.ts')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', command, 'ledger.ndjson', '--credit'],
    { cwd: folder, env: { PATH: process.env.PATH, INIT_CWD: folder }, encoding: 'utf8' },
  )
  return { status, said: stdout + stderr }
}

test('the pack of one activity has no name, answer or title of the other', async () => {
  for (const [name, file] of files) {
    const text = name.endsWith('.pdf') ? onOneLine((await readPdf(file)).text) : file.toString()
    for (const secret of [quill, 'Said by quill', theirTitle, 'ECG rounds', 'Echo or MRI'])
      expect([name, text.includes(secret)]).toEqual([name, false])
  }
  expect(files.get('ledger.ndjson')!.toString()).toContain('Clara Nwosu')
})

test('its ledger is verified, and says how much is withheld', async () => {
  const { status, said } = await verify(lines)
  expect(said).toMatch(/^Unaltered: \d+ entries/)
  const { count } = (JSON.parse(lines.at(-1)!) as { withheld: { count: number } }).withheld
  expect(said).toMatch(new RegExp(`Of the activity ${ours}: \\d+ contents of entries about other activities`))
  expect(count).toBeGreaterThan(4)
  expect(said).toContain('Recomputed: 1 certificate, each as it was issued.')
  expect(said).toContain(
    '1 certificate of other activities was not recomputed: what it rests on is withheld.',
  )
  expect(status).toBe(0)
})

test('the office’s own download of the ledger is complete', async () => {
  const whole = (await (await send('ito', 'GET', '/api/ledger/export')).text()).trimEnd().split('\n')
  expect(whole.join('\n')).toContain(quill)
  expect(whole.join('\n')).toContain(theirTitle)
  const { status, said } = await verify(whole)
  expect(said).toContain('Recomputed: 2 certificates, each as it was issued.')
  expect(said).not.toContain('withheld')
  expect(status).toBe(0)
})

test('a certificate of the activity that was left out is named', async () => {
  const at = lines.findIndex((line) => line.startsWith('{"content"') && line.includes('Clara Nwosu'))
  const taken = await verify(lines.toSpliced(at, 1))
  expect(taken.said).toMatch(/^ALTERED\. Removed: the content “certificate” of entry \d+\./)
  expect(taken.status).toBe(1)
})

test('a certificate is named if a session that it rests on is not said to be of the activity', async () => {
  const key = createLedgerKey(Buffer.alloc(32, 7).toString('base64'))
  const about = { conference: { id: conferenceId, title: 'Cardiology' }, exportedAt: lectern.now }
  let text = ''
  for await (const part of exportLines(ledger, await ledger.head(), about, key, { id: ours, sessionIds: [] }))
    text += part
  const { status, said } = await verify(text.trimEnd().split('\n'))
  expect(said).toContain('it rests on the attendance of “Heart failure in 2026”, which is withheld')
  expect(status).toBe(1)
})
