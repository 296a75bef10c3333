// A person's watched time as session pages show it.
import type { Person, Profession } from '@lectern/shared/accounts'
import { announcedStatements } from '@lectern/shared/announcedStatements'
import type { Announced, AttendanceStatus, Meter } from '@lectern/shared/attendance'
import type { Activity } from '@lectern/shared/credit'
import { maximumOf, partsBy } from '@lectern/shared/creditParts'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { policiesFor } from '@lectern/shared/creditRules'
import type { SessionState } from '@lectern/shared/program'
import { refusesLate } from '@lectern/shared/registerNames'
import type { Supporter } from '@lectern/shared/supporters'
import { countOf, gapsOf, judge } from '@lectern/shared/watchTime'
import { isSpeakerOf } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import { disclosuresOf } from '../disclosures/shownWords.ts'
import type { ChecksStore } from './checksStore.ts'
import { meterStateOf, sinceLeft } from './meterState.ts'
import { openCheckOf } from './openCheck.ts'
import { isOfWords, type SeatsStore } from './seatsStore.ts'
import type { PersonWatched, SessionWatchFacts, WatchFacts } from './watchFacts.ts'
import type { Watching } from './watching.ts'

export interface StatusOptions {
  facts: Pick<WatchFacts, 'session' | 'people'>
  seats: Pick<SeatsStore, 'find'>
  checks: Pick<ChecksStore, 'of'>
  watching: Pick<Watching, 'find'>
  /** The policies as they hold for an activity. */
  textsOf: (activityId: string) => readonly CreditPolicy[]
  /** Who supports a conference. */
  supportOf: (conferenceId: string) => Promise<Supporter[]>
  clock: Clock
}

/** What is designated for the session, and by which part it is claimed. */
function unitsOf({ designations }: Activity, policy: CreditPolicy, sessionId: string | undefined) {
  const designation = designations.find(({ policyId }) => policyId === policy.id)!
  const per = partsBy(designation, policy)
  return { maximum: maximumOf(designation, sessionId), ...(per !== 'activity' && { per }) }
}

/** What is announced to those whom these policies serve. */
export function announcedBy(
  activity: Activity,
  policies: readonly CreditPolicy[],
  sessionId: string | undefined,
  all: readonly CreditPolicy[] = policies,
  profession?: Profession,
): Announced {
  return {
    activityId: activity.id,
    activityTitle: activity.title,
    attendance: activity.attendance,
    statements: announcedStatements(activity, policies, all, {
      ...(profession && { profession }),
      ...(sessionId !== undefined && { sessionId }),
    }),
    credits: policies.map((policy) => ({
      ...unitsOf(activity, policy, sessionId),
      policyId: policy.id,
      title: policy.title,
      unit: policy.unit.many,
      unitOfOne: policy.unit.one,
      appealDays: policy.appealDays,
      ...(policy.register && refusesLate.has(policy.register) && policy.reportDays !== null
        ? { reportDays: policy.reportDays }
        : {}),
      ...(policy.calculates === 'whole' && { isWhole: true }),
      ...(policy.dailyMaximum !== null && { dailyMaximum: policy.dailyMaximum }),
      minimumShare: policy.minimumShare,
      shareOf: policy.shareOf,
      minimumChecks: activity.attendance.checks && policy.minimumChecks,
      evaluation: policy.evaluation === 'required',
      test: policy.test,
      claimDays: policy.claimDays,
      rate: { minutesPerUnit: policy.minutesPerUnit, step: policy.step, rounding: policy.rounding },
    })),
  }
}

/** The meter before the session, and where nothing is measured. */
const emptyMeter = ({ sessionId, phase, liveAt }: SessionState): Meter => ({
  sessionId,
  asOf: liveAt ?? 0,
  creditedSlots: 0,
  possibleSlots: 0,
  state: meterStateOf(phase, 'not_joined', false),
  gaps: [],
  isFinal: false,
})

const nobody: PersonWatched = {
  acknowledgedAt: 0,
  present: new Uint8Array(0),
  delivered: new Uint8Array(0),
  hall: [],
  checks: [],
  proofs: [],
  overrides: [],
}

function meterOf(
  { view, activity, facts, settled }: SessionWatchFacts,
  person: PersonWatched,
  isHere: boolean,
): Meter {
  if (!facts || !activity) return emptyMeter(view.state)
  const verdicts = judge(facts, person, activity.attendance)
  return {
    sessionId: view.session.id,
    asOf: facts.until,
    ...countOf(verdicts),
    state: meterStateOf(view.state.phase, sinceLeft(verdicts.at(-1) ?? 'not_joined', person), isHere),
    gaps: gapsOf(verdicts, facts.liveAt),
    isFinal: settled,
  }
}

export function createStatus({ facts, seats, checks, watching, textsOf, supportOf, clock }: StatusOptions) {
  return async (sessionId: string, person: Person): Promise<AttendanceStatus> => {
    const [session, people, seat, [sent = []]] = await Promise.all([
      facts.session(sessionId),
      facts.people(sessionId, [person.id]),
      seats.find(sessionId, person.id),
      checks.of(sessionId, [person.id]),
    ])
    const { view, activity } = session
    const disclosures = disclosuresOf(view.session, await supportOf(view.session.conferenceId))
    const demand = activity?.attendance.checks
    const policies = activity ? textsOf(activity.id) : []
    return {
      sessionId,
      // Speakers of a session do not earn from it as learners.
      announced:
        activity && !isSpeakerOf(view.session, person)
          ? announcedBy(
              activity,
              policiesFor(activity, policies, person.profession),
              sessionId,
              policies,
              person.profession,
            )
          : null,
      disclosures,
      // An acknowledgement of other words does not count.
      acknowledgedAt: seat && isOfWords(seat, disclosures.version) ? seat.acknowledgedAt : null,
      meter: meterOf(
        session,
        people.get(person.id) ?? nobody,
        watching.find(sessionId)?.viewers.has(person.id) ?? false,
      ),
      check: demand && view.state.phase !== 'ended' ? openCheckOf(sessionId, sent, demand, clock()) : null,
    }
  }
}
