// Sends attention checks that are due, or notes them without showing them.
import type { SessionState } from '@lectern/shared/program'
import type { SessionFacts } from '@lectern/shared/watchTime'
import type { Clock } from '../core/clock.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import { type ChecksStore, checksPlace, type SentCheck } from './checksStore.ts'
import { mustKnowSlots, mustLook, type NoteStep, nextStep, type SendStep } from './dueChecks.ts'
import { type Demand, openCheckOf, waits } from './openCheck.ts'
import type { PersonWatched, WatchFacts } from './watchFacts.ts'
import type { Viewer, WatchedSession } from './watching.ts'

export interface CheckSenderOptions {
  store: Pick<ChecksStore, 'of' | 'send' | 'note'>
  facts: Pick<WatchFacts, 'people'>
  polls: Pick<PollsStore, 'votedAt'>
  intents: Pick<Intents, 'settled'>
  broadcast: Broadcast
  clock: Clock
}

/** One look at a live session. */
interface Look {
  session: WatchedSession
  given: SessionFacts & { state: SessionState }
  demand: Demand
}

interface ViewerRecord {
  viewer: Viewer
  sent: SentCheck[]
  votes: readonly number[]
  /** Undefined if no step depends on the person's slots. */
  person: PersonWatched | undefined
}

/** Reads what Redis has of these viewers. */
async function readRecords(
  { store, polls, facts }: Pick<CheckSenderOptions, 'store' | 'polls' | 'facts'>,
  session: WatchedSession,
  viewers: readonly Viewer[],
  now: number,
): Promise<ViewerRecord[]> {
  const { sessionId } = session
  const ids = viewers.map((viewer) => viewer.personId)
  const [sent, votes] = await Promise.all([store.of(sessionId, ids), polls.votedAt(sessionId, ids)])
  const needSlots = viewers.filter((viewer, i) => mustKnowSlots(session, viewer, sent[i]!, now))
  const idsToRead = needSlots.map((viewer) => viewer.personId)
  const people = idsToRead.length === 0 ? undefined : await facts.people(sessionId, idsToRead)
  return viewers.map((viewer, i) => ({
    viewer,
    sent: sent[i]!,
    votes: votes[i]!,
    person: people?.get(viewer.personId),
  }))
}

const hasOpenCheck = ({ checks }: Viewer): boolean => checks.slice(-1).some(waits)

async function note(
  { store, intents }: Pick<CheckSenderOptions, 'store' | 'intents'>,
  sessionId: string,
  viewer: Viewer,
  { window, as, from, to }: NoteStep,
): Promise<void> {
  const { personId } = viewer
  const number = viewer.checks.length
  const { outcome, checks } = await store.note(sessionId, personId, number, window, as, from, to)
  viewer.checks = checks
  if (outcome === 'done') await intents.settled(checksPlace(sessionId, personId))
}

export function createCheckSender(options: CheckSenderOptions) {
  const { store, facts, polls, intents, broadcast, clock } = options

  function tellOpen({ session, demand }: Look, { personId, checks }: Viewer): void {
    const open = openCheckOf(session.sessionId, checks, demand, clock())
    if (open) broadcast(rooms.watcher(session.sessionId, personId), 'attendance.check', open)
  }

  async function send(look: Look, viewer: Viewer, { window, at }: SendStep): Promise<void> {
    const { sessionId } = look.session
    const number = viewer.checks.length
    viewer.mayBeUntold = true
    const { answerSeconds } = look.demand
    const taken = await store.send(sessionId, viewer.personId, number, window, at, answerSeconds)
    viewer.mayBeUntold = false
    viewer.due.delete(window)
    viewer.checks = taken.checks
    if (taken.outcome === 'done') tellOpen(look, viewer)
  }

  /** Takes steps until a check is open or nothing more is due. */
  async function settleViewer(look: Look, { viewer, sent, votes, person }: ViewerRecord, now: number) {
    const { session, given, demand } = look
    viewer.checks = sent
    // Every step but the last notes a check, so the loop ends.
    while (!hasOpenCheck(viewer)) {
      const step = nextStep(session, viewer, { checks: viewer.checks, votes, person }, given, demand, now)
      if (!step) return
      if (step.do === 'send') await send(look, viewer, step)
      else await note({ store, intents }, session.sessionId, viewer, step)
    }
    if (viewer.mayBeUntold) tellOpen(look, viewer)
    viewer.mayBeUntold = false
  }

  /** Sends one check per window, and again if the page fell silent, unless there is a proof already. */
  return async function settleDue(look: Look): Promise<void> {
    const { session } = look
    const now = clock()
    const viewers = [...session.viewers.values()].filter((viewer) => mustLook(session, viewer, now))
    if (viewers.length === 0) return
    const records = await readRecords({ store, polls, facts }, session, viewers, now)
    await Promise.all(records.map((record) => settleViewer(look, record, now)))
  }
}
