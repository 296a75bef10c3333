// Time stamps in an export: each fixes the hash of an entry, and with it everything before. Whoever rewrote
// that and has the installation's key still lacks the authority's.

import { contentsOf } from '../ledgerContent.ts'
import type { CheckedStamp } from '../timeStamps/check.ts'
import { type Finding, findings } from './findings.ts'
import type { CheckStamp, EntryItem } from './trail.ts'

export interface VerifiedStamp extends CheckedStamp {
  /** Number of the entry that it fixes, and of the one that holds it. */
  head: number
  entry: number
}

/** The authority's clock may differ from the servers' by this much, in ms. */
const clockDifferenceMaxMs = 5 * 60_000
const hashBytes = 32

/** Hash and time of every entry, compactly: by number, from 1. */
function createHashes() {
  let hashes = Buffer.alloc(hashBytes * 1024)
  let times = new Float64Array(1024)
  let count = 0
  return {
    add({ entry: { hash, at } }: EntryItem): void {
      if (count === times.length) {
        hashes = Buffer.concat([hashes, Buffer.alloc(hashes.length)])
        const longer = new Float64Array(2 * count)
        longer.set(times)
        times = longer
      }
      hashes.write(hash, count * hashBytes, 'hex')
      times[count] = at
      count += 1
    },
    at: (seq: number): { hash: string; at: number } | undefined =>
      seq >= 1 && seq <= count
        ? {
            hash: hashes.toString('hex', (seq - 1) * hashBytes, seq * hashBytes),
            at: times[seq - 1]!,
          }
        : undefined,
    /** The entry with this hash. */
    find(hash: string): number | undefined {
      const wanted = Buffer.from(hash, 'hex')
      for (let i = 0; i < count; i++)
        if (wanted.equals(hashes.subarray(i * hashBytes, (i + 1) * hashBytes))) return i + 1
      return undefined
    },
  }
}

interface Said {
  head?: { seq?: unknown }
  stampedAt?: unknown
  authority?: unknown
}

function tokenOf({ entry, contents }: EntryItem): Uint8Array | undefined {
  const digest = contentsOf(entry).find(([name]) => name === 'token')?.[1]
  const content = contents.find((each) => each.digest === digest)?.content.content
  return typeof content === 'string' ? Buffer.from(content, 'base64') : undefined
}

export function createStamps(check: CheckStamp) {
  const hashes = createHashes()
  const stamps: VerifiedStamp[] = []

  function judge(item: EntryItem): Finding | undefined {
    if (!contentsOf(item.entry).some(([name]) => name === 'token'))
      return findings.badStamp(item, 'it is not there')
    const token = tokenOf(item)
    // That it is missing, or was purged, is said of its content.
    if (!token) return undefined
    const stamp = check(token)
    if ('problem' in stamp) return findings.badStamp(item, stamp.problem)
    const said = item.entry.data as Said
    const head = Number(said.head?.seq)
    const stamped = hashes.at(head)
    if (!stamped || head >= item.entry.seq) return findings.badStamp(item, 'it names no entry before it')
    if (stamped.hash !== stamp.digest) {
      const other = hashes.find(stamp.digest)
      return other === undefined
        ? findings.rewritten(item, head, stamp)
        : findings.badStamp(item, `it is the stamp of entry ${other}, not of entry ${head}`)
    }
    if (said.stampedAt !== stamp.at || said.authority !== stamp.authority)
      return findings.badStamp(item, 'its entry says another time or authority than the stamp itself')
    if (stamped.at > stamp.at + clockDifferenceMaxMs || item.entry.at < stamp.at - clockDifferenceMaxMs)
      return findings.badStamp(item, 'it is of another time than the entries around it')
    const { digest: _, ...checked } = stamp
    stamps.push({ ...checked, head, entry: item.entry.seq })
    return undefined
  }

  return {
    /** Takes an entry that is linked, with its contents. */
    take(item: EntryItem): Finding | undefined {
      const finding = item.entry.kind === 'head.stamped' ? judge(item) : undefined
      hashes.add(item)
      return finding
    },
    all: () => stamps,
    /** The entry with this hash. */
    find: hashes.find,
  }
}
