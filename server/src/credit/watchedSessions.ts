// What one person watched of one session, from its facts: as it is shown, and as it counts.
import type { SlotVerdict } from '@lectern/shared/attendance'
import type { Activity, SessionWatched } from '@lectern/shared/credit'
import type { WatchedSession } from '@lectern/shared/creditRules'
import type { SessionView } from '@lectern/shared/program'
import { type PresenterFacts, presentedVerdicts } from '@lectern/shared/stageTime'
import {
  checkOutcomes,
  countOf,
  gapsOf,
  judge,
  type PersonFacts,
  type SessionFacts,
} from '@lectern/shared/watchTime'
import { isSpeakerOf } from '../core/authorise.ts'

export type Watched = Omit<SessionWatched, 'appeals'>

/** Minutes that the CE office could grant: slots of a session, `to` excluded. */
export interface Grant {
  sessionId: string
  from: number
  to: number
}

const nobody: PersonFacts = {
  present: new Uint8Array(),
  delivered: new Uint8Array(),
  hall: [],
  checks: [],
  proofs: [],
  overrides: [],
}

export interface SessionOf {
  view: SessionView
  facts: SessionFacts | null
  settled: boolean
}

export const withGrant = <Facts extends Pick<PersonFacts, 'overrides'>>(
  found: Facts | undefined,
  sessionId: string,
  grant: Grant | undefined,
): Facts | undefined =>
  found && grant?.sessionId === sessionId
    ? { ...found, overrides: [...found.overrides, { from: grant.from, to: grant.to, credited: true }] }
    : found

/** What is recorded about one person in a session. */
export interface Recorded {
  personId: string
  found: (PersonFacts & { acknowledgedAt: number }) | undefined
  /** As a presenter; absent where that was not kept. */
  presenter: PresenterFacts | undefined
}

/** Whether the person's minutes in it are those presented, not watched. */
export const presentsIn = (
  { view: { session }, facts }: Pick<SessionOf, 'view' | 'facts'>,
  personId: string,
) => facts?.presenters !== undefined && isSpeakerOf(session, { id: personId })

/** The day on which it is held, and that of its plan if it began on the other side of midnight. */
function daysOf(
  { startsAt }: SessionView['session'],
  { liveAt }: SessionView['state'],
  dayOf: (at: number) => string,
): Pick<WatchedSession, 'on' | 'plannedOn'> {
  const [on, plannedOn] = [dayOf(liveAt ?? startsAt), dayOf(startsAt)]
  return { on, ...(plannedOn !== on && { plannedOn }) }
}

export function watchedOf(
  of: SessionOf,
  { personId, found, presenter }: Recorded,
  activity: Activity,
  dayOf: (at: number) => string,
): { shown: Watched; counted: WatchedSession } {
  const { session, state } = of.view
  const { facts, settled } = of
  const person = found ?? nobody
  const verdicts = facts ? judge(facts, person, activity.attendance) : []
  const presented =
    facts && isSpeakerOf(session, { id: personId }) ? presentedVerdicts(facts, presenter) : undefined
  const byStage = presented !== undefined && presentsIn(of, personId)
  const own = byStage ? presented : verdicts
  const outcomes = facts ? checkOutcomes(facts, person, activity.attendance) : []
  const checks = {
    answered: outcomes.filter(({ outcome }) => outcome === 'answered').length,
    missed: outcomes.filter(({ outcome }) => outcome === 'missed').length,
  }
  return {
    shown: {
      sessionId: session.id,
      title: session.title,
      startsAt: session.startsAt,
      liveAt: facts?.liveAt ?? null,
      until: facts?.until ?? null,
      phase: state.phase,
      acknowledged: found !== undefined,
      ...(byStage && {
        presented: {
          onStageSlots: own.filter((each) => each === 'counted').length,
          statedSlots: own.filter((each) => each === 'granted').length,
        },
      }),
      ...countOf(own),
      gaps: facts ? gapsOf(own, facts.liveAt) : [],
      isFinal: settled,
      checks,
    },
    counted: {
      sessionId: session.id,
      title: session.title,
      liveAt: state.liveAt,
      endedAt: state.endedAt,
      settled,
      verdicts,
      checks,
      ...daysOf(session, state, dayOf),
      endsAt: session.endsAt,
      ...(byStage ? grantedIn(presenter?.overrides ?? [], own) : grantedIn(person.overrides, own)),
      ...(presented && { presented }),
      ...(byStage && { byStage }),
    },
  }
}

/** When the CE office last granted minutes that it has not withdrawn since. */
function grantedIn(
  overrides: PersonFacts['overrides'],
  verdicts: readonly SlotVerdict[],
): { grantedAt?: number } {
  const times = overrides.flatMap((override) => {
    const isOwn = (slot: number) =>
      overrides.findLast((each) => each.from <= slot && slot < each.to) === override
    const stands = verdicts.some((verdict, slot) => verdict === 'granted' && isOwn(slot))
    return stands && override.at !== undefined ? [override.at] : []
  })
  return times.length > 0 ? { grantedAt: Math.max(...times) } : {}
}
