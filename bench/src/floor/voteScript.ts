// The floor of votes: bare ioredis that runs the product's script, auto-pipelining like the product.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { keys } from '@lectern/shared/keys'
import { redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import { sharedClock } from '../crowd/clock.ts'
import { personIdOf } from '../crowd/people.ts'
import { answerQuestions } from '../helper.ts'
import { inFlight } from '../inFlight.ts'
import { noVotes, optionOf, type Voted, type Voting } from '../votes/ballot.ts'

const text = readFileSync(new URL('../../../server/src/polls/vote.lua', import.meta.url), 'utf8')
const hash = createHash('sha1').update(text).digest('hex')
let redis: Redis

const handlers = {
  connect: async (redisUrl: string) => {
    redis = new Redis(redisLocation(redisUrl), { enableAutoPipelining: true })
    await redis.script('LOAD', text)
  },
  vote: async ({ sessionId, pollId, group, count, atOnce }: Voting): Promise<Voted> => {
    const votes = noVotes()
    const voteKeys = [
      keys.pollsById(sessionId),
      keys.pollVotes(sessionId, pollId),
      keys.pollTally(sessionId, pollId),
      keys.sessionState(sessionId),
    ]
    const startedAt = sharedClock()
    await inFlight(count, atOnce, async (index) => {
      const option = optionOf(index)
      const choice = JSON.stringify({ options: [option], text: '' })
      const [outcome] = (await redis.evalsha(
        hash,
        voteKeys.length,
        ...voteKeys,
        ...[pollId, personIdOf(group, index), Date.now(), choice, 0, option],
      )) as [string]
      if (outcome === 'counted') votes.accepted++
      else votes.refused[outcome] = (votes.refused[outcome] ?? 0) + 1
    })
    return { ...votes, seconds: (sharedClock() - startedAt) / 1000 }
  },
  /** Commands run since Redis started, scripts' included. */
  commandsRun: async () => Number((await redis.info('stats')).match(/total_commands_processed:(\d+)/)![1]),
}
export type VoteScript = typeof handlers
answerQuestions(handlers)
