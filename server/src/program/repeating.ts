// Weekly series: a session is repeated by a rule, or the rule of its series changes from it on. Every id
// follows from the series and the day, so that a press repeated after a crash completes what was left half
// done.
import { errors } from '@lectern/shared/errors'
import { seriesMax } from '@lectern/shared/limits'
import type { Session, SessionView } from '@lectern/shared/program'
import { type Occurrence, occurrencesOf, type SeriesRule } from '@lectern/shared/programSeries'
import { dayOf } from '@lectern/shared/zoneTime'
import { type Done, type Editing, type Maker, planLike } from './editing.ts'
import type { SessionPlans } from './planSession.ts'
import type { ProgramStore } from './programStore.ts'
import type { SeriesStore } from './seriesStore.ts'

export interface RepeatingOptions {
  program: Pick<ProgramStore, 'session' | 'views' | 'conference'>
  plans: SessionPlans
  editing: Pick<Editing, 'takeOut' | 'requireRoom'>
  series: SeriesStore
}

export interface Repeat {
  version: number
  seriesId: string
  rule: SeriesRule
}

export type Repeating = ReturnType<typeof createRepeating>

export function createRepeating({ program, plans, editing, series }: RepeatingOptions) {
  /** The session as the first of the series, or of its rest. */
  async function place(session: Session, { version, seriesId }: Repeat, timeZone: string, by: string) {
    const own = session.series
    if (own && own.id !== seriesId)
      throw errors.conflict('This session is part of a series already. Change the rule of that one.')
    if (own) {
      if (version !== (session.version ?? 0) && version !== (session.version ?? 0) - 1)
        throw await plans.stale(session, version)
      return session
    }
    const on = dayOf(session.startsAt, timeZone)
    return plans.plan(
      { id: session.id },
      { conferenceId: session.conferenceId, by, seen: version, series: { id: seriesId, on, own: [] } },
    )
  }

  /** The days that the rule gives from this session on; its own day even where it was moved. */
  function daysFrom(session: Session, rule: SeriesRule, timeZone: string): Occurrence[] {
    const days = occurrencesOf(rule, session, timeZone)
    if (days.length > seriesMax)
      throw errors.invalidRequest(`rule: a series has at most ${seriesMax} sessions`)
    return days.slice(1)
  }

  const copy = (first: Session, seriesId: string, { on, startsAt, endsAt }: Occurrence, by: string) =>
    plans.plan(
      { ...planLike(first, `${seriesId}-${on}`), startsAt, endsAt },
      { conferenceId: first.conferenceId, by, seen: null, series: { id: seriesId, on, own: [] } },
    )

  return {
    async repeat(sessionId: string, repeat: Repeat, maker: Maker): Promise<Done> {
      const { seriesId, rule } = repeat
      const { timeZone } = await program.conference(maker.conferenceId)
      const session = await program.session(sessionId)
      const days = daysFrom(session, rule, timeZone)
      const views = await program.views(maker.conferenceId)
      const later = views.filter(
        ({ session: { id, series: at } }) =>
          id !== sessionId && at?.id === seriesId && at.on > (session.series?.on ?? ''),
      )
      const there = new Set(later.map((view) => view.session.series!.on))
      const cancelled = await series.cancelled(
        maker.conferenceId,
        seriesId,
        days.map(({ on }) => on),
      )
      const missing = days.filter(({ on }) => !there.has(on) && !cancelled.has(on))
      await editing.requireRoom(maker.conferenceId, missing.length)
      const first = await place(session, repeat, timeZone, maker.by)
      await series.save(maker.conferenceId, seriesId, rule)
      const wanted = new Set(days.map(({ on }) => on))
      const isOver = ({ session: { series: at }, state }: SessionView) =>
        state.phase === 'scheduled' && !wanted.has(at!.on)
      const removed: string[] = []
      for (const view of later.filter(isOver))
        if (await editing.takeOut(view.session, maker)) removed.push(view.session.id)
      const saved = [sessionId]
      for (const day of missing) saved.push((await copy(first, seriesId, day, maker.by)).id)
      return { saved, removed }
    },
  }
}
