// How fast an auditor's verifier computes certificates again from an export: every entry is read, linked and
// hashed, every hour of marks judged, every policy applied. The floor parses and hashes the same lines and
// does no more.
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { createAudit } from '../../scripts/ledger/credit/audit.ts'
import { certificateOf } from '../../server/src/credit/certificates.ts'
import { policiesFolder, readPolicies } from '../../server/src/credit/policies.ts'
import type { Identity } from '../../shared/src/accounts.ts'
import type { Conference } from '../../shared/src/conferences.ts'
import { activity as activitySchema } from '../../shared/src/credit.ts'
import type { LedgerRecord } from '../../shared/src/ledger.ts'
import { canonicalText, chain, type ExportHeader, signedText, start } from '../../shared/src/ledgerChain.ts'
import { contentLine, type LedgerContents } from '../../shared/src/ledgerContent.ts'
import { linesOf } from '../../shared/src/verifying/lines.ts'
import { nodeTools } from '../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../shared/src/verifying/verifyLedger.ts'
import type { Bench } from './bench.ts'
import { personIdOf } from './crowd/people.ts'

const [sessionId, activityId, policyId] = ['heart-failure', 'heart-failure-2026', 'ama']
const hourMs = 3_600_000
const liveAt = Date.UTC(2027, 2, 1, 8)
const endedAt = liveAt + hourMs
const hourBits = Buffer.alloc(45, 0xff).toString('base64')
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const rounds = 3

const attendance = { checks: null, excuseOutages: true, maxExcusedMinutes: 10 }
const policies = readPolicies(policiesFolder).filter(({ id }) => id === policyId)
const activity = activitySchema.parse({
  id: activityId,
  conferenceId: 'cardiology',
  title: 'Heart failure in 2027',
  format: 'Live activity',
  provider: { name: 'The Institute', address: '1 Main Street, Springfield', number: '1234567' },
  attendance,
  designations: [{ policyId, maximum: 1, designatedAt: liveAt - hourMs }],
  evaluation: [],
  test: [],
})
/** How certificates are printed. */
const source = '#name'
const print = {
  ...{ source: sha256(source), paper: 'us-letter' as const, language: null },
  ...{ logo: null, signature: null, signer: null },
  digests: { logo: null, signature: null },
  made: { compiler: '0', fonts: '0' },
}
const identifiers = {
  ...{ npi: 'given', efn: '', nabpId: '', birthMonth: 1, birthDay: 1 },
  boardIds: { ABA: '', ABIM: '', ABOHNS: '', ABOS: '', ABP: '', ABPATH: '', ABS: '', ABTS: '' },
  licences: [{ state: 'given', number: 'given' }],
}
const session = {
  sessionId,
  title: 'Heart failure',
  liveAt,
  endedAt,
  settled: true,
  on: '2027-03-01',
  endsAt: endedAt,
}

/** A person's entries, as claiming leaves them. */
function recordsOf(personId: string, code: string): LedgerRecord[] {
  const row = {
    acknowledgedAt: liveAt,
    present: hourBits,
    delivered: hourBits,
    hall: [],
    checks: [],
    proofs: [],
  }
  const count = { creditedSlots: 360, possibleSlots: 360 }
  const learner = { profession: 'physician', identifiers, evaluatedAt: endedAt, testScores: [], paid: [] }
  const about = { at: endedAt, timeZone: 'UTC', for: 'claim', atMost: 1 }
  const inputs = { ...about, sessions: [{ ...session, overrides: [] }], learner }
  const time = [[liveAt, endedAt]]
  const of = { code, personId, activityId, policyId, amount: 1 }
  const certificate = certificateOf({
    ...{ code, activity, policy: policies[0]!, policies, amount: 1, issuedAt: endedAt, print },
    person: {
      id: personId,
      name: `Name of ${personId}`,
      credentials: 'MD',
      profession: 'physician',
    } as Identity,
    ...{ sessions: [], attended: { from: liveAt, to: endedAt } },
    conference: { id: 'cardiology', title: 'Cardiology', timeZone: 'UTC' } as Conference,
  })
  const contents: LedgerContents = {
    certificate: { value: certificate, of: personId },
    inputs: { value: inputs, of: personId },
    activity: { value: activity },
    source: { value: source },
    [`policy ${policyId}`]: { value: policies[0] },
  }
  return [
    {
      kind: 'attendance.frozen',
      by: 'platform',
      data: { sessionId, personId, ...count },
      contents: { frozen: { value: row, of: personId } },
    },
    { kind: 'evaluation.submitted', by: personId, data: { activityId, digest: '0' } },
    { kind: 'claim.made', by: personId, data: { activityId, policyId, amount: 1, code, time } },
    { kind: 'certificate.issued', by: 'platform', data: of, contents },
  ]
}

/** The bytes of an export with this many certificates. */
function exportOf(people: number): Buffer {
  const held = { liveAt, endedAt, breaks: [], onAir: hourBits, outages: [] }
  const records: LedgerRecord[] = [
    {
      ...{ kind: 'activity.designated', by: 'platform' },
      data: { activityId, designations: activity.designations },
      contents: { activity: { value: activity }, [`policy ${policyId}`]: { value: policies[0] } },
    },
    { kind: 'attendance.frozen', by: 'platform', data: { sessionId, activityId, attendance, frozen: held } },
    ...Array.from({ length: people }, (_, i) => recordsOf(personIdOf('learner', i), `CODE-${i}`)).flat(),
  ]
  const shared = new Set<string>()
  const lines: string[][] = []
  const sealed = records.map(({ contents = {}, ...record }): LedgerRecord => {
    const named = Object.entries(contents).map(([name, { value, ...about }]) => {
      const line = contentLine(canonicalText(value), 'c2FsdA', about)
      return { name, line, digest: sha256(line) }
    })
    lines.push(named.filter(({ digest }) => !shared.has(digest)).map(({ line }) => line))
    for (const { digest } of named) shared.add(digest)
    if (named.length === 0) return record
    return {
      ...record,
      data: { ...record.data, contents: Object.fromEntries(named.map(({ name, digest }) => [name, digest])) },
    }
  })
  const entries = chain(sealed, start, endedAt, sha256)
  const keys = generateKeyPairSync('ed25519')
  const header: ExportHeader = {
    format: 'lectern-ledger-2',
    conference: { id: 'cardiology', title: 'Cardiology' },
    exportedAt: endedAt,
    publicKey: keys.publicKey.export({ format: 'jwk' }).x!,
  }
  const end = { count: entries.length, lastHash: entries.at(-1)!.hash }
  const signature = sign(null, Buffer.from(signedText(header, end)), keys.privateKey).toString('base64url')
  const body = entries.flatMap((entry, i) => [canonicalText(entry), ...lines[i]!])
  return Buffer.from(`${[canonicalText(header), ...body, canonicalText({ ...end, signature })].join('\n')}\n`)
}

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

/** In seconds. */
async function recomputed(bytes: Buffer, people: number): Promise<number> {
  const startedAt = performance.now()
  const audit = createAudit()
  const report = await verifyLedger(linesOf(whole(bytes)), nodeTools(), audit.see)
  const { recomputed: count, differences } = audit.report()
  if (report.is !== 'unaltered' || count !== people || differences.length > 0)
    throw new Error(
      `${count} of ${people} certificates recomputed, ${differences.length} differ, first: ${JSON.stringify(differences[0])}`,
    )
  return (performance.now() - startedAt) / 1000
}

async function parsedAndHashed(bytes: Buffer): Promise<number> {
  const startedAt = performance.now()
  for await (const { text } of linesOf(whole(bytes))) {
    JSON.parse(text)
    sha256(text)
  }
  return (performance.now() - startedAt) / 1000
}

export const recompute: Bench = {
  what: 'certificates that the verifier computes again each second, from an export alone',
  deadlineMinutes: 5,
  async run({ quick, say }) {
    const people = quick ? 500 : 10_000
    say(`an export with ${people} certificates`)
    const bytes = exportOf(people)
    const [own, bare]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      bare.push(await parsedAndHashed(bytes))
      own.push(await recomputed(bytes, people))
    }
    const [seconds, floorSeconds] = [Math.min(...own), Math.min(...bare)]
    return {
      metrics: { perSecond: people / seconds, seconds, certificates: people, megabytes: bytes.length / 1e6 },
      floor: { perSecond: people / floorSeconds, seconds: floorSeconds },
      ratios: { seconds: seconds / floorSeconds },
    }
  },
}
