import { errors } from '@lectern/shared/errors'
import type { pollCommands as declared, Poll, PollChoice } from '@lectern/shared/polls'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { Caller } from '../live/connection.ts'
import type { Handlers } from '../live/handlers.ts'
import { channelOf, rooms } from '../live/rooms.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { type Eyes, type PollRecord, pollFor, statusOf } from './pollRules.ts'
import type { PollsLive } from './pollsLive.ts'
import type { Changed, PollsStore } from './pollsStore.ts'

export interface PollsCommandsOptions {
  store: PollsStore
  live: PollsLive
  program: Pick<ProgramStore, 'session'>
  accounts: Pick<AccountsStore, 'findPerson'>
  clock: Clock
}

/** As many answers as a moderator can read; the CSV has all. */
const answersMax = 500

export function createPollsCommands(options: PollsCommandsOptions): Handlers<typeof declared> {
  const { store, live, program, accounts, clock } = options

  async function eyesOf(sessionId: string, { person }: Caller): Promise<Eyes> {
    return channelOf(await program.session(sessionId), person) === 'desk' ? 'desk' : 'viewer'
  }

  /** While a poll is open, its voters get the tally in a channel of their own. */
  async function joinVoters(sessionId: string, poll: PollRecord, { connection }: Caller): Promise<void> {
    if (poll.draft.results === 'voted' && statusOf(poll, clock()) === 'open')
      await connection.join(rooms.voters(sessionId, poll.id))
  }

  function shown(eyes: Eyes, poll: PollRecord | null, mine: PollChoice | null): Poll {
    const seen = poll && pollFor(eyes, poll, mine, clock())
    if (!seen) throw errors.notFound('poll')
    return seen
  }

  /** Announces the desk's change to everyone, and returns the poll to the desk. */
  async function done(sessionId: string, changing: Promise<Changed>, { person }: Caller): Promise<Poll> {
    const { poll, changes } = await changing
    live.changed(changes)
    const [mine = null] = poll ? await store.mine(sessionId, [poll.id], person.id) : []
    return shown('desk', poll, mine)
  }

  return {
    'polls.list': async ({ sessionId }, caller) => {
      const eyes = await eyesOf(sessionId, caller)
      const { version, polls } = await store.list(sessionId)
      const votes = await store.mine(
        sessionId,
        polls.map((poll) => poll.id),
        caller.person.id,
      )
      const now = clock()
      const seen: Poll[] = []
      for (const [i, poll] of polls.entries()) {
        const mine = votes[i] ?? null
        // The server that opened it may be gone when it ends.
        live.watch(sessionId, poll)
        if (mine) await joinVoters(sessionId, poll, caller)
        const visible = pollFor(eyes, poll, mine, now)
        if (visible) seen.push(visible)
      }
      return { sessionId, version, polls: seen }
    },
    'polls.vote': async ({ sessionId, pollId, choice }, caller) => {
      const eyes = await eyesOf(sessionId, caller)
      // Viewers do not learn that an unopened poll exists.
      const { poll, mine, counted } = await store
        .vote(sessionId, pollId, caller.person.id, choice)
        .catch(async (error: unknown) => {
          const refused = eyes === 'viewer' ? await store.find(sessionId, pollId) : undefined
          if (refused?.status === 'draft') throw errors.notFound('poll')
          throw error
        })
      await joinVoters(sessionId, poll, caller)
      if (counted) live.voted(sessionId, pollId)
      return shown(eyes, poll, mine)
    },
    'polls.answers': async ({ sessionId, pollId }) => {
      const poll = await store.find(sessionId, pollId)
      if (!poll) throw errors.notFound('poll')
      if (poll.draft.kind !== 'text')
        throw errors.conflict('Only a poll that is answered in words has answers to read.')
      const votes = (await store.votes(sessionId, pollId)).slice(0, answersMax)
      const nameOf = async (personId: string) =>
        poll.draft.anonymous ? null : ((await accounts.findPerson(personId))?.name ?? null)
      return {
        answers: await Promise.all(
          votes.map(async ({ personId, choice }) => ({ text: choice.text, name: await nameOf(personId) })),
        ),
      }
    },
    'polls.create': ({ sessionId, pollId, draft }, caller) =>
      done(sessionId, store.create(sessionId, draft, pollId), caller),
    'polls.edit': ({ sessionId, pollId, version, draft }, caller) =>
      done(sessionId, store.edit(sessionId, pollId, version, draft), caller),
    'polls.delete': async ({ sessionId, pollId, version }) => {
      live.changed((await store.delete(sessionId, pollId, version)).changes)
      return {}
    },
    'polls.open': ({ sessionId, pollId, version }, caller) =>
      done(sessionId, store.open(sessionId, pollId, version), caller),
    'polls.close': ({ sessionId, pollId, version }, caller) =>
      done(sessionId, store.close(sessionId, pollId, version), caller),
    'polls.setOnStage': ({ sessionId, pollId, version, onStage }, caller) =>
      done(sessionId, store.setOnStage(sessionId, pollId, version, onStage), caller),
  }
}
