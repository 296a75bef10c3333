import { errors } from '@lectern/shared/errors'
import type { pollRoutes } from '@lectern/shared/polls'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import { csvForPeople } from '../http/csv.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { channelOf } from '../live/rooms.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { choicesOf, type PollRecord } from './pollRules.ts'
import type { PollsStore, Vote } from './pollsStore.ts'

type Row = string[]

const share = (votes: number, people: number): string =>
  people === 0 ? '0%' : `${Math.round((votes / people) * 1000) / 10}%`

/** With names only if voters were told so before they voted. */
function rowsOf({ draft, tally }: PollRecord, votes: Vote[], names: Map<string, string>): Row[] {
  const name = (vote: Vote): string => names.get(vote.personId) ?? ''
  const named = !draft.anonymous
  if (draft.kind === 'text')
    return [
      ['answer', ...(named ? ['name'] : [])],
      ...votes.map((vote) => [vote.choice.text, ...(named ? [name(vote)] : [])]),
    ]
  const textOf = new Map(draft.options.map((option) => [option.id, option.text]))
  return [
    ['choice', 'votes', 'share', ...(named ? ['names'] : [])],
    ...choicesOf(draft).map((choice) => {
      const count = tally.counts[choice] ?? 0
      const voters = votes.filter((vote) => vote.choice.options.includes(choice)).map(name)
      return [
        textOf.get(choice) ?? choice,
        String(count),
        share(count, tally.people),
        ...(named ? [voters.sort().join('; ')] : []),
      ]
    }),
  ]
}

export interface PollsRoutesOptions {
  store: PollsStore
  program: ProgramStore
  findPerson: AccountsStore['findPerson']
}

/** Results, for the session's moderators and organisers. */
export function createPollsRoutes({
  store,
  program,
  findPerson,
}: PollsRoutesOptions): RouteHandlers<typeof pollRoutes> {
  async function namesOf(votes: Vote[]): Promise<Map<string, string>> {
    const people = await Promise.all(votes.map((vote) => findPerson(vote.personId)))
    return new Map(people.flatMap((person) => (person ? [[person.id, person.name]] : [])))
  }

  return {
    async 'polls.results'({ params: { sessionId, pollId }, person }) {
      const session = await program.findSession(sessionId)
      if (!session) throw errors.notFound('session')
      if (channelOf(session, person) !== 'desk') throw errors.forbidden('you do not moderate this session')
      const poll = await store.find(sessionId, pollId)
      if (!poll) throw errors.notFound('poll')
      const { kind, anonymous } = poll.draft
      const votes = kind === 'text' || !anonymous ? await store.votes(sessionId, pollId) : []
      const rows = rowsOf(poll, votes, anonymous ? new Map() : await namesOf(votes))
      return { name: `poll-${pollId}.csv`, content: csvForPeople(rows) }
    },
  }
}
