import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errors } from '@lectern/shared/errors'
import {
  type LedgerPage,
  type LedgerPublicKey,
  ledgerPageRequest,
  ledgerPageSize,
} from '@lectern/shared/ledger'
import { type RequestHandler, type Response, Router } from 'express'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { limitByPerson } from '../http/limit.ts'
import { requireRole } from '../http/person.ts'
import { parseBody } from '../http/respond.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { exportLines } from './ledgerExport.ts'
import { createLedgerKey, type LedgerKey } from './ledgerKey.ts'
import type { LedgerStore } from './ledgerStore.ts'

interface LedgerRoutesOptions {
  ledger: LedgerStore
  program: Pick<ProgramStore, 'conference'>
  clock: Clock
  log: Log
  /** LEDGER_KEY */
  seed: string | undefined
}

async function send(chunks: AsyncIterable<string>, response: Response, log: Log): Promise<void> {
  try {
    await pipeline(Readable.from(chunks), response)
  } catch (error) {
    // The answer has begun and is broken off, so that the file has no last line; nothing else can be said any more.
    log.warn({ err: error }, 'an export of the ledger broke off')
  }
}

/**
 * For organisers: `GET /api/ledger` shows the newest entries, `GET /api/ledger/export` downloads all of them, signed,
 * and `GET /api/ledger/key` tells the public key that verifies exports.
 */
export function createLedgerRoutes({ ledger, program, clock, log, seed }: LedgerRoutesOptions): Router {
  const key = seed === undefined ? undefined : createLedgerKey(seed)
  const requireKey = (): LedgerKey => {
    if (key) return key
    throw errors.conflict(
      'Exports cannot be signed: this server has no LEDGER_KEY. Whoever runs it sets one, then try again.',
    )
  }

  const page: RequestHandler = async (request, response) => {
    const { before } = parseBody(ledgerPageRequest, request.query)
    const head = await ledger.head()
    const end = Math.min(before ?? head.seq + 1, head.seq + 1)
    const from = Math.max(1, end - ledgerPageSize)
    const answer: LedgerPage = { entries: (await ledger.read(from, end - from)).reverse(), head }
    response.json(answer)
  }

  const download: RequestHandler = async (_request, response) => {
    const signing = requireKey()
    const { id, title } = await program.conference()
    const exportedAt = clock()
    await ledger.append([{ kind: 'export.made', by: response.locals.person!.id, data: {} }])
    const head = await ledger.head()
    const name = `ledger-${id}-${new Date(exportedAt).toISOString().slice(0, 10)}.ndjson`
    response.set('Content-Disposition', `attachment; filename="${name}"`).type('application/x-ndjson')
    await send(exportLines(ledger, head, { conference: { id, title }, exportedAt }, signing), response, log)
  }

  const router = Router()
  const office = requireRole('organiser')
  router.get('/api/ledger', office, page)
  // Each is an entry of the ledger, and reads all of it.
  router.get('/api/ledger/export', office, limitByPerson('ledger-export', 20, 600), download)
  router.get('/api/ledger/key', office, (_request, response) => {
    const { publicKey, fingerprint } = requireKey()
    const answer: LedgerPublicKey = { publicKey, fingerprint }
    response.json(answer)
  })
  return router
}
