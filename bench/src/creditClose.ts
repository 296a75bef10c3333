// How long closing takes for a session that ten thousand people watched for an hour: freezing the marks,
// recording each person in the ledger, and computing everyone's credit. The floor appends as many entries of
// the same size to a bare stream.
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { contentsOf } from '@lectern/shared/ledgerContent'
import { startProduct } from '../../e2e/product.ts'
import { connect } from '../../scripts/programClient.ts'
import { startRedis } from '../../scripts/testing/redis.ts'
import type { Bench, BenchOptions } from './bench.ts'
import { sharedClock } from './crowd/clock.ts'
import { behindProxy, personIdOf } from './crowd/people.ts'
import type { BareRedis } from './floor/bareRedis.ts'
import { type Helper, startHelper } from './helper.ts'
import { inFlight } from './inFlight.ts'
import { attendForAnHour } from './watch/attended.ts'

const sessionId = 'heart-failure'
const activityId = 'heart-failure-2026'
const group = 'watcher'
/** Longer than the wait after the end plus everything measured. */
const patienceMs = 120_000

interface Closed {
  /** From the first ledger entry of the freezing to the last notice that it is final, in s. */
  freeze: number
  /** Everyone's credit, in s. */
  compute: number
  /**
   * From the moderator's press until everyone was notified, in s; includes the time in which late marks may
   * arrive.
   */
  sinceEnd: number
  entries: LedgerEntry[]
}

async function close(
  { scope, say }: BenchOptions,
  people: number,
): Promise<{ closed: Closed; floor: Helper<BareRedis> }> {
  say('starting Redis and the product')
  const redis = await scope.use(startRedis, (running) => running.close())
  const product = await scope.use(
    () => startProduct({ env: { ...behindProxy, REDIS_URL: redis.url } }),
    (running) => running.close(),
  )
  const floor = await startHelper<BareRedis>(scope, './floor/bareRedis.ts')
  await floor.ask('connect', redis.url)
  say(`${people} people attend for an hour`)
  const ids = Array.from({ length: people }, (_, index) => personIdOf(group, index))
  await inFlight(people, 64, async (index) => {
    await product.invite({ id: ids[index], name: ids[index], roles: ['clinician'], profession: 'physician' })
  })
  await attendForAnHour(redis.url, sessionId, ids)

  const moderator = await connect(await product.linkOf({ sessionId, as: 'moderator' }))
  await moderator.send('program.follow', { sessionId })
  const final = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the session did not become final')), patienceMs)
    moderator.socket.once('attendance.frozen', () => {
      clearTimeout(late)
      resolve()
    })
  })
  say('the session ends')
  const endedAt = sharedClock()
  await moderator.send('program.end', { sessionId })
  await final
  const sinceEnd = (sharedClock() - endedAt) / 1000
  moderator.close()

  const entries = (await floor.ask('ledger', keys.ledger('cardiology')))
    .map((text) => JSON.parse(text) as LedgerEntry)
    .filter(({ kind }) => kind === 'attendance.frozen')
  const settledAt = Number(await floor.ask('field', [keys.freezing(sessionId), 'settledAt']))
  const office = await connect(await product.linkOf({ personId: 'ito' }))
  office.close()
  const computing = sharedClock()
  const answer = await fetch(`${product.addresses[0]}/api/credit/office/${activityId}`, {
    headers: { cookie: office.cookie },
  })
  const view = (await answer.json()) as { people: { results: { earned: number }[] }[] }
  const compute = (sharedClock() - computing) / 1000
  const earned = view.people.filter(({ results }) => results.some((result) => result.earned > 0)).length
  if (earned !== people) throw new Error(`${earned} of ${people} people have earned something`)
  return { closed: { freeze: (settledAt - entries[0]!.at) / 1000, compute, sinceEnd, entries }, floor }
}

export const creditClose: Bench = {
  what: 'time to freeze, ledger and compute the credit of a session that 10,000 watched for an hour',
  deadlineMinutes: 12,
  async run(options) {
    const people = options.quick ? 1000 : 10_000
    const { closed, floor } = await close(options, people)
    const { freeze, compute, sinceEnd, entries } = closed
    // One entry is the session's own.
    if (entries.length !== people + 1)
      throw new Error(`${entries.length - 1} of ${people} people are in the ledger`)
    const last = entries.at(-1)!
    const [, digest] = contentsOf(last)[0]!
    const content = await floor.ask('field', [keys.ledgerContents('cardiology'), digest])
    const bytes = Buffer.byteLength(JSON.stringify(last) + content)
    const bare = await floor.ask('append', { entries: entries.length, bytes })
    const seconds = freeze + compute
    options.say(`${seconds.toFixed(2)} s for ${people} people`)
    return {
      metrics: {
        secondsAt10000: (seconds * 10_000) / people,
        freezeSeconds: freeze,
        computeSeconds: compute,
        secondsSinceEnd: sinceEnd,
        bytesPerEntry: bytes,
        people,
      },
      floor: { seconds: bare },
      ratios: { freeze: freeze / bare },
    }
  },
}
