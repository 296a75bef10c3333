// What the verifier has read so far, and its tools.
import { type Sha256, start } from '../ledgerChain.ts'
import type { CheckedStamp } from '../timeStamps/check.ts'
import type { Placed } from './findings.ts'
import type { Item } from './items.ts'

/** Judges a token, DER: the hash that it stamps, or what is wrong with it. */
export type CheckStamp = (token: Uint8Array) => (CheckedStamp & { digest: string }) | { problem: string }

export interface Tools {
  sha256: Sha256
  /** Whether the signature (base64url) fits this text and key. */
  isSigned: (text: string, signature: string, publicKey: string) => boolean
  /** The key that the provider published, if the auditor has it. */
  pinnedKey: string | undefined
  checkStamp: CheckStamp
}

export type EntryItem = Extract<Item, { is: 'entry' }>

/** Entries remembered, to tell which of two claiming the same position is genuine. */
const remembered = 2000

/** The entries linked so far. */
export function createTrail() {
  const placed = new Map<number, Placed>()
  let last: Placed | undefined
  return {
    add({ line, entry: whole }: EntryItem): void {
      const { data: _, ...entry } = whole
      last = { line, entry }
      placed.set(entry.seq, last)
      placed.delete(entry.seq - remembered)
    },
    last: () => last,
    at: (seq: number) => placed.get(seq),
    seq: () => last?.entry.seq ?? start.seq,
    hash: () => last?.entry.hash ?? start.hash,
    hashAt: (seq: number) => (seq === start.seq ? start.hash : placed.get(seq)?.entry.hash),
  }
}
export type Trail = ReturnType<typeof createTrail>
