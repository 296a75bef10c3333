// What people have signed, and what is decided about them: acts that are only ever added.
import { type DisclosureAct, disclosureFor, type OnFile, onFile } from '@lectern/shared/disclosureRules'
import type { DisclosureDraft, PartOf } from '@lectern/shared/disclosures'
import { keys } from '@lectern/shared/keys'
import type { Disclosure } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

const runAppend = script<string>(import.meta.url, './append.lua')

/** When somebody was last asked for their form, and by whom. */
export interface Asked {
  at: number
  by: string
}

export type DisclosuresStore = ReturnType<typeof createDisclosuresStore>

export function createDisclosuresStore(redis: Redis) {
  const store = {
    async of(personId: string): Promise<OnFile> {
      const texts = await redis.lrange(keys.disclosureActs(personId), 0, -1)
      return onFile(texts.map((text) => JSON.parse(text) as DisclosureAct))
    },

    /**
     * A person's disclosure for one part: undefined if they never signed a form, null if they have withdrawn
     * it.
     */
    async disclosureFor(personId: string, part: PartOf): Promise<Disclosure | null | undefined> {
      return disclosureFor(await store.of(personId), part)
    },

    /**
     * `seen`: the revision that the act rests on. Returns the act with this id, which may be an earlier
     * attempt's; undefined if what is on file has changed since.
     */
    async append(personId: string, seen: number, act: DisclosureAct): Promise<DisclosureAct | undefined> {
      const text = await runAppend(
        redis,
        [keys.disclosureActs(personId), keys.disclosureActIds(personId), keys.disclosureDraft(personId)],
        [act.id, seen, JSON.stringify(act), act.kind === 'signed' ? '1' : ''],
      )
      return text === '' ? undefined : (JSON.parse(text) as DisclosureAct)
    },
    hasAct: async (personId: string, actId: string): Promise<boolean> =>
      (await redis.hexists(keys.disclosureActIds(personId), actId)) === 1,

    async draft(personId: string): Promise<DisclosureDraft | null> {
      const text = await redis.get(keys.disclosureDraft(personId))
      return text === null ? null : (JSON.parse(text) as DisclosureDraft)
    },
    async saveDraft(personId: string, draft: DisclosureDraft): Promise<void> {
      await redis.set(keys.disclosureDraft(personId), JSON.stringify(draft))
    },

    async ask(conferenceId: string, personId: string, asked: Asked): Promise<void> {
      await redis.hset(keys.disclosureRequests(conferenceId), personId, JSON.stringify(asked))
    },
    /** Everyone who was asked at this conference, by person id. */
    async asked(conferenceId: string): Promise<Map<string, Asked>> {
      const texts = Object.entries(await redis.hgetall(keys.disclosureRequests(conferenceId)))
      return new Map(texts.map(([personId, text]) => [personId, JSON.parse(text) as Asked]))
    },
  }
  return store
}
