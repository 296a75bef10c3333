// Servers send each other pushes through Redis' publish and subscribe, which stores nothing: a push may name
// people, so no later reader can get it. A client that may have missed one reloads by commands, which check
// its current rights.
import { createAdapter } from '@socket.io/redis-adapter'
import type { Redis } from 'ioredis'
import type { Log } from '../core/log.ts'

export interface AdapterConnections {
  adapter: ReturnType<typeof createAdapter>
  /** Called when the server hears the others again after a gap in which it may have missed something. */
  onMissed(listener: () => void): void
  close(): void
}

/** The adapter ignores its promises; an unhandled rejection would end the process. */
function hold(client: Redis, name: 'publish' | `${'' | 'p'}${'un' | ''}subscribe`): void {
  const run = client[name].bind(client) as (...given: unknown[]) => Promise<unknown>
  const handled = (...given: unknown[]) => {
    const answer = run(...given)
    answer.catch(() => undefined)
    return answer
  }
  Object.assign(client, { [name]: handled })
}

/** Anyone with access to Redis can publish; a message the adapter cannot read must not end the process. */
function shield(subscriber: Redis, log: Log): void {
  const listen = subscriber.on.bind(subscriber)
  const ignored = (error: unknown) =>
    log.warn({ err: error }, 'a message of another server was not understood')
  subscriber.on = (event, listener) => {
    const isMessage = event === 'messageBuffer' || event === 'pmessageBuffer'
    // The adapter's listener for requests is asynchronous, and nobody handles its promise.
    const shielded = async (...given: unknown[]): Promise<unknown> =>
      (listener as (...args: unknown[]) => unknown)(...given)
    return listen(event, isMessage ? (...given) => void shielded(...given).catch(ignored) : listener)
  }
}

export function createAdapterConnections(redis: Redis, log: Log): AdapterConnections {
  const subscriber = redis.duplicate({ disconnectTimeout: 50 })
  // The other connection already logs that Redis is away.
  subscriber.on('error', () => undefined)
  hold(redis, 'publish')
  for (const name of ['subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'] as const)
    hold(subscriber, name)
  shield(subscriber, log)
  // Channels belong to the whole Redis, not to one of its databases.
  const adapter = createAdapter(redis, subscriber, { key: `socket.io:${redis.options.db ?? 0}` })
  return {
    adapter,
    onMissed(listener) {
      let isFirst = true
      subscriber.on('ready', () => {
        const wasFirst = isFirst
        isFirst = false
        // By the time this is answered, the subscriptions are renewed.
        if (!wasFirst) subscriber.ping().then(listener, () => undefined)
      })
    },
    close: () => subscriber.disconnect(),
  }
}
