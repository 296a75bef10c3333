// Mails as they are stored, with an index to list them by status, kind and person.
import { keys } from '@lectern/shared/keys'
import { type MailKind, type MailStatus, mailKindNames, mailStatuses } from '@lectern/shared/mailKinds'
import type { MailValues } from '@lectern/shared/mailText'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

/** A server's hold on a mail. From `handing` on the mail server may have accepted it. */
export interface Lease {
  token: string
  until: number
  stage: 'connecting' | 'handing'
}

export interface MailTimes {
  before?: number
  deadline?: number
}

export interface StoredMail {
  id: string
  version: number
  kind: MailKind
  personId: string
  /** What it is about, besides its kind and person: a session's or an activity's id, for example. */
  thing: string
  status: MailStatus
  words: string
  createdAt: number
  changedAt: number
  attempts: number
  nextAt: number | null
  /** Where its link leads after the sign-in. */
  path: string
  /** What the maker of the mail knows and its sender could not find out. */
  given: MailValues
  /** Times in it (ms), which are written in the language of its text. */
  times?: MailTimes
  /** Not sent after this time: it would come too late. */
  notAfter?: number
  /** Before everything else that waits: somebody sits there and looks for it. */
  isUrgent?: true
  isTest?: true
  /** A repeat has a new link, since the first one may have been revoked. */
  linkRound: number
  lease?: Lease
  /** As sent: the address, the text and its values but for the secret link. */
  to?: string
  language?: string
  textDigest?: string
  values?: MailValues
}

export interface MailFilter {
  kind?: MailKind | undefined
  status?: MailStatus | undefined
  personId?: string | undefined
}

export type MailStore = ReturnType<typeof createMailStore>

const runPut = script<number>(import.meta.url, './put.lua')
/** Urgent mails come first in the order of what is due. */
const urgencyMs = 86_400_000

const timeText = (at: number): string => String(at).padStart(15, '0')
const namesInIndex = ({ id, status, kind, personId, createdAt }: StoredMail): [string, string] => [
  `s ${status} ${kind} ${timeText(createdAt)} ${id}`,
  `p ${personId} ${timeText(createdAt)} ${id}`,
]
const read = (text: string): StoredMail => JSON.parse(text) as StoredMail

/** When somebody must look after it: to send it, or because its sender has died. */
function dueOf({ status, nextAt, lease, isUrgent }: StoredMail): number | '' {
  if (status === 'sending') return lease!.until
  if (status !== 'waiting' || nextAt === null) return ''
  return isUrgent ? nextAt - urgencyMs : nextAt
}

export function createMailStore(redis: Redis) {
  const keysOf = (conferenceId: string) => [
    keys.mails(conferenceId),
    keys.mailIndex(conferenceId),
    keys.mailsDue(conferenceId),
  ]

  const store = {
    async find(conferenceId: string, mailId: string): Promise<StoredMail | undefined> {
      const text = await redis.hget(keys.mails(conferenceId), mailId)
      return text === null ? undefined : read(text)
    },

    /** In the order of the ids; undefined for one that does not exist. */
    async findAll(conferenceId: string, mailIds: readonly string[]): Promise<(StoredMail | undefined)[]> {
      if (mailIds.length === 0) return []
      const texts = await redis.hmget(keys.mails(conferenceId), ...mailIds)
      return texts.map((text) => (text === null ? undefined : read(text)))
    },

    /** False if it exists. */
    async create(conferenceId: string, mail: Omit<StoredMail, 'version'>): Promise<boolean> {
      const stored = { ...mail, version: 1 }
      const names = namesInIndex(stored)
      const given = [mail.id, 0, JSON.stringify(stored), dueOf(stored), 0, ...names]
      return (await runPut(redis, keysOf(conferenceId), given)) === 1
    },

    /** The mail as changed; undefined if somebody else has changed it since it was read. */
    async change(
      conferenceId: string,
      mail: StoredMail,
      fields: Partial<StoredMail>,
    ): Promise<StoredMail | undefined> {
      const next: StoredMail = { ...mail, ...fields, version: mail.version + 1 }
      const [before, after] = [namesInIndex(mail), namesInIndex(next)]
      const leaving = before.filter((name) => !after.includes(name))
      const names = [leaving.length, ...leaving, ...after.filter((name) => !before.includes(name))]
      const given = [mail.id, mail.version, JSON.stringify(next), dueOf(next), ...names]
      return (await runPut(redis, keysOf(conferenceId), given)) === 1 ? next : undefined
    },

    async remove(conferenceId: string, mail: StoredMail): Promise<boolean> {
      const given = [mail.id, mail.version, '', '', 2, ...namesInIndex(mail)]
      return (await runPut(redis, keysOf(conferenceId), given)) === 1
    },

    /** Ids of mails that somebody must look after by `now`, the oldest first. */
    due: (conferenceId: string, now: number, count: number): Promise<string[]> =>
      redis.zrangebyscore(keys.mailsDue(conferenceId), '-inf', now, 'LIMIT', 0, count),

    /** Newest first, at most `count`; `after`: the last of the page before. */
    async list(
      conferenceId: string,
      filter: MailFilter,
      count: number,
      after?: { createdAt: number; id: string },
    ): Promise<StoredMail[]> {
      const ranges = filter.personId
        ? [`p ${filter.personId} `]
        : (filter.status ? [filter.status] : mailStatuses).flatMap((status) =>
            (filter.kind ? [filter.kind] : mailKindNames).map((kind) => `s ${status} ${kind} `),
          )
      const to = after ? `${timeText(after.createdAt)} ${after.id}` : '\xff'
      const batch = redis.pipeline()
      // A person has a bounded number of mails, of which the other filters leave some.
      for (const range of ranges)
        batch.zrevrangebylex(
          keys.mailIndex(conferenceId),
          `(${range}${to}`,
          `[${range}`,
          'LIMIT',
          0,
          filter.personId ? 5000 : count,
        )
      const found = ((await batch.exec()) ?? []).flatMap(([error, names]) => {
        if (error) throw error
        return (names as string[]).map((name) => name.split(' ').slice(-2).join(' '))
      })
      const ids = found.sort((a, b) => (a < b ? 1 : -1)).map((name) => name.slice(name.indexOf(' ') + 1))
      const mails = await store.findAll(conferenceId, filter.personId ? ids : ids.slice(0, count))
      return mails
        .filter((mail) => mail !== undefined)
        .filter(
          ({ kind, status }) =>
            (!filter.kind || filter.kind === kind) && (!filter.status || filter.status === status),
        )
        .slice(0, count)
    },

    /** By kind and status; pairs without a mail are left out. */
    async counts(
      conferenceId: string,
      statuses: readonly MailStatus[] = mailStatuses,
    ): Promise<{ kind: MailKind; status: MailStatus; count: number }[]> {
      const pairs = statuses.flatMap((status) => mailKindNames.map((kind) => ({ status, kind })))
      const batch = redis.pipeline()
      for (const { status, kind } of pairs) {
        const range = `s ${status} ${kind} `
        batch.zlexcount(keys.mailIndex(conferenceId), `[${range}`, `(${range}\xff`)
      }
      const counted = (await batch.exec()) ?? []
      return pairs
        .map((pair, i) => ({ ...pair, count: Number(counted[i]![1]) }))
        .filter(({ count }) => count > 0)
    },
  }
  return store
}
