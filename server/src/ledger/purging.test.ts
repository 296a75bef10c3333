// What is deleted of a ledger, and that its export still verifies.
import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { contentsOf } from '@lectern/shared/ledgerContent'
import { linesOf } from '../../../shared/src/verifying/lines.ts'
import { nodeTools } from '../../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../../shared/src/verifying/verifyLedger.ts'
import { conferenceId, testConference } from '../testing/conference.ts'
import * as credit from '../testing/credit.ts'
import { createEvidenceServer } from '../testing/evidence.ts'
import { connectTo, fileRedis } from '../testing/redis.ts'
import { exportLines } from './ledgerExport.ts'
import { createLedgerKey } from './ledgerKey.ts'
import { createPurging, createRetention } from './purging.ts'
import { createRetentionStore } from './retentionStore.ts'

const file = await fileRedis()
const redis = connectTo(file.url)
let now = credit.liveAt + 61 * credit.minuteMs
const clock = () => now

/** `head`: of the ledger when the export began. */
async function verified(
  server: ReturnType<typeof createEvidenceServer>,
  head?: Awaited<ReturnType<typeof server.ledger.head>>,
) {
  const about = { conference: { id: conferenceId, title: 'Cardiology' }, exportedAt: now }
  const lines = exportLines(
    server.ledger,
    head ?? (await server.ledger.head()),
    about,
    createLedgerKey(randomBytes(32).toString('base64')),
  )
  const bytes = async function* () {
    for await (const line of lines) yield Buffer.from(line)
  }
  return verifyLedger(linesOf(bytes()), nodeTools())
}
const names = async (server: ReturnType<typeof createEvidenceServer>, kind: string) => {
  const entries = (await server.ledger.read(1, 1000)).filter((entry) => entry.kind === kind)
  return Promise.all(entries.map(async (entry) => Object.keys(await server.ledger.contents.of(entry))))
}

test('erasing a person deletes what is theirs where the law lets, and the chain stays whole', async () => {
  const server = createEvidenceServer(redis, clock, 'one')
  const { credit: own, program } = server
  await program.createConference(testConference, now)
  await credit.invite(server, 'ito', 'other', ['office'])
  await credit.invite(server, 'ann', 'physician')
  now = credit.liveAt - credit.minuteMs
  await server.plan(conferenceId, credit.plannedActivity('activity'))
  await program.saveSession(credit.plannedSession('session', 'activity'))
  await credit.watchedSession(redis, 'session', { ann: 60 })
  now = credit.liveAt + 61 * credit.minuteMs
  const person = await own.personOf('ann')
  const activity = await own.activity('activity')
  await own.submitting.saveEvaluation(activity, person, { useful: '5', 'commercial-bias': 'yes' }, true)
  await own.submitting.saveTest(activity, person, { first: 'a', second: 'yes' }, true)
  await own.claim(person, activity, { policyId: 'ama' }, 1)
  expect(await names(server, 'evaluation.submitted')).toEqual([['form']])
  const before = await verified(server)
  expect(before).toMatchObject({ is: 'unaltered', purged: 0 })
  const begun = await server.ledger.head()

  const { seen } = await server.erasing.preview('ann')
  await server.erasing.erase('ann', 'ito', seen)
  expect(await names(server, 'evaluation.submitted')).toEqual([[]])
  expect(await names(server, 'test.submitted')).toEqual([[]])
  // What proves credit is kept for six years.
  expect((await names(server, 'certificate.issued')).flat()).toContain('certificate')
  expect(await redis.keys('*erasable*')).toEqual([])
  expect(await verified(server)).toMatchObject({ is: 'unaltered', purged: 2 })
  // An export that had begun before has the entries that say so, too.
  expect(await verified(server, begun)).toMatchObject({ is: 'unaltered', purged: 2 })
  const [entry] = (await server.ledger.read(1, 1000)).filter(({ kind }) => kind === 'content.purged')
  expect(entry).toMatchObject({ by: 'ito', data: { personId: 'ann', why: 'erased' } })
  server.close()
})

test('six years later every content goes, once; entries that name digests say so', async () => {
  const server = createEvidenceServer(redis, clock, 'two')
  const until = now + 1000
  let agreements = [
    { id: 'of-ours', digest: 'a'.repeat(64) },
    { id: 'of-theirs', digest: 'b'.repeat(64) },
  ]
  const removed: string[] = []
  const retain = createRetention({
    redis,
    purging: createPurging({
      redis,
      ledgerOf: () => server.ledger,
      agreementFiles: async (_, held) =>
        agreements.filter(({ id }) => !held.has('activity') || id === 'of-theirs'),
      removeFile: async (_, fileId) => {
        removed.push(fileId)
        agreements = agreements.filter(({ id }) => id !== fileId)
      },
    }),
    intents: server.intents,
    conferenceIds: async () => [conferenceId, 'empty'],
    keptUntil: async (id) => (id === conferenceId ? until : null),
    clock,
  })
  const contents = () => redis.hlen(keys.ledgerContents(conferenceId))
  const retention = createRetentionStore(redis)
  await retain()
  expect(await contents()).toBeGreaterThan(0)
  now = until + 1
  const terms = { agreement: { value: { supporter: 'Acme', amount: 1 } } }
  const agreed = { conferenceId, agreementId: 'with-acme', version: 1, at: now }
  await server.intents.enter([{ kind: 'support.agreed', by: 'ito', data: agreed, contents: terms }])
  // An inquiry holds one activity back: what its entries name stays, with what belongs to no single activity,
  // such as agreements. Everything else goes.
  await server.plan(conferenceId, credit.plannedActivity('theirs', { title: 'Another activity' }))
  await server.hold(conferenceId, 'activity', 'ito', 'An inquiry of the ACCME.', true)
  const namedBy = async (activityId: string) =>
    (await server.ledger.read(1, 1000))
      .filter(
        ({ data }) =>
          data.activityId === activityId || data.sessionId === 'session' || data.agreementId !== undefined,
      )
      .flatMap((entry) => contentsOf(entry).map(([, digest]) => digest))
  const ours = new Set(await namedBy('activity'))
  const before = new Set(await redis.hkeys(keys.ledgerContents(conferenceId)))
  await retain()
  const left = new Set(await redis.hkeys(keys.ledgerContents(conferenceId)))
  expect(left).toEqual(new Set([...before].filter((digest) => ours.has(digest))))
  expect(left.size).toBeLessThan(before.size)
  expect(await names(server, 'support.agreed')).toEqual([['agreement']])
  expect(removed).toEqual(['of-theirs'])
  expect(await verified(server)).toMatchObject({ is: 'unaltered' })
  const { seq: purgedUntil } = await server.ledger.head()
  await retain()
  expect((await server.ledger.head()).seq).toBe(purgedUntil)
  await server.hold(conferenceId, 'activity', 'ito', 'It is closed.', false)
  await Promise.all([retain(), retain()])
  await retain()
  expect(await contents()).toBe(0)
  expect(removed).toEqual(['of-theirs', 'of-ours'])
  const files = (await server.ledger.read(1, 1000)).flatMap(({ data }) => data.file ?? [])
  expect(files).toEqual([
    { id: 'of-theirs', digest: 'b'.repeat(64) },
    { id: 'of-ours', digest: 'a'.repeat(64) },
  ])
  const purged = await retention.allPurged(conferenceId)
  expect(purged[0]).toMatchObject({ why: 'kept long enough' })
  const after = await verified(server)
  expect(after).toMatchObject({ is: 'unaltered', contents: 0 })
  const { seq } = await server.ledger.head()
  await retain()
  expect((await server.ledger.head()).seq).toBe(seq)
  server.close()
})
