// What an activity asks before and after it, and about changes, for one person.
import type { FormAnswers } from '@lectern/shared/creditForms'
import type { Commitment, FollowUp, OwnOutcomes } from '@lectern/shared/outcomes'
import type { Side } from '@lectern/shared/outcomeWords'
import { useQueryClient } from '@tanstack/react-query'
import { request } from '../../live/http.ts'
import { useCommand } from '../../live/useCommand.ts'

export const ownOutcomesQuery = (activityId: string) => ({
  queryKey: ['outcomes', activityId],
  queryFn: () => request('outcomes.mine', { params: { activityId } }),
  // What can be answered changes as the session begins and ends.
  staleTime: 0,
})

/** Sends what the person says; the page has the server's answer at once. */
export function useOutcomes(activityId: string) {
  const queryClient = useQueryClient()
  const command = useCommand({ changes: ['outcomes', activityId] })
  const say = (send: () => Promise<OwnOutcomes>): Promise<boolean> =>
    command.run(async () => {
      queryClient.setQueryData(['outcomes', activityId], await send())
    })
  const params = { activityId }
  return {
    ...command,
    answer: (side: Side, version: number, answers: FormAnswers | null) =>
      say(() => request('outcomes.answer', { params, body: { side, version, answers } })),
    commit: (commitment: Commitment | null) =>
      say(() => request('outcomes.commit', { params, body: { commitment } })),
    followUp: (body: FollowUp) => say(() => request('outcomes.followUp', { params, body })),
  }
}
