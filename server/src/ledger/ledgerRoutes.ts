import type { Conference } from '@lectern/shared/conferences'
import { errors } from '@lectern/shared/errors'
import { ledgerPageSize, type ledgerRoutes } from '@lectern/shared/ledger'
import { dayOf } from '@lectern/shared/zoneTime'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Intents } from './intents.ts'
import { exportLines } from './ledgerExport.ts'
import type { LedgerKey } from './ledgerKey.ts'
import type { LedgerStore } from './ledgerStore.ts'
import type { Stamping } from './stamps/stamping.ts'
import type { createVerifying } from './verifying.ts'

interface LedgerRoutesOptions {
  ledger: Pick<LedgerStore, 'of'>
  intents: Pick<Intents, 'enter'>
  stamping: Pick<Stamping, 'askNow' | 'standing' | 'lastToken'>
  verifying: ReturnType<typeof createVerifying>
  program: { conference(conferenceId: string): Promise<Conference> }
  clock: Clock
  /** Undefined without LEDGER_KEY. */
  key: LedgerKey | undefined
}

/**
 * For the CE office: a conference's newest entries, its whole ledger as a signed file, and the public key
 * that verifies it.
 */
export function createLedgerRoutes({
  ledger,
  intents,
  stamping,
  verifying,
  program,
  clock,
  key,
}: LedgerRoutesOptions): RouteHandlers<typeof ledgerRoutes> {
  const requireKey = (): LedgerKey => {
    if (key) return key
    throw errors.conflict(
      'Exports cannot be signed: this server has no LEDGER_KEY. Ask its operator to set one, then try again.',
    )
  }

  const publicKeyOf = () => {
    const { publicKey, fingerprint } = requireKey()
    return { publicKey, fingerprint }
  }

  return {
    async 'ledger.page'({ query: { before }, conferenceId }) {
      const own = ledger.of(conferenceId)
      const head = await own.head()
      const end = Math.min(before ?? head.seq + 1, head.seq + 1)
      const from = Math.max(1, end - ledgerPageSize)
      return { entries: (await own.read(from, end - from)).reverse(), head }
    },

    async 'ledger.export'({ person, conferenceId }) {
      const signing = requireKey()
      const own = ledger.of(conferenceId)
      const { id, title, timeZone } = await program.conference(conferenceId)
      const exportedAt = clock()
      await intents.enter([{ kind: 'export.made', by: person.id, data: { conferenceId } }])
      const head = await own.head()
      return {
        name: `ledger-${id}-${dayOf(exportedAt, timeZone)}.ndjson`,
        // If this breaks off, the file has no last line, which the verifier reports.
        content: exportLines(own, head, { conference: { id, title }, exportedAt }, signing),
      }
    },

    async 'ledger.state'({ conferenceId }) {
      const [head, stamps, verification] = await Promise.all([
        ledger.of(conferenceId).head(),
        stamping.standing(conferenceId),
        verifying.standing(conferenceId),
      ])
      return { head, stamps, verification }
    },

    async 'ledger.verify'({ person, conferenceId }) {
      await verifying.begin(conferenceId, person.id)
      return {}
    },

    async 'ledger.stamp'({ conferenceId }) {
      if (await stamping.askNow(conferenceId)) return {}
      throw errors.conflict(
        'Nothing can be countersigned: this server has no TIMESTAMP_URL. Ask its operator to set one.',
      )
    },

    async 'ledger.stampFile'({ conferenceId }) {
      const token = await stamping.lastToken(conferenceId)
      if (!token) throw errors.notFound('time stamp')
      return { name: `ledger-${conferenceId}.tst`, content: token }
    },

    'ledger.key': publicKeyOf,
    'ledger.publicKey': publicKeyOf,
  }
}
