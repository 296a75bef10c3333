// What waits for a conference's office, in figures. Each figure is one question to Redis, whose cost grows
// with the programme at most.
import { inControl } from '@lectern/shared/clearance'
import { partState } from '@lectern/shared/disclosureRules'
import type { MailStatus } from '@lectern/shared/mailKinds'
import type { Needs, overviewRoutes } from '@lectern/shared/overview'
import type { SessionView } from '@lectern/shared/program'
import { type Clock, dayMs } from '../core/clock.ts'
import type { DisclosuresStore } from '../disclosures/disclosuresStore.ts'
import type { HandoutsStore } from '../handouts/handoutsStore.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'

export interface NeedsRoutesOptions {
  views: (conferenceId: string) => Promise<SessionView[]>
  disclosures: Pick<DisclosuresStore, 'asked'>
  handouts: Pick<HandoutsStore, 'waiting'>
  /** How many mails of the conference have one of these statuses. */
  countMails: (
    conferenceId: string,
    statuses: readonly MailStatus[],
  ) => Promise<{ status: MailStatus; count: number }[]>
  clock: Clock
}

const weekMs = 7 * dayMs

export function createNeedsRoutes(
  options: NeedsRoutesOptions,
): RouteHandlers<Pick<typeof overviewRoutes, 'overview.needs'>> {
  const { views, disclosures, handouts, countMails, clock } = options

  async function mailsOf(conferenceId: string): Promise<Needs['mails']> {
    const counts = await countMails(conferenceId, ['unknown', 'refused', 'bounced'])
    const sumOf = (...wanted: MailStatus[]) =>
      counts.reduce((sum, { status, count }) => sum + (wanted.includes(status) ? count : 0), 0)
    return { unknown: sumOf('unknown'), refused: sumOf('refused', 'bounced') }
  }

  async function disclosuresOf(
    conferenceId: string,
    all: readonly SessionView[],
  ): Promise<Needs['disclosures']> {
    const now = clock()
    const asked = await disclosures.asked(conferenceId)
    const [undecided, overdue] = [new Set<string>(), new Set<string>()]
    for (const { session, state } of all) {
      if (state.phase === 'ended' || session.activityId === undefined) continue
      const { startsAt } = session
      for (const [{ personId, disclosure }] of inControl(session)) {
        const stands = partState(disclosure, { now, startsAt, isWithdrawn: false })
        if (stands === 'undecided' || stands === 'excluded') undecided.add(personId)
        if (stands !== 'missing' && stands !== 'expired') continue
        const since = asked.get(personId)?.at
        if (startsAt - now < weekMs || (since !== undefined && now - since >= weekMs)) overdue.add(personId)
      }
    }
    return { undecided: undecided.size, overdue: overdue.size }
  }

  return {
    async 'overview.needs'({ conferenceId }) {
      const all = await views(conferenceId)
      const [mails, decisions, waiting] = await Promise.all([
        mailsOf(conferenceId),
        disclosuresOf(conferenceId, all),
        handouts.waiting(all.map(({ session }) => session.id)),
      ])
      return { mails, disclosures: decisions, handouts: { waiting } }
    },
  }
}
