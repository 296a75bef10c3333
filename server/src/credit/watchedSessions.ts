// What one person watched of one session, from its facts: as it is shown, and as it counts.
import type { SlotVerdict } from '@lectern/shared/attendance'
import type { Activity, SessionWatched } from '@lectern/shared/credit'
import type { WatchedSession } from '@lectern/shared/creditRules'
import type { Session, SessionView } from '@lectern/shared/program'
import {
  checkOutcomes,
  countOf,
  gapsOf,
  isPossible,
  judge,
  type PersonFacts,
  type SessionFacts,
} from '@lectern/shared/watchTime'

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

export const withGrant = <Facts extends PersonFacts>(
  found: Facts | undefined,
  sessionId: string,
  grant: Grant | undefined,
): Facts | undefined =>
  found && grant?.sessionId === sessionId
    ? { ...found, overrides: [...found.overrides, { from: grant.from, to: grant.to, credited: true }] }
    : found

export function watchedOf(
  { view: { session, state }, facts, settled }: SessionOf,
  { personId, found }: { personId: string; found: (PersonFacts & { acknowledgedAt: number }) | undefined },
  activity: Activity,
  dayOf: (at: number) => string,
): { shown: Watched; counted: WatchedSession } {
  const person = found ?? nobody
  const verdicts = facts ? judge(facts, person, activity.attendance) : []
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
      ...countOf(verdicts),
      gaps: facts ? gapsOf(verdicts, facts.liveAt) : [],
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
      on: dayOf(state.liveAt ?? session.startsAt),
      endsAt: session.endsAt,
      ...grantedIn(person, verdicts),
      ...presentedIn(session, personId, facts, activity),
    },
  }
}

/** For a speaker: all that the audience could watch. */
function presentedIn(
  { speakers }: Session,
  personId: string,
  facts: SessionFacts | null,
  { attendance }: Activity,
): Pick<WatchedSession, 'presented'> {
  if (!facts || !speakers.some((speaker) => speaker.personId === personId)) return {}
  const presented = judge(facts, nobody, attendance).map((each) => (isPossible(each) ? 'counted' : each))
  return { presented }
}

/** When the CE office last granted minutes that it has not withdrawn since. */
function grantedIn({ overrides }: PersonFacts, verdicts: readonly SlotVerdict[]): { grantedAt?: number } {
  const times = overrides.flatMap((override) => {
    const isOwn = (slot: number) =>
      overrides.findLast((each) => each.from <= slot && slot < each.to) === override
    const stands = verdicts.some((verdict, slot) => verdict === 'granted' && isOwn(slot))
    return stands && override.at !== undefined ? [override.at] : []
  })
  return times.length > 0 ? { grantedAt: Math.max(...times) } : {}
}
