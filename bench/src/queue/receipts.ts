// How many listeners each message reached. All get the same bytes, which are parsed once and then compared.
import { z } from 'zod'

export interface Receipt {
  /** The queue's version in the message. */
  version: number
  /** Votes of every question in it, by id. */
  votes: Record<string, number>
  bytes: number
  /** Listeners that have received it. */
  count: number
  /** When the first and the last of them did (ms on the shared clock). */
  firstAt: number
  lastAt: number
}

/** The product's event, and the floor's stand-in for it. */
export const eventName = 'questions.changes'
const beginning = Buffer.from(`42["${eventName}",`)
const changed = z.array(z.object({ id: z.string(), votes: z.number() })).default([])
const message = z.tuple([z.literal(eventName), z.object({ version: z.number(), changed })], z.unknown())

export class Receipts {
  #known: { data: Buffer; receipt: Receipt }[] = []

  take(data: Buffer, at: number): void {
    // Most listeners get the newest message; one that lags finds an older one.
    const found = this.#known.findLast((known) => known.data.equals(data))
    if (found) {
      found.receipt.count++
      found.receipt.lastAt = at
    } else if (data.subarray(0, beginning.length).equals(beginning)) {
      const [, { version, changed }] = message.parse(JSON.parse(data.subarray(2).toString()))
      const votes = Object.fromEntries(changed.map(({ id, votes }) => [id, votes]))
      this.#known.push({
        data: Buffer.from(data),
        receipt: { version, votes, bytes: data.length, count: 1, firstAt: at, lastAt: at },
      })
    }
  }

  list(): Receipt[] {
    return this.#known.map(({ receipt }) => receipt)
  }

  forget(): void {
    this.#known = []
  }
}

/** The receipts of several processes as one, ordered by version. */
export function merged(parts: readonly Receipt[][]): Receipt[] {
  const byVersion = new Map<number, Receipt>()
  for (const receipt of parts.flat()) {
    const known = byVersion.get(receipt.version)
    if (known) {
      known.count += receipt.count
      known.firstAt = Math.min(known.firstAt, receipt.firstAt)
      known.lastAt = Math.max(known.lastAt, receipt.lastAt)
    } else byVersion.set(receipt.version, { ...receipt })
  }
  return [...byVersion.values()].sort((a, b) => a.version - b.version)
}
