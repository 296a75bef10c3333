// Every certificate of an export is computed again from it alone; an altered export is caught, even if it was
// signed again by somebody who has the key, in as far as its entries contradict one another.
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { canonicalText, chain, type ExportHeader, signedText, start } from '@lectern/shared/ledgerChain'
import { type ContentLine, contentLine, contentsOf } from '@lectern/shared/ledgerContent'
import { root } from '../../../scripts/prepare/machine.mjs'
import { createChecksStore } from '../attendance/checksStore.ts'
import { createMarksStore, segmentOf, segmentSlots } from '../attendance/marksStore.ts'
import { createSeatsStore } from '../attendance/seatsStore.ts'
import { settleAfterMs } from '../attendance/sweeper.ts'
import { exportLines } from '../ledger/ledgerExport.ts'
import { sha256 } from '../ledger/ledgerStore.ts'
import { conferenceId, testConference } from '../testing/conference.ts'
import * as credit from '../testing/credit.ts'
import { createEvidenceServer } from '../testing/evidence.ts'
import { fakeCaller, personNamed } from '../testing/people.ts'
import { connectTo, fileRedis } from '../testing/redis.ts'

const file = await fileRedis()
const redis = connectTo(file.url)
let now = credit.liveAt - credit.minuteMs
const server = createEvidenceServer(redis, () => now, 'server')
const [sessionId, activityId] = ['session', 'activity']
const slots = 360
const checks = { perHour: 3, answerSeconds: 60, extensionSeconds: 0, uncreditMinutes: 5 }

/** Marks the first minutes of the hour. */
async function watch(personId: string, minutes: number): Promise<void> {
  const marks = createMarksStore(redis)
  for (let slot = 0; slot < minutes * 6; slot++)
    for (const kind of ['present', 'delivered'] as const)
      await marks.mark(kind, sessionId, segmentOf(slot), new Map([[slot % segmentSlots, [personId]]]))
}

async function attend(): Promise<void> {
  await server.program.createConference(testConference, now)
  await credit.invite(server, 'ito', 'other', ['office'])
  await credit.invite(server, 'ann', 'physician')
  await credit.invite(server, 'ben', 'nurse')
  await credit.invite(server, 'cleo', 'pharmacist')
  await server.plan(
    conferenceId,
    credit.plannedActivity(activityId, {
      attendance: { checks, excuseOutages: true, maxExcusedMinutes: 10 },
    }),
  )
  await server.program.saveSession(credit.plannedSession(sessionId, activityId))
  now = credit.liveAt
  const moderator = fakeCaller(personNamed('ito', 'organiser', 'office'))
  await server.commands['program.start']({ sessionId }, moderator)
  const [seats, marks, sent] = [createSeatsStore(redis), createMarksStore(redis), createChecksStore(redis)]
  for (let slot = 0; slot < slots; slot++) await marks.markOnAir(sessionId, slot)
  for (const [personId, minutes] of [
    ['ann', 60],
    ['ben', 60],
    ['cleo', 60],
  ] as const) {
    await seats.give(sessionId, personId, 'words', now)
    await watch(personId, minutes)
    const at = credit.liveAt + 20 * credit.minuteMs
    await sent.send(sessionId, personId, 0, 0, at, checks.answerSeconds)
    if (personId === 'ben') await sent.close(sessionId, personId, 0, at + 61_000, 'missed')
    else await sent.answer(sessionId, personId, 0, at + 5000)
  }
  now = credit.liveAt + 60 * credit.minuteMs
  await server.commands['program.end']({ sessionId }, moderator)
  now += settleAfterMs
  await server.attendance.sweep()
}

async function claim(personId: string, policyId: string, amount: number): Promise<void> {
  const [activity, person] = [
    await server.credit.activity(activityId),
    await server.credit.personOf(personId),
  ]
  await server.credit.submitting.saveEvaluation(
    activity,
    person,
    { useful: '5', 'commercial-bias': 'yes' },
    true,
  )
  if (policyId.startsWith('acpe')) {
    await server.credit.details.save(personId, {
      ...(await server.credit.details.of(personId)),
      identifiers: {
        ...(await server.credit.details.of(personId)).identifiers,
        nabpId: '1234567',
        birthMonth: 3,
        birthDay: 9,
      },
    })
    await server.credit.submitting.saveTest(activity, person, { first: 'a', second: 'yes' }, true)
  }
  await server.credit.claim(person, activity, { policyId }, amount)
}

const keys = generateKeyPairSync('ed25519')
const publicKey = keys.publicKey.export({ format: 'jwk' }).x!
const signing = (text: string) => sign(null, Buffer.from(text), keys.privateKey).toString('base64url')
let lines: string[]
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-recompute-'))
  await attend()
  await claim('ann', 'ama', 1)
  await claim('ben', 'ancc', 0.5)
  await claim('cleo', 'acpe-knowledge', 1)
  // An override takes minutes away: the certificate is revoked, and one for less takes its place.
  const office = personNamed('ito', 'organiser', 'office')
  const taken = {
    sessionId,
    personId: 'ann',
    fromMinute: 0,
    toMinute: 12,
    credited: false,
    reason: 'The log says so.',
  }
  await server.office.override(office, taken)
  const about = { conference: { id: conferenceId, title: 'Cardiology' }, exportedAt: now }
  const key = { publicKey, fingerprint: '', sign: (content: string | Uint8Array) => signing(String(content)) }
  let text = ''
  for await (const part of exportLines(server.ledger, await server.ledger.head(), about, key)) text += part
  lines = text.trimEnd().split('\n')
  copyOfVerifier()
}, 60_000)
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

/** Copies the verifier, with what it imports and nothing else, into an empty folder without packages. */
function copyOfVerifier(): void {
  const seen = new Set<string>()
  const copy = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const to = join(folder, 'own', relative(root, path))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(path, to)
    for (const [, types, from] of readFileSync(path, 'utf8').matchAll(
      /^(?:import|export)( type)?\s[^'";]*?from '([^']+)'/gm,
    ))
      if (!types && from!.startsWith('.')) copy(resolve(dirname(path), from!))
  }
  copy(join(root, 'scripts/ledger/main.ts'))
}

/** The verifier as an auditor calls it: with Node alone, in the folder. */
function verify(given: readonly string[], ...options: string[]): { status: number | null; said: string } {
  writeFileSync(join(folder, 'export.ndjson'), `${given.join('\n')}\n`)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(folder, 'own/scripts/ledger/main.ts'),
      'export.ndjson',
      '--credit',
      ...options,
    ],
    { cwd: folder, env: { PATH: process.env.PATH, INIT_CWD: folder }, encoding: 'utf8' },
  )
  return { status, said: stdout + stderr }
}

interface Recorded {
  entry: LedgerEntry
  contents: Record<string, ContentLine>
}

function recorded(): Recorded[] {
  const [, ...rest] = lines
  const byDigest = new Map(rest.map((line) => [sha256(line), line]))
  return rest
    .map((line) => JSON.parse(line) as LedgerEntry)
    .filter(({ seq }) => seq !== undefined)
    .map((entry) => ({
      entry,
      contents: Object.fromEntries(
        contentsOf(entry).map(([name, digest]) => [name, JSON.parse(byDigest.get(digest)!) as ContentLine]),
      ),
    }))
}

/** The export that somebody who has the key would make of changed entries: all digests and hashes fit. */
function signedAgain(change: (all: Recorded[]) => Recorded[]): string[] {
  const contentLines = new Map<string, string>()
  const records = change(recorded()).map(({ entry, contents }) => {
    const digests = Object.entries(contents).map(([name, { content, salt, ...about }]) => {
      const line = contentLine(canonicalText(content), salt, about)
      contentLines.set(sha256(line), line)
      return [name, sha256(line)] as const
    })
    const { contents: _, ...data } = entry.data
    return { ...entry, data: digests.length > 0 ? { ...data, contents: Object.fromEntries(digests) } : data }
  })
  const entries = chain(records, start, 0, sha256).map((entry, i) => ({ ...entry, at: records[i]!.at }))
  let prev = start.hash
  const linked = entries.map((open) => {
    const { hash: _, ...entry } = { ...open, prev }
    prev = sha256(canonicalText(entry))
    return { ...entry, hash: prev }
  })
  const header = JSON.parse(lines[0]!) as ExportHeader
  const end = { count: linked.length, lastHash: prev }
  const body = linked.flatMap((entry) => [
    canonicalText(entry),
    ...contentsOf(entry).flatMap(([, digest]) => {
      const line = contentLines.get(digest)
      contentLines.delete(digest)
      return line ?? []
    }),
  ])
  return [
    canonicalText(header),
    ...body,
    canonicalText({ ...end, signature: signing(signedText(header, end)) }),
  ]
}

const isOf =
  (kind: string, personId?: string) =>
  ({ entry: { kind: own, data } }: Recorded) =>
    own === kind && (personId === undefined || data.personId === personId)
/** With this content of these entries changed. */
const withContent =
  (which: (one: Recorded) => boolean, name: string, change: (content: never) => unknown) =>
  (all: Recorded[]) =>
    all.map((one) =>
      which(one) && one.contents[name]
        ? {
            ...one,
            contents: {
              ...one.contents,
              [name]: {
                ...one.contents[name],
                content: change(structuredClone(one.contents[name].content) as never),
              },
            },
          }
        : one,
    )

test('every certificate is computed again, offline, with Node and nothing else', () => {
  const { said, status } = verify(lines, '--key', publicKey)
  expect(said).toContain('Recomputed: 4 certificates, each as it was issued.')
  expect(status).toBe(0)
})

test('signing the same again changes nothing', () => {
  expect(verify(signedAgain((all) => all))).toMatchObject({
    status: 0,
    said: expect.stringContaining('Recomputed: 4'),
  })
})

test('an export of an earlier version is judged by the rules of then', () => {
  const isCertificate = isOf('certificate.issued')
  const former = signedAgain((all) =>
    withContent(isCertificate, 'inputs', (inputs: { timeZone?: string }) => {
      delete inputs.timeZone
      return inputs
    })(
      all.map((one) => {
        const { frozen } = one.entry.data as { frozen?: { rules: number } }
        if (!frozen) return one
        const { rules: _, ...rest } = frozen
        return { ...one, entry: { ...one.entry, data: { ...one.entry.data, frozen: rest } } }
      }),
    ),
  )
  expect(former.join('\n')).not.toMatch(/"timeZone":"Europe\/Berlin","for"|"rules":2/)
  expect(verify(former)).toMatchObject({ status: 0, said: expect.stringContaining('Recomputed: 4') })
})

const first = { present: 0 }
test.each<[string, (all: Recorded[]) => Recorded[], RegExp]>([
  [
    'a policy’s text: its rounding',
    withContent(isOf('certificate.issued', 'ben'), 'policy ancc', (policy: object) => ({
      ...policy,
      minutesPerUnit: 30,
    })),
    /Certificate \S+ \(entry \d+\): at most .* could be claimed when it was issued, and recomputing gives/,
  ],
  [
    'a policy’s text: what it states',
    withContent(
      isOf('certificate.issued', 'cleo'),
      'policy acpe-knowledge',
      (policy: { certificate: object }) => ({
        ...policy,
        certificate: { ...policy.certificate, statements: ['Nothing.'] },
      }),
    ),
    /which the policy does not/,
  ],
  [
    'a bitmap',
    withContent(isOf('attendance.frozen', 'ben'), 'frozen', (row: { present: string }) => {
      const bits = Buffer.from(row.present, 'base64')
      bits[first.present] = 0
      return { ...row, present: bits.toString('base64') }
    }),
    /Entry \d+: it says \d+ of 360 slots, and its marks give/,
  ],
  [
    'a missing check: taken out of the attendance',
    withContent(isOf('attendance.frozen', 'ben'), 'frozen', (row: object) => ({ ...row, checks: [] })),
    /check 0 was missed, as another entry says, and is missing from it/,
  ],
  [
    'a missing check: its entry',
    (all) => all.filter((one) => !isOf('check.missed', 'ben')(one)),
    /check 0 was missed by what it holds, and no entry says so/,
  ],
  [
    'a date: of a certificate',
    withContent(isOf('certificate.issued', 'ben'), 'certificate', (certificate: { startsAt: number }) => ({
      ...certificate,
      startsAt: certificate.startsAt - 86_400_000,
    })),
    /and the holder attended from 2026-03-02/,
  ],
  [
    'a date: of the session',
    (all) =>
      all.map((one) =>
        isOf('session.closed')(one)
          ? { ...one, entry: { ...one.entry, data: { ...one.entry.data, at: 1 } } }
          : one,
      ),
    /it says that the session ended at \d+, and another entry at 1/,
  ],
  [
    'a certificate’s number',
    withContent(isOf('certificate.issued', 'cleo'), 'certificate', (certificate: object) => ({
      ...certificate,
      number: '1234-0000-26-999-L01-P',
    })),
    /it prints the number “1234-0000-26-999-L01-P”, and the activity gives this person “1234-0000-26-001-L01-P”/,
  ],
  [
    'a certificate’s statement: an amount within its words',
    withContent(
      isOf('certificate.issued', 'ben'),
      'certificate',
      (certificate: { statements: string[] }) => ({
        ...certificate,
        statements: certificate.statements.map((each) => each.replace(/\d+\.\d+/, '9.75')),
      }),
    ),
    /it states “.*9\.75.*”, which the policy does not/,
  ],
  [
    'a certificate’s statement: another provider',
    withContent(
      isOf('certificate.issued', 'ann'),
      'certificate',
      (certificate: { statements: string[] }) => ({
        ...certificate,
        statements: certificate.statements.map((each) => each.replace('The Institute', 'Another Institute')),
      }),
    ),
    /it states “.*Another Institute.*”, which the policy does not/,
  ],
  [
    'the template that a certificate is printed with',
    (all) =>
      all.map((one) => {
        const { source } = one.contents
        if (!source) return one
        const content = String(source.content).replace('#', '#text(fill: white)[Not valid] #')
        return { ...one, contents: { ...one.contents, source: { ...source, content } } }
      }),
    /it is printed with another template than the one that lies beside its entry/,
  ],
  [
    'a rounding: of the claimed amount',
    (all) =>
      all.map((one) =>
        isOf('certificate.issued', 'ben')(one)
          ? { ...one, entry: { ...one.entry, data: { ...one.entry.data, amount: 0.505 } } }
          : one,
      ),
    /it states 0\.505, which is no multiple of 0\.01/,
  ],
  [
    'an amount',
    (all) =>
      all.map((one) =>
        isOf('certificate.issued', 'ben')(one)
          ? { ...one, entry: { ...one.entry, data: { ...one.entry.data, amount: 8 } } }
          : one,
      ),
    /it states 8, and 0\.\d+ was earned/,
  ],
  [
    'a removed override',
    (all) => all.filter((one) => !isOf('override.made')(one)),
    /counted, and no entry made it/,
  ],
  [
    'a removed claim',
    (all) => all.filter((one) => !(one.entry.kind === 'claim.made' && one.entry.by === 'cleo')),
    /no entry claims it, and it replaces no other/,
  ],
  [
    'a removed certificate',
    (all) => all.filter((one) => !isOf('certificate.issued', 'cleo')(one)),
    /it was claimed, and no entry issues its certificate/,
  ],
  [
    'an inserted certificate',
    (all) => {
      const issued = all.find(isOf('certificate.issued', 'ben'))!
      const made = { ...issued, entry: { ...issued.entry, data: { ...issued.entry.data, code: 'FORGED' } } }
      return [...all, made]
    },
    /Certificate FORGED \(entry \d+\): no entry claims it, and it replaces no other/,
  ],
  [
    'a removed evaluation',
    (all) => all.filter((one) => !(one.entry.kind === 'evaluation.submitted' && one.entry.by === 'cleo')),
    /it rests on an evaluation, and no entry says that one was submitted/,
  ],
  [
    'a removed test',
    (all) => all.filter((one) => one.entry.kind !== 'test.submitted'),
    /it rests on the test scores \[1\], and entries say \[\]/,
  ],
])('%s: caught although it was signed again', (_, change, words) => {
  const again = signedAgain(change)
  const { said, status } = verify(again)
  expect(said).toMatch(/^Unaltered/)
  expect(said).toMatch(words)
  expect(status).toBe(1)
})

test('the export holds what each certificate is printed with, once for all that share it', () => {
  const sources = recorded().flatMap(({ contents }) => contents.source ?? [])
  expect(sources).toHaveLength(4)
  const shared = lines.filter((line) => line.startsWith('{"content":"{\\"template\\"'))
  expect(shared).toHaveLength(new Set(sources.map(({ content }) => content)).size)
})

test('the same alterations without the key break the chain', () => {
  const at = lines.findIndex((line) => line.includes('"kind":"claim.made"'))
  for (const altered of [
    lines.toSpliced(at, 1),
    lines.toSpliced(at, 0, lines[at]!),
    lines.slice(0, at),
    lines.map((line) => line.replace('"minutesPerUnit":60', '"minutesPerUnit":50')),
    lines.map((line) => line.replace('"rounding":"nearest"', '"rounding":"down"')),
  ])
    expect(verify(altered)).toMatchObject({ status: 1, said: expect.stringMatching(/^ALTERED\./) })
})
