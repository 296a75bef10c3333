// Certificates of people who were two before: what their entries say of tests and evaluations is joined as
// the server joins it, so that each certificate is computed again, and a changed score is caught.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createAudit } from '../../../scripts/ledger/credit/audit.ts'
import { linesOf } from '../../../shared/src/verifying/lines.ts'
import { nodeTools } from '../../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../../shared/src/verifying/verifyLedger.ts'
import { exportLines } from '../ledger/ledgerExport.ts'
import { createLedgerKey } from '../ledger/ledgerKey.ts'
import { conferenceId, testConference } from '../testing/conference.ts'
import * as credit from '../testing/credit.ts'
import { createEvidenceServer } from '../testing/evidence.ts'
import { connectTo, fileRedis } from '../testing/redis.ts'

const redis = connectTo((await fileRedis()).url)
let now = credit.liveAt - credit.minuteMs
const server = createEvidenceServer(redis, () => now, 'server')
const [sessionId, activityId] = ['session', 'activity']
const key = createLedgerKey(Buffer.alloc(32, 3).toString('base64'))
const rights = { first: 'a', second: 'yes' }

const of = async (personId: string) =>
  [await server.credit.activity(activityId), await server.credit.personOf(personId)] as const
async function nabp(personId: string): Promise<void> {
  const details = await server.credit.details.of(personId)
  const identifiers = { ...details.identifiers, nabpId: '1234567', birthMonth: 3, birthDay: 9 }
  await server.credit.details.save(personId, { ...details, identifiers })
}
const { submitting } = server.credit

beforeAll(async () => {
  await server.program.createConference(testConference, now)
  await credit.invite(server, 'ito', 'other', ['office'])
  for (const personId of ['cleo', 'twin']) await credit.invite(server, personId, 'pharmacist')
  await server.plan(conferenceId, credit.plannedActivity(activityId))
  await server.program.saveSession(credit.plannedSession(sessionId, activityId))
  await credit.watchedSession(redis, sessionId, { cleo: 60, twin: 5 })
  now = credit.liveAt + 61 * credit.minuteMs
  // One evaluates and fails once; the other passes.
  await submitting.saveEvaluation(...(await of('twin')), { useful: '5', 'commercial-bias': 'yes' }, true)
  await submitting.saveTest(...(await of('cleo')), { first: 'b', second: 'no' }, true)
  await submitting.saveTest(...(await of('twin')), { ...rights, second: 'no' }, true)
  await submitting.saveTest(...(await of('twin')), rights, true)
  const { seen } = await server.merging.preview('cleo', 'twin')
  await server.merging.merge('cleo', 'twin', 'ito', seen)
  await nabp('cleo')
  const [activity, person] = await of('cleo')
  await server.credit.claim(person, activity, { policyId: 'acpe-knowledge' }, 1)
})
afterAll(server.close)

async function audit(change = (line: string): string => line) {
  const about = { conference: { id: conferenceId, title: 'Cardiology' }, exportedAt: now }
  const own = createAudit()
  async function* bytes() {
    for await (const part of exportLines(server.ledger, await server.ledger.head(), about, key))
      yield Buffer.from(part)
  }
  const report = await verifyLedger(linesOf(bytes()), nodeTools(), (item) => {
    const text = change(JSON.stringify(item.entry))
    own.see({ ...item, entry: JSON.parse(text) })
  })
  return { is: report.is, ...own.report() }
}
const problems = ({ differences }: Awaited<ReturnType<typeof audit>>): string[] =>
  differences.filter(({ code }) => code !== undefined).flatMap((each) => each.problems)

test('the scores and the evaluation of two people who became one are those that a certificate rests on', async () => {
  const report = await audit()
  expect(report).toMatchObject({ is: 'unaltered', recomputed: 1 })
  expect(problems(report).filter((each) => /test scores|evaluation/.test(each))).toEqual([])
})

test('a changed score of the person who went is caught', async () => {
  const report = await audit((line) =>
    line.includes('"kind":"test.submitted"') ? line.replace('"score":1', '"score":0.25') : line,
  )
  expect(problems(report).join()).toMatch(
    /it rests on the test scores \[0\.5,1\], and entries say \[0\.5,0\.25\]/,
  )
})
