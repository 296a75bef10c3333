// Verifies a whole ledger on the server, by the very code that an auditor runs over an export of it.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { keys } from '@lectern/shared/keys'
import type { LedgerState, LedgerVerification } from '@lectern/shared/ledger'
import { linesOf } from '@lectern/shared/verifying/lines'
import { nodeTools } from '@lectern/shared/verifying/signature'
import { verifyLedger } from '@lectern/shared/verifying/verifyLedger'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { TimeStampSettings } from '../core/timeStampConfig.ts'
import type { RunningJob } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { exportLines } from './ledgerExport.ts'
import type { LedgerKey } from './ledgerKey.ts'
import type { LedgerStore } from './ledgerStore.ts'

export interface VerifyingOptions {
  redis: Redis
  jobs: Pick<Jobs, 'define' | 'add' | 'find'>
  ledger: Pick<LedgerStore, 'of'>
  /** Signs the export that is verified. */
  key: LedgerKey
  settings: Pick<TimeStampSettings, 'trusted'> | undefined
  clock: Clock
}

interface Work {
  conferenceId: string
  by: string
}

const job = 'ledger.verify'
/** Between two reports of progress, in ms. */
const reportMs = 500

export function createVerifying({ redis, jobs, ledger, key, settings, clock }: VerifyingOptions) {
  async function verify({ data, signal, progress }: RunningJob<Work>): Promise<void> {
    const { conferenceId, by } = data
    const startedAt = clock()
    const own = ledger.of(conferenceId)
    const head = await own.head()
    let reportedAt = startedAt
    async function* chunks() {
      const about = { conference: { id: conferenceId, title: '' }, exportedAt: startedAt }
      for await (const part of exportLines(own, head, about, key)) {
        signal.throwIfAborted()
        yield Buffer.from(part)
        // Others get a turn.
        await nextTurn()
      }
    }
    let seq = 0
    const report = async (): Promise<void> => {
      if (clock() < reportedAt + reportMs) return
      reportedAt = clock()
      await progress(seq / Math.max(1, head.seq))
    }
    const tools = nodeTools(key.publicKey, settings?.trusted)
    const said = await verifyLedger(linesOf(reporting(chunks(), report)), tools, (item) => {
      seq = item.entry.seq
    })
    const result: LedgerVerification = {
      startedAt,
      endedAt: clock(),
      by,
      count: head.seq,
      contents: said.is === 'unaltered' ? said.contents : 0,
      stamps: said.is === 'unaltered' ? said.stamps.length : 0,
      problem: said.is === 'altered' ? said.finding.message : null,
    }
    await redis.hset(keys.ledgerVerification(conferenceId), 'last', JSON.stringify(result))
  }

  jobs.define<Work>(job, { handler: verify, attempts: 3, isExclusive: true })

  return {
    /** Begins to verify, unless that is being done. */
    async begin(conferenceId: string, by: string): Promise<void> {
      const running = await redis.hget(keys.ledgerVerification(conferenceId), 'job')
      const standing = running === null ? undefined : await jobs.find(job, running)
      if (standing?.state === 'waiting' || standing?.state === 'running') return
      const id = `${conferenceId}-${newId()}`
      await redis.hset(keys.ledgerVerification(conferenceId), 'job', id)
      await jobs.add(job, { conferenceId, by }, { id })
    },

    async standing(conferenceId: string): Promise<LedgerState['verification']> {
      const [last, id] = await redis.hmget(keys.ledgerVerification(conferenceId), 'last', 'job')
      const standing = id ? await jobs.find(job, id) : undefined
      const isRunning = standing?.state === 'waiting' || standing?.state === 'running'
      return {
        last: last ? (JSON.parse(last) as LedgerVerification) : null,
        progress: isRunning ? standing.progress : null,
        hasFailed: standing?.state === 'failed',
      }
    },
  }
}

async function* reporting<Part>(parts: AsyncIterable<Part>, report: () => Promise<void>) {
  for await (const part of parts) {
    yield part
    await report()
  }
}
