// Credit over HTTP, on the whole server with a real Redis: each person's replies, and their effects.
import { describe, expect, test } from '@jest/globals'
import { verifySignedPdf } from '@lectern/shared/certificateSignature'
import type { Verification } from '@lectern/shared/certificates'
import type { ActivityCredit, Claim, MyCredit } from '@lectern/shared/credit'
import type { OfficeActivity, OfficeOverview } from '@lectern/shared/creditOffice'
import type { ErrorBody } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { headCode, readHeadCode } from '@lectern/shared/ledgerChain'
import type { Program } from '@lectern/shared/program'
import { isSigned } from '../../../shared/src/verifying/signature.ts'
import { createStampsStore } from '../ledger/stamps/stampsStore.ts'
import { testLedger } from '../testing/conference.ts'
import { plannedActivity } from '../testing/credit.ts'
import { startCreditServer, type Who } from '../testing/creditServer.ts'
import { onOneLine, readPdf } from '../testing/pdf.ts'
import type { Method } from '../testing/servers.ts'
import { newCode } from './certificateCodes.ts'

const lectern = await startCreditServer({ clara: 60, noah: 60, shah: 60, okafor: 10 })
const activityId = 'heart-failure-2026'
const path = `/api/credit/${activityId}`
/** What ACCME's file wraps its reports in. */
interface ParsFile {
  ACCMELearnerReports: { ActivityReports: { ActivityReport: unknown[] } }
}
const office = '/api/credit/office'

const { send, codeOf, answerOf } = lectern
const evaluate = (who: Who, bias = 'yes') =>
  answerOf(who, 'PUT', `${path}/evaluation`, {
    answers: { useful: '5', 'commercial-bias': bias },
    submit: true,
  })
const claim = (who: Who, policyId: string, amount: number) =>
  answerOf<Claim>(who, 'POST', `${path}/claims`, { policyId, amount })
const verify = (code: string) => answerOf<Verification>('nobody', 'GET', `/api/certificates/${code}`)

test('a session that has gone live stays in the activity that people watched it for', async () => {
  const views = await answerOf<Program>('ito', 'GET', '/api/program')
  const { session } = views.sessions.find((view) => view.session.id === 'heart-failure')!
  const put = (changes: object) => lectern.operate('PUT', 'sessions', { ...session, ...changes })
  await expect(put({ activityId: 'cardiology-update' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(put({ activityId: null })).rejects.toMatchObject({ code: 'conflict' })
  expect(await put({ summary: 'A better summary.' })).toMatchObject({ activityId })
})

test('an operator plans an activity; an invalid plan is refused', async () => {
  const put = (body: unknown) => lectern.operate('PUT', 'activities', body)
  const planned = plannedActivity('another')
  expect(await put(planned)).toEqual(planned)
  await expect(put({ ...planned, designations: [] })).rejects.toMatchObject({ code: 'invalid_request' })
  await expect(put({ ...planned, test: [] })).rejects.toMatchObject({ code: 'invalid_request' })
})

describe('the office plans credit in the browser', () => {
  const plans = '/api/office/activities'
  const { conferenceId: _, ...own } = plannedActivity('by-hand', { test: [] })

  test('with its numbers by profession, before the test is written', async () => {
    const technicians = { number: '1234-0000-26-001-L01-T', profession: 'pharmacy_technician' }
    const designations = own.designations.map((each) =>
      each.policyId === 'acpe-knowledge' ? { ...each, numbers: [technicians] } : each,
    )
    expect(await answerOf('ito', 'PUT', plans, { ...own, designations })).toMatchObject({ designations })
  })

  test('what two tabs change is not overwritten, and the refusal names the field', async () => {
    const attendance = { ...own.attendance, maxExcusedMinutes: 5 }
    const seen = { attendance: own.attendance }
    expect(await codeOf('ito', 'PUT', plans, { id: 'by-hand', attendance, seen })).toBe('ok')
    const other = { ...own.attendance, maxExcusedMinutes: 7 }
    const refused = await send('ito', 'PUT', plans, { id: 'by-hand', attendance: other, seen })
    expect(await refused.json()).toMatchObject({
      error: { code: 'stale', details: { fields: ['attendance'] } },
    })
    const [one] = own.designations
    const designations = [{ ...one, maximum: 1.1 }]
    const wrong = await send('ito', 'PUT', plans, { id: 'by-hand', designations })
    expect(await wrong.json()).toMatchObject({
      error: {
        message: expect.stringMatching(/^This request is not valid: designations\.ama\.maximum: 1.1 is/),
      },
    })
    expect(await codeOf('ito', 'PUT', plans, { id: 'by-hand', seen: { nonsense: 1 } })).toBe(
      'invalid_request',
    )
  })

  test('of an activity that has begun, attention checks and credit stay', async () => {
    const change = (fields: object, seen: object) =>
      codeOf('ito', 'PUT', plans, { id: activityId, ...fields, seen })
    const { activity } = await answerOf<ActivityCredit>('clara', 'GET', path)
    const { attendance, designations } = activity
    const checks = { ...attendance.checks!, perHour: 4 }
    expect(await change({ attendance: { ...attendance, checks } }, { attendance })).toBe('conflict')
    const own_ = designations.map((each) => ({ ...each, per: 'session' }))
    expect(await change({ designations: own_ }, { designations })).toBe('conflict')
  })

  test.each(['clara', 'okafor', 'nobody'] as const)('%s may not', async (who) => {
    const code = who === 'nobody' ? 'not_signed_in' : 'forbidden'
    expect(await codeOf(who, 'PUT', plans, { id: 'by-hand', place: 'Bonn', seen: {} })).toBe(code)
  })
})

test.each([
  ['an activity that does not exist', 'GET', '/api/credit/nothing', undefined, 'not_found'],
  ['an id that cannot be one', 'GET', '/api/credit/%20', undefined, 'not_found'],
  ['a claim without an amount', 'POST', `${path}/claims`, { policyId: 'ama' }, 'invalid_request'],
  ['a claim for nothing', 'POST', `${path}/claims`, { policyId: 'ama', amount: 0 }, 'invalid_request'],
  ['a claim below nothing', 'POST', `${path}/claims`, { policyId: 'ama', amount: -1 }, 'invalid_request'],
  ['a claim in words', 'POST', `${path}/claims`, { policyId: 'ama', amount: '1' }, 'invalid_request'],
  [
    'a claim with more in it',
    'POST',
    `${path}/claims`,
    { policyId: 'ama', amount: 1, code: 'x' },
    'invalid_request',
  ],
  [
    'an appeal about no session',
    'POST',
    '/api/credit/appeals',
    { sessionId: 'nowhere', text: 'x' },
    'not_found',
  ],
  [
    'an appeal about a session to come',
    'POST',
    '/api/credit/appeals',
    { sessionId: 'imaging', text: 'x' },
    'conflict',
  ],
  [
    'an appeal without words',
    'POST',
    '/api/credit/appeals',
    { sessionId: 'imaging', text: ' ' },
    'invalid_request',
  ],
  [
    'a day that its month does not have',
    'PUT',
    '/api/account/identifiers',
    { birthMonth: 2, birthDay: 30 },
    'invalid_request',
  ],
  ['a wrong NPI', 'PUT', '/api/account/identifiers', { npi: '1234567890' }, 'invalid_request'],
  ['answers that are a list', 'PUT', `${path}/evaluation`, { answers: [], submit: true }, 'invalid_request'],
] as [string, Method, string, unknown, string][])('%s is refused', async (_what, method, to, body, code) => {
  expect(await codeOf('clara', method, to, body)).toBe(code)
})

test('a physician: what is missing, evaluation, claim, certificate, verification', async () => {
  const before = await answerOf<ActivityCredit>('clara', 'GET', path)
  expect(before.sessions).toMatchObject([
    { sessionId: 'heart-failure', acknowledged: true, creditedSlots: 360, possibleSlots: 360, isFinal: true },
  ])
  expect(before.results).toMatchObject([
    { policyId: 'ama', eligible: false, amount: 0, earned: 1, maximum: 1 },
  ])
  expect(before.results[0]!.reasons).toContainEqual(
    expect.objectContaining({ code: 'evaluation_missing', blocks: true, todo: true }),
  )
  expect(before.activity).not.toHaveProperty('test')
  expect(JSON.stringify(before)).not.toContain('Low doses of all four within weeks lower')
  expect(await codeOf('clara', 'POST', `${path}/claims`, { policyId: 'ama', amount: 1 })).toBe('not_earned')

  await evaluate('clara')
  const called = (name: string) => lectern.operate('POST', 'people', { id: 'clara', name })
  await called('𫝀田 花子')
  expect(await codeOf('clara', 'POST', `${path}/claims`, { policyId: 'ama', amount: 1 })).toBe(
    'name_unprintable',
  )
  expect(await codeOf('clara', 'GET', '/api/credit/transcript.pdf')).toBe('name_unprintable')
  expect((await answerOf<ActivityCredit>('clara', 'GET', path)).claims).toEqual([])
  await called('Clara Nwosu')
  const { code, amount } = await claim('clara', 'ama', 1)
  expect(amount).toBe(1)
  expect((await claim('clara', 'ama', 1)).code).toBe(code)
  expect(await codeOf('clara', 'POST', `${path}/claims`, { policyId: 'ama', amount: 0.5 })).toBe('conflict')

  const known = await verify(code.toLowerCase())
  expect(known).toMatchObject({ status: 'valid', holder: 'Clara Nwosu, MD', amount: 1 })
  for (const secret of ['personId', 'activityId', 'policyId', 'replacedBy'])
    expect(known).not.toHaveProperty(secret)

  const pdf = await send('clara', 'GET', `/api/credit/certificates/${code}.pdf`)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  const bytes = Buffer.from(await pdf.arrayBuffer())
  const { text } = await readPdf(bytes)
  // Every byte is signed by the key that anybody can ask for, and names the ledger's entry of its issue.
  const { publicKey } = await answerOf<{ publicKey: string }>('nobody', 'GET', '/api/ledger/public-key')
  const [issued] = (await testLedger(lectern.connection, Date.now).read(1, 1000)).filter(
    (entry) => entry.data.code === code && entry.kind === 'certificate.issued',
  )
  const head = headCode(issued!)
  expect(verifySignedPdf(bytes, isSigned)).toEqual({ is: 'genuine', code, head, publicKey })
  expect(onOneLine(text)).toContain(head)
  expect(onOneLine(text)).toContain('Clara Nwosu, MD has claimed and been awarded 1.00 AMA PRA')
  expect(onOneLine(text).replaceAll(' ', '')).toContain(`${lectern.server.address}/verify/${code}`)
})

test('a certificate is for its holder and for organisers', async () => {
  const [{ code }] = (await answerOf<ActivityCredit>('clara', 'GET', path)).claims as [Claim]
  const to = `/api/credit/certificates/${code}.pdf`
  expect(await codeOf('noah', 'GET', to)).toBe('forbidden')
  expect(await codeOf('okafor', 'GET', to)).toBe('forbidden')
  expect(await codeOf('ito', 'GET', to)).toBe('ok')
  expect(await codeOf('ito', 'GET', `/api/credit/certificates/${newCode()}.pdf`)).toBe('not_found')
})

test.each(['nonsense', newCode(), '0'.repeat(26), '%3Cscript%3E', 'U'.repeat(30), '../../etc'])(
  'the forged code %s is unknown, valid in form or not',
  async (code) => {
    expect(await verify(encodeURIComponent(code))).toEqual({ status: 'unknown' })
  },
)

test('my credit lists what I have joined, and what my bodies ask for', async () => {
  const mine = await answerOf<MyCredit>('shah', 'GET', '/api/credit')
  expect(mine.activities.map(({ activity }) => activity.id)).toEqual([activityId])
  expect(mine.asks).toEqual(['nabpId', 'birthMonth', 'birthDay'])
  const physician = await answerOf<MyCredit>('clara', 'GET', '/api/credit')
  expect(physician.asks).toEqual([
    'licenceState',
    'licenceNumber',
    'npi',
    'boardId',
    'birthMonth',
    'birthDay',
  ])
  expect((await answerOf<MyCredit>('moreau', 'GET', '/api/credit')).activities).toEqual([])
})

test('a pharmacist: test, profile and evaluation come before the statement of participation', async () => {
  const claimed = { policyId: 'acpe-knowledge', amount: 1 }
  const first = await send('shah', 'POST', `${path}/claims`, claimed)
  const { error } = (await first.json()) as { error: ErrorBody }
  expect(error).toMatchObject({ code: 'not_earned' })
  expect(error.details?.reasons).toEqual(
    expect.arrayContaining(['evaluation_missing', 'test_missing', 'profile_missing']),
  )
  await evaluate('shah', 'no')
  const answers = { order: 'low', potassium: 'halve', sglt2: 'no' }
  const failed = await answerOf<NonNullable<ActivityCredit['test']>>('shah', 'PUT', `${path}/test`, {
    answers,
    submit: true,
  })
  expect(failed.outcomes[0]).toMatchObject({ attempt: 1, score: 2 / 3 })
  expect(failed.attemptsLeft).toBe(2)
  await answerOf('shah', 'PUT', `${path}/test`, { answers: { ...answers, sglt2: 'yes' }, submit: true })
  await answerOf('shah', 'PUT', '/api/account/identifiers', {
    nabpId: '7654321',
    birthMonth: 4,
    birthDay: 30,
  })
  const { code } = await claim('shah', 'acpe-knowledge', 1)
  expect(await verify(code)).toMatchObject({
    status: 'valid',
    title: 'Statement of participation',
    also: '0.1 CEU',
    number: '1234-0000-26-001-L01-P',
  })
})

test('a certificate is called countersigned from the first time stamp that fixes its issue', async () => {
  const { code } = await claim('clara', 'ama', 1)
  const unsigned = await verify(code)
  if (unsigned.status === 'unknown') throw new Error('nobody knows it')
  const { seq } = readHeadCode(unsigned.ledgerHead!)!
  const stamps = createStampsStore(lectern.connection)
  const [conferenceId] = await lectern.connection.zrange(keys.conferences(), '0', '0')
  const stampOf = (head: number, authority: string) =>
    stamps.add(conferenceId!, {
      ...{ head: { seq: head, hash: '' }, at: head, authority, fingerprint: '', entry: head + 1 },
      recordedAt: 0,
    })
  await stampOf(seq - 1, 'before it')
  expect(await verify(code)).toMatchObject({ countersigned: null })
  await stampOf(seq, 'right after it')
  await stampOf(seq + 9, 'later')
  expect(await verify(code)).toMatchObject({ countersigned: { at: seq, authority: 'right after it' } })
})

test('the office sees everybody, with minutes, results, claims, and reports of bias', async () => {
  await evaluate('noah')
  await claim('noah', 'ancc', 0.99)
  const { people } = await answerOf<OfficeActivity>('ito', 'GET', `${office}/${activityId}`)
  expect(people.map(({ name }) => name)).toEqual([
    'Adaeze Okafor',
    'Clara Nwosu',
    'Noah Brandt',
    'Priya Shah',
  ])
  const { policyTitles } = await answerOf<OfficeActivity>('ito', 'GET', `${office}/${activityId}`)
  expect(policyTitles).toMatchObject({ ama: 'AMA PRA Category 1 Credit™', ancc: 'ANCC contact hours (NCPD)' })
  expect(people[0]).toMatchObject({ evaluated: false, claims: [], sessions: [{ creditedSlots: 60 }] })
  expect(people[2]).toMatchObject({ evaluated: true, claims: [{ policyId: 'ancc', amount: 0.99 }] })
  const { activities } = await answerOf<OfficeOverview>('ito', 'GET', office)
  const summary = activities.find(({ id }) => id === activityId)
  expect(summary).toMatchObject({
    sessions: 1,
    phase: 'ended',
    learners: 4,
    claimants: 3,
    claims: 3,
    biasReports: 1,
    reportDue: { records: 1, daysLeft: 60 },
  })
  expect(summary!.credit).toContainEqual(
    expect.objectContaining({ policyId: 'ancc', people: 1, amount: 0.99 }),
  )
  expect(activities.find(({ id }) => id === 'cardiology-update')).toMatchObject({
    phase: 'scheduled',
    learners: 0,
  })
})

test('registers get only those who permit it and are whole; the others are listed with what is missing', async () => {
  const registers = `${office}/${activityId}/registers`
  const pars = async () => {
    const file = await answerOf<ParsFile>('ito', 'GET', `${registers}/pars.json`)
    return file.ACCMELearnerReports.ActivityReports.ActivityReport
  }
  const table = async (name: string) => (await send('ito', 'GET', `${registers}/${name}.csv`)).text()
  expect(await pars()).toEqual([])
  const missing = await table('pars-missing')
  for (const words of ['Has not permitted the report', 'Month and day of birth', 'A licence with its state'])
    expect(missing).toContain(words)
  expect(await table('cpe-monitor')).not.toContain('7654321')
  expect(await table('cpe-monitor-missing')).toContain('Priya Shah')

  const birthday = { birthMonth: 1, birthDay: 2 }
  await answerOf('clara', 'PUT', '/api/account/identifiers', { ...birthday, npi: '1234567893' })
  await answerOf('shah', 'PUT', '/api/account/identifiers', { ...birthday, nabpId: '7654321' })
  await answerOf('clara', 'PUT', '/api/account/permissions', { register: 'pars', given: true })
  await answerOf('shah', 'PUT', '/api/account/permissions', { register: 'cpe-monitor', given: true })
  expect(await pars()).toMatchObject([
    {
      Member: { Name: { GivenName: 'Clara', FamilyName: 'Nwosu' } },
      Activity: { Module: { CreditCertificate: [{ UniqueID: { value: '1234567893', domain: 'NPI' } }] } },
    },
  ])
  expect(await table('cpe-monitor')).toContain('1234-0000-26-001-L01-P,7654321,0102,03/02/2026,1.00,0.1')
})

test('everything that leaves is in the ledger, with who took it', async () => {
  const ledger = testLedger(lectern.connection, () => lectern.now)
  const before = (await ledger.head()).seq
  const csv = await send('ito', 'GET', `${office}/${activityId}/credits.csv`)
  expect(csv.headers.get('content-disposition')).toBe(`attachment; filename=credits-${activityId}.csv`)
  const rows = (await csv.text()).trim().split('\n')
  expect(rows).toHaveLength(5)
  expect(rows.find((row) => row.includes('Noah Brandt'))).toContain('60.0,60.0')
  await send('ito', 'GET', `${office}/${activityId}/registers/pars.json`)
  expect(await ledger.read(before + 1, 10)).toMatchObject([
    { kind: 'export.made', by: 'ito', data: { what: 'credits', activityId, people: 4 } },
    { kind: 'export.made', by: 'ito', data: { what: 'pars', activityId, people: 1 } },
  ])
})

test('an appeal, its grant by an override, and what the learner sees of it', async () => {
  const text = 'My hospital’s network was down.'
  const { id } = await answerOf<{ id: string }>('okafor', 'POST', '/api/credit/appeals', {
    sessionId: 'heart-failure',
    text,
  })
  const { appeals } = await answerOf<OfficeOverview>('ito', 'GET', office)
  expect(appeals).toMatchObject([{ id, name: 'Adaeze Okafor', sessionTitle: 'Heart failure in 2026', text }])
  const reason = 'The network’s log shows it.'
  await answerOf('ito', 'POST', `${office}/overrides`, {
    sessionId: 'heart-failure',
    personId: 'okafor',
    fromMinute: 10,
    toMinute: 60,
    credited: true,
    reason,
    appealId: id,
  })
  expect(await codeOf('ito', 'POST', `${office}/appeals/${id}`, { reason })).toBe('conflict')
  const { sessions } = await answerOf<ActivityCredit>('okafor', 'GET', path)
  expect(sessions).toMatchObject([
    { creditedSlots: 360, appeals: [{ id, text, decision: reason, granted: true }] },
  ])
  expect((await answerOf<ActivityCredit>('clara', 'GET', path)).sessions[0]!.appeals).toEqual([])
})

test('verification reports a revoked certificate as revoked', async () => {
  const [{ code }] = (await answerOf<ActivityCredit>('noah', 'GET', path)).claims as [Claim]
  await answerOf('ito', 'POST', `${office}/certificates/${code}/revoke`, { reason: 'The name is misspelt.' })
  expect(await verify(code)).toMatchObject({ status: 'revoked', revokedAt: lectern.now })
  expect(JSON.stringify(await verify(code))).not.toContain('misspelt')
  expect((await answerOf<ActivityCredit>('noah', 'GET', path)).claims).toEqual([])
})

test('a transcript has the holder’s valid certificates', async () => {
  const transcript = async (who: Who) =>
    onOneLine(
      (await readPdf(Buffer.from(await (await send(who, 'GET', '/api/credit/transcript.pdf')).arrayBuffer())))
        .text,
    )
  expect(await transcript('shah')).toContain('Totals 1.00 contact hour')
  expect(await transcript('noah')).toContain('No credit has been claimed yet.')
})

test('a name that a spreadsheet would run is text in an export', async () => {
  const hostile = { id: 'okafor', name: '=HYPERLINK("https://a.example")', credentials: '@SUM(1)' }
  await lectern.operate('POST', 'people', { ...hostile, profession: 'physician', roles: ['clinician'] })
  const csv = await (await send('ito', 'GET', `${office}/${activityId}/credits.csv`)).text()
  expect(csv).toContain(`okafor,"'=HYPERLINK(""https://a.example"")",'@SUM(1),physician`)
})

test.each([
  ['a longer answer than there may be', 2001, 'invalid_request'],
  ['more than the server reads', 300_000, 'too_large'],
])('%s is refused, and nothing of it is kept', async (_what, length, code) => {
  const body = { answers: { useful: 'x'.repeat(length) }, submit: false }
  expect(await codeOf('okafor', 'PUT', `${path}/evaluation`, body)).toBe(code)
  expect((await answerOf<ActivityCredit>('okafor', 'GET', path)).evaluation.answers).toEqual({})
})

test('the log has no name, answer or licence number, and nothing failed', () => {
  const lines = JSON.stringify(lectern.log.lines)
  for (const secret of ['Clara', 'Nwosu', '1234567890', '7654321', 'misspelt', 'hospital'])
    expect(lines).not.toContain(secret)
  expect(lectern.log.lines.filter(({ level }) => Number(level) >= 50)).toEqual([])
})

test('guessing codes one after another is rate-limited', async () => {
  const answers = await Promise.all(
    Array.from({ length: 80 }, () => codeOf('nobody', 'GET', `/api/certificates/${newCode()}`)),
  )
  expect(answers).toContain('ok')
  expect(answers.at(-1)).toBe('rate_limited')
})
