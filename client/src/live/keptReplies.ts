// Large replies that this page has: if requested again, the server only confirms that they are current.
import type { Acknowledgement } from '@lectern/shared/command'

/** Replies kept. */
const most = 20

export interface KeptReply {
  tag: string
  value: unknown
}

export function createKeptReplies() {
  const replies = new Map<string, KeptReply>()
  const keyOf = (name: string, request: object): string => `${name} ${JSON.stringify(request)}`

  return {
    find: (name: string, request: object): KeptReply | undefined => replies.get(keyOf(name, request)),
    /** The reply, from the server or from before (`had`). */
    take(
      name: string,
      request: object,
      had: KeptReply | undefined,
      { tag, value, unchanged }: Acknowledgement & { ok: true },
    ): unknown {
      const reply = unchanged && had ? had.value : value
      if (tag === undefined) return reply
      const key = keyOf(name, request)
      replies.delete(key)
      replies.set(key, { tag, value: reply })
      if (replies.size > most) replies.delete(replies.keys().next().value!)
      return reply
    },
  }
}
