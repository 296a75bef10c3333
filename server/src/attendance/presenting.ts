// Who presented a session, and when: from the stage while it runs, frozen with its attendance afterwards.
import type { RecordedEntry } from '@lectern/shared/ledger'
import type { Interval } from '@lectern/shared/slots'
import {
  countSlots,
  type PresenterFacts,
  type StageTime,
  slotsOnStage,
  withinSession,
} from '@lectern/shared/stageTime'
import type { SessionFacts } from '@lectern/shared/watchTime'
import type { Recording } from '../ledger/intent.ts'
import type { StageTimesStore } from '../stage/stageTimesStore.ts'
import {
  type FrozenPresented,
  type FrozenSession,
  type FrozenStore,
  readSession,
  toText,
} from './frozenStore.ts'
import type { OverridesStore } from './overridesStore.ts'

export interface PresentingOptions {
  stageTimes: Pick<StageTimesStore, 'of'>
  frozen: Pick<FrozenStore, 'isSettled' | 'presented' | 'savePresented'>
  overrides: Pick<OverridesStore, 'of'>
}

const presentersOf = (
  facts: Pick<SessionFacts, 'liveAt' | 'until'>,
  times: ReadonlyMap<string, Interval[]>,
): Map<string, FrozenPresented['stretches']> =>
  new Map(
    [...times]
      .map(([personId, stretches]) => [personId, withinSession(facts, stretches)] as const)
      .filter(([, stretches]) => stretches.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

export function createPresenting({ stageTimes, frozen, overrides }: PresentingOptions) {
  async function timesIn(
    sessionId: string,
    facts: Pick<SessionFacts, 'liveAt' | 'until'>,
  ): Promise<Map<string, FrozenPresented['stretches']> | null> {
    const times = await stageTimes.of(sessionId)
    return times && presentersOf(facts, times)
  }

  return {
    /** Who was on stage so far; undefined if that was not kept from the start. */
    async presenters(
      sessionId: string,
      facts: Pick<SessionFacts, 'liveAt' | 'until'>,
    ): Promise<{ presenters?: string[] }> {
      const times = await timesIn(sessionId, facts)
      return times ? { presenters: [...times.keys()] } : {}
    },

    /** What is recorded about these people as presenters; decisions of the office alone make one, too. */
    async of(
      sessionId: string,
      facts: SessionFacts,
      personIds: readonly string[],
    ): Promise<Map<string, PresenterFacts & StageTime>> {
      if (!facts.presenters || personIds.length === 0) return new Map()
      const [made, isSettled] = await Promise.all([
        overrides.of(sessionId, [...personIds]),
        frozen.isSettled(sessionId),
      ])
      const rows = isSettled ? await frozen.presented(sessionId, personIds) : undefined
      const times = isSettled ? undefined : await timesIn(sessionId, facts)
      const timeOf = (personId: string): StageTime => {
        const stretches = times?.get(personId) ?? []
        return rows?.get(personId) ?? { stretches, slots: slotsOnStage(facts, stretches) }
      }
      return new Map(
        personIds.map((personId, i) => [
          personId,
          {
            ...timeOf(personId),
            overrides: made[i]!.filter(({ presented }) => presented === true),
          },
        ]),
      )
    },

    /** Records everyone's time on stage, each in an entry of its own. */
    async freeze(sessionId: string, session: FrozenSession, record: Recording): Promise<void> {
      if (!session.presenters) return
      const facts = readSession(session)
      for (const [personId, stretches] of (await timesIn(sessionId, facts)) ?? []) {
        const slots = slotsOnStage(facts, stretches)
        const row: FrozenPresented = { stretches, slots: toText(slots) }
        const [entry] = await record(`presented ${personId}`, [
          {
            kind: 'presentation.frozen',
            by: 'platform',
            data: { sessionId, personId, presentedSlots: countSlots(slots) },
            contents: { stage: { value: row, of: personId } },
          },
        ])
        await frozen.savePresented(sessionId, personId, rowIn(entry))
      }
    },
  }
}
export type Presenting = ReturnType<typeof createPresenting>

/** As it was recorded, also if an earlier attempt did that. */
const rowIn = (entry: RecordedEntry | undefined): FrozenPresented => entry!.contents!.stage as FrozenPresented
