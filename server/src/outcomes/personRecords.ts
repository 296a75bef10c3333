// What a person answered before and after activities and committed to, in the lists of their data, merged
// with another's, and erased.
import type { PersonRecords } from '../accounts/personRecords.ts'
import type { OutcomesStore } from './outcomesStore.ts'

export interface OutcomeRecordsOptions {
  store: OutcomesStore
  /** Ids of every activity of the installation. */
  activityIds: () => Promise<string[]>
}

const timeOf = (at: number): string => new Date(at).toISOString()

export function createOutcomeRecords({ store, activityIds }: OutcomeRecordsOptions): PersonRecords {
  const everywhere = async (run: (activityId: string) => Promise<unknown>): Promise<void> => {
    for (const activityId of await activityIds()) await run(activityId)
  }
  return {
    async collect(personId) {
      const answered: unknown[] = []
      const committed: unknown[] = []
      await everywhere(async (activityId) => {
        const own = await store.of(activityId, personId)
        for (const side of ['before', 'after'] as const) {
          const said = own[side]
          if (said) answered.push({ activityId, side, answers: said.answers, at: timeOf(said.at) })
        }
        if (own.committed)
          committed.push({
            activityId,
            commitment: own.committed.commitment,
            at: timeOf(own.committed.at),
            followUp: own.followUp && { ...own.followUp.answer, at: timeOf(own.followUp.at) },
          })
      })
      return { 'Questions before and after': answered, 'Commitments to change': committed }
    },
    move: (from, to) => everywhere((activityId) => store.move(activityId, from, to)),
    erase: (personId) => everywhere((activityId) => store.erase(activityId, personId)),
  }
}
