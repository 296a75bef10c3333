// Reporting to registers over HTTP, on the whole server: the
// effects of making a file and of confirming its upload.
import { beforeAll, expect, test } from '@jest/globals'
import type { OfficeActivity, OfficeOverview } from '@lectern/shared/creditOffice'
import type { AnswerRead, Register, RegisterReport, ReportedAnswer } from '@lectern/shared/creditRegisters'
import { testLedger } from '../../testing/conference.ts'
import { startCreditServer } from '../../testing/creditServer.ts'

const lectern = await startCreditServer({ clara: 60, shah: 60 })
const activityId = 'heart-failure-2026'
const path = `/api/credit/${activityId}`
const office = '/api/credit/office'
const registers = `${office}/${activityId}/registers`
const status = async (register: Register) =>
  (await lectern.answerOf<OfficeActivity>('ito', 'GET', `${office}/${activityId}`)).registers.find(
    (one) => one.register === register,
  )!
const reported = (madeAt: number, register = 'cpe-monitor') =>
  lectern.answerOf<ReportedAnswer>('ito', 'POST', `${registers}/${register}/reported`, { madeAt })
const due = async () =>
  (await lectern.answerOf<OfficeOverview>('ito', 'GET', office)).activities.find(
    ({ id }) => id === activityId,
  )!.reportDue

/** Of an entry, what it rests on. */
async function contentsOf({ data }: { data: Record<string, unknown> }): Promise<unknown[]> {
  const ledger = testLedger(lectern.connection, () => lectern.now)
  const digests = Object.values((data.contents ?? {}) as Record<string, string>)
  const lines = await ledger.contents.lines(digests)
  return lines.flatMap((line) => (line == null ? [] : [JSON.parse(line).content]))
}

/** The end of the sixtieth day after the session, in Berlin. */
const dueAt = Date.parse('2026-05-01T23:59:59.999+02:00')

/** A physician and a pharmacist who have claimed and permit reporting. */
beforeAll(async () => {
  const put = (who: 'clara' | 'shah', to: string, body: unknown) => lectern.answerOf(who, 'PUT', to, body)
  const birthday = { birthMonth: 1, birthDay: 2 }
  await put('clara', '/api/account/identifiers', { ...birthday, npi: '1234567893' })
  await put('shah', '/api/account/identifiers', { ...birthday, nabpId: '7654321' })
  await put('clara', '/api/account/permissions', { register: 'pars', given: true })
  await put('shah', '/api/account/permissions', { register: 'cpe-monitor', given: true })
  const answers = { useful: '5', 'commercial-bias': 'yes' }
  for (const who of ['clara', 'shah'] as const)
    await put(who, `${path}/evaluation`, { answers, submit: true })
  const test = { order: 'low', potassium: 'halve', sglt2: 'yes' }
  await put('shah', `${path}/test`, { answers: test, submit: true })
  await lectern.answerOf('clara', 'POST', `${path}/claims`, { policyId: 'ama', amount: 1 })
  await lectern.answerOf('shah', 'POST', `${path}/claims`, { policyId: 'acpe-knowledge', amount: 1 })
})

test('before a file is made, everyone is due and no upload can be confirmed', async () => {
  expect(await status('cpe-monitor')).toEqual({
    register: 'cpe-monitor',
    unreported: 1,
    keptBack: 0,
    tooLate: 0,
    dueBy: dueAt,
    isOverdue: false,
    lastFile: null,
  })
  const to = `${registers}/cpe-monitor/reported`
  expect(await lectern.codeOf('ito', 'POST', to, { madeAt: lectern.now })).toBe('conflict')
})

test('looking at a file reports nobody: the warning stays', async () => {
  await lectern.send('ito', 'GET', `${registers}/cpe-monitor.csv`)
  expect(await status('cpe-monitor')).toEqual({
    register: 'cpe-monitor',
    unreported: 1,
    keptBack: 0,
    tooLate: 0,
    dueBy: dueAt,
    isOverdue: false,
    lastFile: { madeAt: lectern.now, records: 1, unreported: 1, outdated: 0 },
  })
  expect(await due()).toEqual({ records: 1, daysLeft: 60 })
})

test('an outdated file, a file that was never made and an unknown register are refused', async () => {
  const refused = (to: string, madeAt: unknown) => lectern.codeOf('ito', 'POST', to, { madeAt })
  expect(await refused(`${registers}/cpe-monitor/reported`, lectern.now - 1)).toBe('stale')
  expect(await refused(`${registers}/cpe-monitor/reported`, 'now')).toBe('invalid_request')
  expect(await refused(`${registers}/nonsense/reported`, lectern.now)).toBe('not_found')
  const other = `${office}/cardiology-update/registers/pars/reported`
  expect(await refused(other, lectern.now)).toBe('conflict')
  expect(await due()).toEqual({ records: 1, daysLeft: 60 })
})

test('the office confirms the upload: everyone in the file is reported, in the ledger, once', async () => {
  const ledger = testLedger(lectern.connection, () => lectern.now)
  const before = (await ledger.head()).seq
  const { madeAt } = (await status('cpe-monitor')).lastFile!
  const answers = await Promise.all([reported(madeAt), reported(madeAt)])
  expect(answers.map(({ marked }) => marked).toSorted()).toEqual([0, 1])
  expect(await due()).toBeNull()
  expect(await status('cpe-monitor')).toMatchObject({ unreported: 0, lastFile: { unreported: 0 } })
  expect(await reported(madeAt)).toEqual({ marked: 0 })
  // The clock has jumped, which servers may have recorded as an outage.
  const entries = (await ledger.read(before + 1, 10)).filter(({ kind }) => !kind.startsWith('outage.'))
  expect(entries).toMatchObject([
    {
      kind: 'register.reported',
      by: 'ito',
      data: { activityId, register: 'cpe-monitor', madeAt, records: 1 },
    },
  ])
  const [reportOf] = await contentsOf(entries[0]!)
  expect(reportOf).toEqual({ shah: expect.stringMatching(/^\d{4}-/) })
})

test('the ledger has the words that a permission was given to', async () => {
  const ledger = testLedger(lectern.connection, () => lectern.now)
  const given = (await ledger.read(1, 200)).filter(({ kind }) => kind === 'permission.given')
  const words = (await Promise.all(given.map(contentsOf))).flat()
  expect(words).toContainEqual({
    above: expect.stringContaining('Without your permission nothing is reported'),
    name: 'CPE Monitor',
    gets: expect.stringContaining('your e-Profile ID'),
  })
})

test('a person who claimed after the file was made, or is kept back, is not reported by it', async () => {
  expect(await status('pars')).toMatchObject({ unreported: 1, keptBack: 0 })
  const permit = (given: boolean) =>
    lectern.answerOf('clara', 'PUT', '/api/account/permissions', { register: 'pars', given })
  await permit(false)
  await lectern.send('ito', 'GET', `${registers}/pars.json`)
  const { lastFile } = await status('pars')
  expect(await status('pars')).toMatchObject({ unreported: 1, keptBack: 1, lastFile: { records: 0 } })
  await permit(true)
  expect(await reported(lastFile!.madeAt, 'pars')).toEqual({ marked: 0 })
  expect(await status('pars')).toMatchObject({ unreported: 1, keptBack: 0 })
})

test('a permission that is withdrawn after the file was made is named before the file is uploaded', async () => {
  const permit = (given: boolean) =>
    lectern.answerOf('clara', 'PUT', '/api/account/permissions', { register: 'pars', given })
  await lectern.send('ito', 'GET', `${registers}/pars.json`)
  expect(await status('pars')).toMatchObject({ lastFile: { unreported: 1, outdated: 0 } })
  await permit(false)
  expect(await status('pars')).toMatchObject({ lastFile: { unreported: 1, outdated: 1 } })
  await permit(true)
  expect(await status('pars')).toMatchObject({ lastFile: { unreported: 1, outdated: 0 } })
})

const recordsOf = async (register: Register) =>
  (await lectern.answerOf<RegisterReport>('ito', 'GET', `${registers}/${register}`)).records
const answer = (register: Register, body: unknown) =>
  lectern.answerOf<{ changed: number }>('ito', 'POST', `${registers}/${register}/answers`, body)

test('a rejection is found in the register’s answer, recorded with its reason, and sent again', async () => {
  const [shah] = await recordsOf('cpe-monitor')
  expect(shah).toMatchObject({ name: 'Priya Shah', state: 'sent', rejected: null })
  const line = '7654321;0102;Birth date does not match'
  const read = await lectern.answerOf<AnswerRead>('ito', 'POST', `${registers}/cpe-monitor/answers/read`, {
    text: `e-PID;DOB;Message\n${line}\n`,
  })
  expect(read).toEqual({
    found: [{ code: shah!.code, name: 'Priya Shah', line, isRejected: false }],
    unclear: ['e-PID;DOB;Message'],
  })
  const rejected = { reason: 'Birth date does not match' }
  expect(await answer('cpe-monitor', { codes: [shah!.code], rejected })).toEqual({ changed: 1 })
  expect(await recordsOf('cpe-monitor')).toMatchObject([
    { state: 'ready', rejected: { reason: 'Birth date does not match' } },
  ])
  expect(await due()).toEqual({ records: 1, daysLeft: 60 })
  // The register changes its mind: only who says so explicitly overrides the rejection.
  expect(await answer('cpe-monitor', { codes: [shah!.code], rejected: null })).toEqual({ changed: 0 })
  const again = { text: `${shah!.code};Accepted` }
  expect(
    await lectern.answerOf<AnswerRead>('ito', 'POST', `${registers}/cpe-monitor/answers/read`, again),
  ).toMatchObject({ found: [{ code: shah!.code, isRejected: true }] })
  const afterAll = { codes: [shah!.code], rejected: null, afterAll: true }
  expect(await answer('cpe-monitor', afterAll)).toEqual({ changed: 1 })
  expect(await recordsOf('cpe-monitor')).toMatchObject([{ state: 'accepted', rejected: null }])
  expect(await due()).toBeNull()
  expect(await answer('cpe-monitor', { codes: [shah!.code], rejected })).toEqual({ changed: 1 })
  await lectern.send('ito', 'GET', `${registers}/cpe-monitor.csv`)
  expect(await reported((await status('cpe-monitor')).lastFile!.madeAt)).toEqual({ marked: 1 })
  expect(await recordsOf('cpe-monitor')).toMatchObject([{ state: 'sent', rejected: null }])
  expect(await answer('cpe-monitor', { codes: [shah!.code], rejected: null })).toEqual({ changed: 1 })
  expect(await recordsOf('cpe-monitor')).toMatchObject([{ state: 'accepted' }])
  const ledger = testLedger(lectern.connection, () => lectern.now)
  const { seq } = await ledger.head()
  const answers = (await ledger.read(seq - 20, 30)).filter(({ kind }) => kind === 'register.answered')
  expect(answers).toMatchObject([
    { by: 'ito', data: { codes: [shah!.code], rejected: true } },
    { by: 'ito', data: { codes: [shah!.code] } },
    { by: 'ito', data: { codes: [shah!.code], rejected: true } },
    { by: 'ito', data: { codes: [shah!.code] } },
  ])
  expect(await ledger.contents.of(answers[0]!)).toEqual({ rejected: 'Birth date does not match' })
  expect(answers[1]!.data).not.toHaveProperty('rejected')
})

test('nothing can be said of a record that was not sent', async () => {
  const [clara] = await recordsOf('pars')
  expect(clara).toMatchObject({ state: 'ready' })
  const say = (codes: string[]) =>
    lectern.codeOf('ito', 'POST', `${registers}/pars/answers`, { codes, rejected: null })
  expect(await say([clara!.code])).toBe('stale')
  expect(await say(['ABCDEF-GHJKM-NPQRS-TVWXY-12345'])).toBe('stale')
  expect(await say([])).toBe('invalid_request')
  expect(await recordsOf('pars')).toMatchObject([{ state: 'ready' }])
})

test('a certificate that is revoked after it was reported is deleted at the register', async () => {
  await lectern.send('ito', 'GET', `${registers}/pars.json`)
  expect(await reported((await status('pars')).lastFile!.madeAt, 'pars')).toEqual({ marked: 1 })
  const { code } = (await recordsOf('pars'))[0]!
  await lectern.answerOf('ito', 'POST', `${office}/certificates/${code}/revoke`, { reason: 'A mistake' })
  expect(await recordsOf('pars')).toMatchObject([{ code, action: 'delete', state: 'ready' }])
  // Nobody knows yet whether the register took it.
  const late = { text: `${code};Rejected: no such licence` }
  expect(
    await lectern.answerOf<AnswerRead>('ito', 'POST', `${registers}/pars/answers/read`, late),
  ).toMatchObject({ found: [{ code, isRejected: false }] })
  const file = await (await lectern.send('ito', 'GET', `${registers}/pars.json`)).text()
  expect(file).toContain('"LearnerRecordAction":"delete"')
  expect(file).toContain(code)
  expect(await reported((await status('pars')).lastFile!.madeAt, 'pars')).toEqual({ marked: 1 })
  expect(await recordsOf('pars')).toMatchObject([{ code, action: 'delete', state: 'sent' }])
  const rejected = { reason: 'No such record' }
  expect(await answer('pars', { codes: [code], rejected })).toEqual({ changed: 1 })
  expect(await recordsOf('pars')).toMatchObject([{ code, action: 'delete', state: 'ready', rejected }])
  await lectern.send('ito', 'GET', `${registers}/pars.json`)
  expect(await reported((await status('pars')).lastFile!.madeAt, 'pars')).toEqual({ marked: 1 })
  expect(await answer('pars', { codes: [code], rejected: null })).toEqual({ changed: 1 })
  expect(await recordsOf('pars')).toMatchObject([{ code, action: 'delete', state: 'accepted' }])
  expect(await status('pars')).toMatchObject({ unreported: 0 })
})

test('what a register cannot delete by a file is deleted by hand, and the ledger says who did', async () => {
  const [{ code } = { code: '' }] = await recordsOf('cpe-monitor')
  await lectern.answerOf('ito', 'POST', `${office}/certificates/${code}/revoke`, { reason: 'A mistake' })
  expect(await recordsOf('cpe-monitor')).toMatchObject([
    { code, action: 'delete', isByHand: true, state: 'kept_back', problems: [{ who: 'office' }] },
  ])
  expect(await status('cpe-monitor')).toMatchObject({ unreported: 1, keptBack: 1, dueBy: null })
  const rejected = { reason: 'Not possible' }
  expect(await answer('cpe-monitor', { codes: [code], rejected })).toEqual({ changed: 0 })
  expect(await recordsOf('cpe-monitor')).toMatchObject([{ state: 'kept_back' }])
  expect(await answer('cpe-monitor', { codes: [code], rejected: null })).toEqual({ changed: 1 })
  expect(await recordsOf('cpe-monitor')).toMatchObject([{ code, action: 'delete', state: 'accepted' }])
  expect(await status('cpe-monitor')).toMatchObject({ unreported: 0 })
  const ledger = testLedger(lectern.connection, () => lectern.now)
  const { seq } = await ledger.head()
  const said = (await ledger.read(seq - 10, 20)).filter(({ kind }) => kind === 'register.answered')
  expect(said.at(-1)).toMatchObject({ by: 'ito', data: { codes: [code], deleted: [code] } })
})
