// A Redis connection whose server fails at one of its writes. For tests.
import type { Redis } from 'ioredis'

/** What happens to a server at a write. A stalled server continues when the test lets it. */
export type Fault = 'is killed before' | 'is killed after' | 'stands still at' | 'finds Redis full at'

const notCommands = /^(on|once|off|emit|defineCommand|disconnect|duplicate|quit|scanStream|constructor|then)$/
const reads =
  /^(get|getBuffer|h?m?getBuffer|mget|h(get|mget|getall|keys|vals|len|exists)|exists|s(members|ismember)|xrange|z(range|score|mscore|card|revrange)|lrange|llen|ping|config|keys)$/
const never = new Promise<never>(() => undefined)

/** `at`: which write fails, counted from 1. */
export function faulty(redis: Redis, fault: Fault, at: number) {
  const reached = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  let isDead = false
  let isOver = false
  let writes = 0

  async function write(run: () => Promise<unknown>): Promise<unknown> {
    writes += 1
    if (isDead) return never
    if (isOver || writes !== at) return run()
    isDead = fault.startsWith('is killed')
    if (fault === 'is killed after') await run()
    if (fault === 'finds Redis full at') await redis.config('SET', 'maxmemory', '1')
    reached.resolve()
    if (isDead) return never
    if (fault === 'stands still at') await released.promise
    return run()
  }

  const connection = new Proxy(redis, {
    get(target, name) {
      const member = target[name as keyof Redis] as unknown
      if (typeof member !== 'function' || typeof name !== 'string') return member
      const call = member.bind(target) as (...given: unknown[]) => Promise<unknown>
      if (notCommands.test(name)) return call
      if (name === 'multi')
        return () => {
          const transaction = target.multi()
          const exec = transaction.exec.bind(transaction)
          return Object.assign(transaction, { exec: () => write(exec) })
        }
      if (reads.test(name)) return (...given: unknown[]) => (isDead ? never : call(...given))
      return (...given: unknown[]) => write(() => call(...given))
    },
  })
  return {
    connection,
    reached: reached.promise,
    /** A stalled server continues. */
    release: released.resolve,
    /** It no longer fails. */
    end: (): void => {
      isOver = true
    },
  }
}
