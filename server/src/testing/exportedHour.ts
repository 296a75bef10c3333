// An hour that three people watched and claimed, exported; and the exports that somebody who has the key would
// make of changed entries. For tests.
import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { canonicalText, chain, type ExportHeader, signedText, start } from '@lectern/shared/ledgerChain'
import { type ContentLine, contentLine, contentsOf } from '@lectern/shared/ledgerContent'
import { createChecksStore } from '../attendance/checksStore.ts'
import { createMarksStore, segmentOf, segmentSlots } from '../attendance/marksStore.ts'
import { createSeatsStore } from '../attendance/seatsStore.ts'
import { settleAfterMs } from '../attendance/sweeper.ts'
import { exportLines } from '../ledger/ledgerExport.ts'
import { sha256 } from '../ledger/ledgerStore.ts'
import { conferenceId, testConference } from './conference.ts'
import * as credit from './credit.ts'
import { createEvidenceServer } from './evidence.ts'
import { fakeCaller, personNamed } from './people.ts'
import { connectTo, fileRedis } from './redis.ts'

const file = await fileRedis()
const redis = connectTo(file.url)
let now = credit.liveAt - credit.minuteMs
const server = createEvidenceServer(redis, () => now, 'server')
export const sessionId = 'session'
const activityId = 'activity'
const slots = 360
const checks = { perHour: 3, answerSeconds: 60, extensionSeconds: 0, uncreditMinutes: 5 }

/** Marks the first minutes of the hour. */
async function watch(personId: string, minutes: number): Promise<void> {
  const marks = createMarksStore(redis)
  for (let slot = 0; slot < minutes * 6; slot++)
    for (const kind of ['present', 'delivered'] as const)
      await marks.mark(kind, sessionId, segmentOf(slot), new Map([[slot % segmentSlots, [personId]]]))
}

const pictures = { logo: Buffer.from('a logo'), signature: Buffer.from('a signature') }
const pictureIds = { logo: 'recompute-logo.png', signature: 'recompute-signature.png' }

async function draw(): Promise<void> {
  for (const name of ['logo', 'signature'] as const) {
    writeFileSync(join(tmpdir(), pictureIds[name]), pictures[name])
    await server.credit.designs.replacePicture(name, pictureIds[name])
  }
}

async function attend(): Promise<void> {
  await draw()
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
export const publicKey = keys.publicKey.export({ format: 'jwk' }).x!
const signing = (text: string) => sign(null, Buffer.from(text), keys.privateKey).toString('base64url')
let lines: string[]

/** The lines of the export. */
export async function exportedHour(): Promise<string[]> {
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
  server.close()
  lines = text.trimEnd().split('\n')
  return lines
}

export interface Recorded {
  entry: LedgerEntry
  contents: Record<string, ContentLine>
}

export function recorded(): Recorded[] {
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
export function signedAgain(change: (all: Recorded[]) => Recorded[]): string[] {
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
