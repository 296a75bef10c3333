// How many votes a second are counted, and whether all are: the product, whose people vote over sockets,
// against bare ioredis that runs the same script in the same Redis with as many calls in flight.
import type { Poll, PollTally } from '@lectern/shared/polls'
import { type Product, startProduct } from '../../e2e/product.ts'
import { startRedis } from '../../scripts/testing/redis.ts'
import type { Bench, BenchOptions } from './bench.ts'
import { CrowdSocket } from './crowd/crowdSocket.ts'
import { behindProxy, signInFrom, signInPeople } from './crowd/people.ts'
import type { VoteScript } from './floor/voteScript.ts'
import { type Helper, startHelper } from './helper.ts'
import { processorSeconds } from './processor.ts'
import { ratiosOf } from './statistics.ts'
import { ballot, isExact, type Voted, type Voting } from './votes/ballot.ts'
import type { Voters } from './votes/voters.ts'

const sessionId = 'heart-failure'
const group = 'voter'
/** Votes in flight at a time, on either side. */
const atOnce = 512
const sideNames = ['product', 'floor'] as const
type SideName = (typeof sideNames)[number]

interface Hall {
  product: Product
  floor: Helper<VoteScript>
  voters: Helper<Voters>
  moderator: CrowdSocket
  cookies: string[]
}

async function startHall({ scope, say }: BenchOptions, people: number): Promise<Hall> {
  say('starting Redis, the product on two servers, and the voters')
  const redis = await scope.use(startRedis, (running) => running.close())
  const product = await scope.use(
    () => startProduct({ servers: 2, env: { ...behindProxy, REDIS_URL: redis.url } }),
    (running) => running.close(),
  )
  const floor = await startHelper<VoteScript>(scope, './floor/voteScript.ts')
  await floor.ask('connect', redis.url)
  const voters = await startHelper<Voters>(scope, './votes/voters.ts')

  say(`signing ${people} people in`)
  const cookies = await signInPeople(product, group, people)
  const link = await product.linkOf({ sessionId, as: 'moderator' })
  const moderator = await CrowdSocket.open(product.addresses[1]!, await signInFrom('192.0.2.1', link))
  say('they open their sockets')
  await voters.ask('open', { address: product.addresses[0]!, cookies, sessionId })
  return { product, floor, voters, moderator, cookies }
}

async function openPoll({ moderator }: Hall): Promise<Poll> {
  const { id: pollId, version } = await moderator.send('polls.create', { sessionId, draft: ballot })
  return moderator.send('polls.open', { sessionId, pollId, version })
}

interface Load {
  votes: number
  seconds: number
  /** Seconds of a core: counting on this side, and voting. */
  counting: number
  generator: number
  redisCommands: number
}
const noLoad = (): Load => ({ votes: 0, seconds: 0, counting: 0, generator: 0, redisCommands: 0 })

/** Everyone votes once, in a new poll. */
async function voteOnce(hall: Hall, side: SideName, load: Load): Promise<void> {
  const { product, floor, voters, cookies } = hall
  const { id: pollId } = await openPoll(hall)
  const voting: Voting = { sessionId, pollId, group, count: cookies.length, atOnce }
  const read = async () => ({
    counting: processorSeconds(side === 'product' ? product.pid('server0') : floor.pid),
    generator: processorSeconds(voters.pid),
    redisCommands: await floor.ask('commandsRun'),
  })
  const before = await read()
  const voted: Voted = await (side === 'product' ? voters.ask('vote', voting) : floor.ask('vote', voting))
  const after = await read()
  if (voted.accepted !== cookies.length)
    throw new Error(`${side}: votes were refused: ${JSON.stringify(voted.refused)}`)
  load.votes += voted.accepted
  load.seconds += voted.seconds
  for (const key of ['counting', 'generator', 'redisCommands'] as const) load[key] += after[key] - before[key]
}

/** Processor time in µs per vote. */
const figuresOf = ({ votes, seconds, counting, generator, redisCommands }: Load) => ({
  votesPerSecond: votes / seconds,
  cpuPerVote: (1e6 * counting) / votes,
  generatorCpuPerVote: (1e6 * generator) / votes,
  redisCommandsPerVote: redisCommands / votes,
})

const tallyIn = (polls: readonly Poll[], pollId: string): PollTally | null | undefined =>
  polls.find(({ id }) => id === pollId)?.tally

/**
 * Everyone sends the same vote over sockets on two servers at once: is each counted once, for every reader?
 */
async function voteTwice(hall: Hall, { scope, say }: BenchOptions): Promise<boolean> {
  const { product, voters, moderator, cookies } = hall
  say('everybody opens a second socket, on the other server')
  const others = await startHelper<Voters>(scope, './votes/voters.ts')
  await others.ask('open', { address: product.addresses[1]!, cookies, sessionId })
  const { id: pollId, version } = await openPoll(hall)
  const voting: Voting = { sessionId, pollId, group, count: cookies.length, atOnce }
  const both = await Promise.all([voters.ask('vote', voting), others.ask('vote', voting)])
  for (const { accepted, refused } of both)
    say(`of ${cookies.length}, ${accepted} accepted, refused ${JSON.stringify(refused)}`)
  const onDesk = tallyIn((await moderator.send('polls.list', { sessionId })).polls, pollId)
  const closed = await moderator.send('polls.close', { sessionId, pollId, version })
  // A viewer sees the results once the poll is closed; this one reads them from the other server.
  const viewer = await CrowdSocket.open(product.addresses[0]!, cookies[0]!)
  const seen = tallyIn((await viewer.send('polls.list', { sessionId })).polls, pollId)
  return isExact(cookies.length, [onDesk, closed.tally, seen])
}

export const votes: Bench = {
  what: 'votes that are counted in a second, and whether every one is counted once',
  deadlineMinutes: 10,
  async run(options) {
    const { quick, say } = options
    const people = quick ? 1000 : 10_000
    const hall = await startHall(options, people)
    const loads = { product: noLoad(), floor: noLoad() }
    // The first round warms up.
    for (const side of sideNames) await voteOnce(hall, side, noLoad())
    for (let round = 0; round < (quick ? 1 : 2); round++)
      for (const side of [...sideNames, ...sideNames.toReversed()]) await voteOnce(hall, side, loads[side])
    const [product, floor] = [figuresOf(loads.product), figuresOf(loads.floor)]
    for (const [side, { votesPerSecond, cpuPerVote }] of Object.entries({ product, floor }))
      say(
        `${side}: ${votesPerSecond.toFixed(0)} votes a second, ${cpuPerVote.toFixed(0)} µs of a core for one`,
      )
    const exact = (await voteTwice(hall, options)) ? 1 : 0
    return {
      metrics: { ...product, exact, people },
      floor,
      ratios: ratiosOf(['votesPerSecond', 'cpuPerVote'], product, floor),
    }
  },
}
