// Brings what is on file about a person into the sessions that they control: the one place that going live,
// approval and learners' words read.

import { isDeepStrictEqual } from 'node:util'
import { allParts, type Part, withRecordedAt } from '@lectern/shared/clearance'
import type { Disclosure, Faculty, Session, SessionPhase } from '@lectern/shared/program'
import { withStatus } from '@lectern/shared/programReview'
import type { Clock } from '../core/clock.ts'
import type { PlanNews } from '../program/planNews.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { DisclosuresStore } from './disclosuresStore.ts'

export interface ApplyingOptions {
  store: Pick<DisclosuresStore, 'disclosureFor'>
  program: Pick<ProgramStore, 'views' | 'findSession' | 'state' | 'changeSession'>
  planNews: Pick<PlanNews, 'changed'>
  clock: Clock
}

const lists = { speaker: 'speakers', moderator: 'moderators', planner: 'planners' } as const

/** The faculty member with this disclosure, null for none; the same object if nothing changes. */
function disclosing(
  member: Faculty,
  found: Disclosure | null | undefined,
  phase: SessionPhase,
  now: number,
): Faculty {
  if (found === undefined) return member
  const hasBegun = phase === 'live' || phase === 'paused'
  const { disclosure: before, ...rest } = member
  // What learners of a running session were told stays, even if the form is withdrawn meanwhile.
  if (found === null) return hasBegun || !before ? member : rest
  const after = hasBegun ? withRecordedAt(found, before, now) : found
  return isDeepStrictEqual(before, after) ? member : { ...rest, disclosure: after }
}

export function createApplying({ store, program, planNews, clock }: ApplyingOptions) {
  async function planned(session: Session, personId: string, phase: SessionPhase): Promise<Session> {
    const changed = { ...session }
    for (const part of Object.keys(lists) as Part[]) {
      const members = session[lists[part]]
      if (!members?.some((member) => member.personId === personId)) continue
      const found = await store.disclosureFor(personId, { sessionId: session.id, part })
      changed[lists[part]] = members.map((member) =>
        member.personId === personId ? disclosing(member, found, phase, clock()) : member,
      )
    }
    return changed
  }

  /** Again if somebody else has changed the plan meanwhile. */
  async function applyTo(sessionId: string, personId: string): Promise<void> {
    for (;;) {
      const before = await program.findSession(sessionId)
      if (!before) return
      const { phase } = await program.state(sessionId)
      // What learners of an ended session were told is history.
      if (phase === 'ended') return
      const after = await planned(before, personId, phase)
      if (isDeepStrictEqual(before, after)) return
      const saved = await program.changeSession(
        withStatus(after, before, phase, { by: personId, at: clock() }),
      )
      if (!saved) continue
      await planNews.changed(before, saved)
      return
    }
  }

  /** Repeatable. */
  return async function apply(personId: string): Promise<void> {
    const mine = (await program.views()).filter(({ session }) =>
      allParts(session).some(([member]) => member.personId === personId),
    )
    for (const { session } of mine) await applyTo(session.id, personId)
  }
}
