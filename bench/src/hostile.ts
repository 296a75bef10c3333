// Attacks by strangers: inputs of every kind on every way in, all different, against the running product.
import type { Bench } from './bench.ts'
import { attackProduct } from './hostile/attack.ts'

const sum = (figures: number[]): number => figures.reduce((total, figure) => total + figure, 0)

export const hostile: Bench = {
  what: 'hostile inputs by every way in, and how the processes stand them',
  deadlineMinutes: 30,
  async run({ quick, scope, say }) {
    const attacked = await attackProduct({
      scope,
      inputs: quick ? 5000 : 310_000,
      people: quick ? 40 : 300,
      outlastLimits: !quick,
      say,
    })
    const { shares, crashes, poisonedWorkers, worstCpuMs, heap, redis } = attacked
    const tallies = Object.entries(shares)
    return {
      metrics: {
        inputs: sum(tallies.map(([, { inputs }]) => inputs)),
        crashes,
        worstCpuMs,
        poisonedWorkers,
        forbiddenOks: sum(tallies.map(([, { forbiddenOks }]) => forbiddenOks)),
        reachedHandlers: sum(tallies.map(([, { reached }]) => reached)),
        heapBefore: heap.before,
        heapAfter: heap.after,
        redisBefore: redis.before,
        redisAfter: redis.after,
        ...Object.fromEntries(
          tallies.flatMap(([name, { inputs, reached }]) => [
            [`${name}Inputs`, inputs],
            [`${name}Reached`, reached],
          ]),
        ),
      },
      floor: {},
      ratios: { heap: heap.after / heap.before, redis: redis.after / redis.before },
    }
  },
}
