import type { Planning } from '@lectern/shared/programPlanning'
import { useMemo, useState } from 'react'
import { conflictsWith } from './localConflicts.ts'
import { itemOf, withProblems } from './planned.ts'
import type { Moving } from './useKeyMoves.ts'
import { useMoves } from './useMoves.ts'

/** The programme as it is shown: with moves that are not saved yet, and the conflicts that they make. */
export function useProgramme(planning: Planning, timeZone: string, reload: () => void) {
  const { places, move, undo } = useMoves({ timeZone, onStale: reload })
  const [moving, setMoving] = useState<Moving>()
  const views = useMemo(
    () =>
      planning.sessions.map((view) => {
        const place = places.get(view.session.id)
        return place ? { ...view, session: { ...view.session, ...place } } : view
      }),
    [planning, places],
  )
  const saved = useMemo(() => withProblems(views.map(itemOf), planning.conflicts), [views, planning])
  const conflicts = useMemo(() => {
    const elsewhere = views.flatMap(({ session }) => {
      if (session.id === moving?.item.id) return [{ ...session, ...moving.place }]
      return places.has(session.id) ? [session] : []
    })
    return conflictsWith(planning, elsewhere)
  }, [planning, views, places, moving])
  const items = useMemo(
    () => (conflicts === planning.conflicts ? saved : withProblems(saved, conflicts)),
    [saved, conflicts, planning],
  )
  return { views, items, conflicts, move, undo, setMoving }
}
