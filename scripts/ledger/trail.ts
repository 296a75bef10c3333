// What the verifier has read so far, and what it reads with.
import { type Sha256, start } from '../../shared/src/ledgerChain.ts'
import type { Item } from './items.ts'

export interface Tools {
  sha256: Sha256
  /** Whether the signature (base64url) is of this text and by this key. */
  isSigned: (text: string, signature: string, publicKey: string) => boolean
  /** The key that the conference published, if the auditor has it. */
  pinnedKey: string | undefined
}

export type EntryItem = Extract<Item, { is: 'entry' }>

/** Entries kept to tell which of two that claim the same place is the genuine one. */
const remembered = 2000

/** The entries that link to one another so far. */
export function createTrail() {
  const placed = new Map<number, EntryItem>()
  let last: EntryItem | undefined
  return {
    add(item: EntryItem): void {
      last = item
      placed.set(item.entry.seq, item)
      placed.delete(item.entry.seq - remembered)
    },
    last: () => last,
    at: (seq: number) => placed.get(seq),
    seq: () => last?.entry.seq ?? start.seq,
    hash: () => last?.entry.hash ?? start.hash,
    hashAt: (seq: number) => (seq === start.seq ? start.hash : placed.get(seq)?.entry.hash),
  }
}
export type Trail = ReturnType<typeof createTrail>
