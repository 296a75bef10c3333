// What only the person can say: that they want a board's points, and who recruited them for an activity. Each
// is in the ledger before the person gets a reply.
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Board } from '@lectern/shared/requirements'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import type { ActivitiesStore } from './activitiesStore.ts'
import { type ClaimsStore, reportedKey } from './claimsStore.ts'
import type { Policies } from './policies.ts'

export interface DeclarationsOptions {
  accounts: Pick<AccountsStore, 'account'>
  details: Pick<DetailsStore, 'of' | 'saveMocWish' | 'saveRecruitment'>
  activities: Pick<ActivitiesStore, 'all'>
  claims: Pick<ClaimsStore, 'of' | 'reported' | 'registerAnswers'>
  policies: Policies
  intents: Pick<Intents, 'define'>
  clock: Clock
}

interface Wish {
  personId: string
  board: Board
  given: boolean
  at: number
  /** Whose ledgers record it: each must show what its reports rested on. */
  conferenceIds: string[]
}

interface Recruitment {
  personId: string
  activityId: string
  /** Empty: nobody recruited them. */
  by: string
  at: number
}

export type Declarations = ReturnType<typeof createDeclarations>

export function createDeclarations(options: DeclarationsOptions) {
  const { accounts, details, activities, claims, policies, intents, clock } = options

  const defined = intents.define(keys.creditIntents(), {
    async mocWish({ personId, board, given, at, conferenceIds }: Wish, record: Recording): Promise<void> {
      // Another request has decided the same.
      if ((await details.of(personId)).mocWishes[board]?.given === given) return
      const kind = given ? 'moc.requested' : 'moc.withdrawn'
      for (const conferenceId of conferenceIds)
        await record(`wish ${conferenceId}`, [
          { kind, by: personId, data: { personId, board, conferenceId, at } },
        ])
      await details.saveMocWish(personId, board, { given, at })
    },

    async recruitment({ personId, activityId, by, at }: Recruitment, record: Recording): Promise<void> {
      if ((await details.of(personId)).recruitments[activityId]?.by === by) return
      await record('recruitment', [
        {
          kind: 'recruitment.declared',
          by: personId,
          data: { personId, activityId, isRecruited: by !== '', at },
          contents: { declaration: { value: { by }, of: personId } },
        },
      ])
      await details.saveRecruitment(personId, activityId, { by, at })
    },
  })

  /** Whether the register has points of the board for this person. */
  async function isReported(personId: string, board: Board): Promise<boolean> {
    const made = (await claims.of(personId)).filter(
      ({ policyId }) => policies.find(({ id }) => id === policyId)?.board?.id === board,
    )
    const each = await Promise.all(
      made.map(async (claim) => {
        const [codes, answers] = await Promise.all([
          claims.reported(claim.activityId),
          claims.registerAnswers(claim.activityId),
        ])
        return (
          codes[reportedKey(personId, claim)] === claim.code && answers[claim.code]?.rejected === undefined
        )
      }),
    )
    return each.includes(true)
  }

  async function declare(personId: string, activityId: string, by: string): Promise<void> {
    const name = `recruitment ${personId} ${activityId}`
    await defined.settled(name)
    if ((await details.of(personId)).recruitments[activityId]?.by === by) return
    await defined.begin('recruitment', name, { personId, activityId, by, at: clock() })
  }

  return {
    /** Throws `conflict` if the points are reported already. */
    async wish(personId: string, board: Board, given: boolean): Promise<void> {
      const name = `moc ${personId} ${board}`
      // A decision that another server is recording comes first.
      await defined.settled(name)
      const before = (await details.of(personId)).mocWishes[board]?.given ?? false
      if (before === given) return
      if (!given && (await isReported(personId, board)))
        throw errors.conflict(
          `Your points were reported to the ${board} already, so this cannot be taken back here. Ask the CE office to delete the report first.`,
        )
      const conferenceIds = [...((await accounts.account(personId))?.memberships.keys() ?? [])].sort()
      await defined.begin('mocWish', name, { personId, board, given, at: clock(), conferenceIds })
    },

    declare,

    /** The activities of a conference whose bodies want to know who recruited people. */
    async asking(conferenceId: string): Promise<string[]> {
      const asks = (policyId: string) =>
        policies.find(({ id }) => id === policyId)?.requires.includes('recruitment') ?? false
      return (await activities.all(conferenceId))
        .filter(({ designations }) => designations.some(({ policyId }) => asks(policyId)))
        .map(({ id }) => id)
    },
  }
}
