// The contents of ledger entries: each is stored under the SHA-256 of its line, which the entry holds.
import { createHmac, randomBytes } from 'node:crypto'
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry, LedgerRecord } from '@lectern/shared/ledger'
import { canonicalText, type Sha256 } from '@lectern/shared/ledgerChain'
import {
  type ContentLine,
  contentLine,
  contentsMax,
  contentsOf,
  type LedgerContents,
} from '@lectern/shared/ledgerContent'
import type { Redis } from 'ioredis'

/** A record as it is written: its contents are lines, and `data.contents` names them. */
export interface Sealed {
  record: Omit<LedgerRecord, 'contents'>
  lines: [digest: string, line: string][]
  /** Contents that are deleted when a person is erased. */
  erasable: { personId: string; digest: string }[]
  /** By name, for the caller. */
  values?: Record<string, unknown>
}

/** A copy of a record as it is now; `seal` makes its lines. */
interface Draft {
  record: Omit<LedgerRecord, 'contents'>
  contents: LedgerContents
  /** By name, the values' canonical texts. */
  texts: [name: string, text: string][]
}

const saltBytes = 16

/** Members of an entry's data that somebody wrote freely. */
const written = ['reason', 'rejected'] as const

/**
 * What people write freely about an activity lies beside the entry: an export of another activity withholds it,
 * and it can be purged. The entry says that it is there.
 */
function withWordsApart(record: LedgerRecord): LedgerRecord {
  const { data, contents = {} } = record
  const of = typeof data.personId === 'string' ? { of: data.personId } : {}
  const apart = written.flatMap((name) => {
    const value = data[name]
    return typeof value === 'string' && value !== '' && !(name in contents) ? [[name, value] as const] : []
  })
  if (apart.length === 0) return record
  return {
    ...record,
    data: { ...data, ...Object.fromEntries(apart.map(([name]) => [name, true])) },
    contents: { ...contents, ...Object.fromEntries(apart.map(([name, value]) => [name, { value, ...of }])) },
  }
}

/** Throws for what cannot be written: it is refused here, and affects no other caller. */
export function draftOf(given: LedgerRecord): Draft {
  const { kind, by, data, contents = {} } = withWordsApart(given)
  const texts = Object.entries(contents).map(([name, { value }]): [string, string] => [
    name,
    canonicalText(value),
  ])
  if (texts.length > contentsMax) throw new RangeError(`an entry has at most ${contentsMax} contents`)
  return { record: JSON.parse(canonicalText({ kind, by, data })) as LedgerRecord, contents, texts }
}

/**
 * A person's content has a salt of its own; equal contents of nobody have the same, so that one is stored.
 */
const saltOf = (secret: string, of: string | undefined, text: string): string =>
  (of === undefined
    ? createHmac('sha256', secret).update(text).digest().subarray(0, saltBytes)
    : randomBytes(saltBytes)
  ).toString('base64url')

/** Throws RangeError for a content that is too long. */
export function seal({ record, contents, texts }: Draft, secret: string, sha256: Sha256): Sealed {
  if (texts.length === 0) return { record, lines: [], erasable: [] }
  const digests: Record<string, string> = {}
  const lines = texts.map(([name, text]): [string, string] => {
    const about = contents[name]!
    const line = contentLine(text, saltOf(secret, about.of, text), about)
    digests[name] = sha256(line)
    return [digests[name], line]
  })
  const erasable = texts.flatMap(([name]) => {
    const { of, until } = contents[name]!
    return of !== undefined && until ? [{ personId: of, digest: digests[name]! }] : []
  })
  const values = Object.fromEntries(texts.map(([name]) => [name, contents[name]!.value]))
  return { record: { ...record, data: { ...record.data, contents: digests } }, lines, erasable, values }
}

export function createContents(redis: Redis, conferenceId: string) {
  const key = keys.ledgerContents(conferenceId)
  let secret: Promise<string> | undefined

  async function readSecret(): Promise<string> {
    const head = keys.ledgerHead(conferenceId)
    await redis.hsetnx(head, 'salt', randomBytes(32).toString('base64url'))
    return (await redis.hget(head, 'salt'))!
  }

  async function lines(digests: readonly string[]): Promise<(string | null)[]> {
    return digests.length === 0 ? [] : redis.hmget(key, ...digests)
  }

  return {
    key,

    /** Of this conference; made when it is first needed. */
    secret(): Promise<string> {
      secret ??= readSecret().catch((error: unknown) => {
        secret = undefined
        throw error
      })
      return secret
    },

    /** In the order of the digests; null where one was deleted. */
    lines,

    /** By name; what was deleted is left out. */
    async of(entry: LedgerEntry): Promise<Record<string, unknown>> {
      const named = contentsOf(entry)
      const found = await lines(named.map(([, digest]) => digest))
      return Object.fromEntries(
        named.flatMap(([name], i) =>
          found[i] ? [[name, (JSON.parse(found[i]) as ContentLine).content] as const] : [],
        ),
      )
    },
  }
}
