// Thousands of voters, each with a socket, who follow a session.
import { AppError } from '@lectern/shared/errors'
import { sharedClock } from '../crowd/clock.ts'
import { CrowdSocket } from '../crowd/crowdSocket.ts'
import { answerQuestions } from '../helper.ts'
import { inFlight } from '../inFlight.ts'
import { noVotes, optionOf, type Voted, type Voting } from './ballot.ts'

const openAtOnce = 32
const sockets: CrowdSocket[] = []

const handlers = {
  open: ({ address, cookies, sessionId }: { address: string; cookies: string[]; sessionId: string }) =>
    inFlight(cookies.length, openAtOnce, async (index) => {
      const socket = await CrowdSocket.open(address, cookies[index]!)
      await socket.send('program.follow', { sessionId })
      sockets[index] = socket
    }),
  vote: async ({ sessionId, pollId, count, atOnce }: Voting): Promise<Voted> => {
    const votes = noVotes()
    const startedAt = sharedClock()
    await inFlight(count, atOnce, async (index) => {
      const choice = { options: [optionOf(index)] }
      try {
        await sockets[index]!.send('polls.vote', { sessionId, pollId, choice })
        votes.accepted++
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        votes.refused[error.code] = (votes.refused[error.code] ?? 0) + 1
      }
    })
    return { ...votes, seconds: (sharedClock() - startedAt) / 1000 }
  },
}
export type Voters = typeof handlers
answerQuestions(handlers)
