import type { Session } from '@lectern/shared/program'
import { useRef, useState } from 'react'
import { appErrorOf } from '../../live/appError.ts'
import { request } from '../../live/http.ts'
import { notDone } from '../../ui/notDone.ts'
import { toast } from '../../ui/toast.tsx'
import { isSamePlace, type Place, placeOf } from './moves.ts'
import { useTakeEdited } from './planningData.ts'
import { placeWords } from './programWords.ts'

/** The last move, to take back. */
interface LastMove {
  session: Session
  to: Place
  back: Place
}

interface MovesOptions {
  timeZone: string
  /** What is shown may be outdated. */
  onStale: () => void
}

const changedOf = (before: Place, after: Place) => ({
  ...(before.startsAt !== after.startsAt && { startsAt: after.startsAt }),
  ...(before.endsAt !== after.endsAt && { endsAt: after.endsAt }),
  ...(before.track !== after.track && { track: after.track }),
})

/** Puts sessions elsewhere: shown at once, saved one after the other, and taken back with one press. */
export function useMoves({ timeZone, onStale }: MovesOptions) {
  const takeEdited = useTakeEdited()
  /** Where sessions are shown whose move is not saved yet. */
  const [places, setPlaces] = useState<ReadonlyMap<string, Place>>(new Map())
  const chains = useRef(new Map<string, Promise<Session | undefined>>())
  const last = useRef<LastMove>(undefined)

  async function save(session: Session, to: Place): Promise<Session | undefined> {
    const { id, version = 0 } = session
    try {
      const body = { version, change: changedOf(placeOf(session), to) }
      const edited = await request('program.change', { params: { sessionId: id }, body })
      takeEdited(edited)
      return edited.sessions.find((view) => view.session.id === id)?.session
    } catch (error) {
      const problem = appErrorOf(error)
      if (problem.code === 'stale') onStale()
      notDone(problem)
      return undefined
    }
  }

  /** Resolves with the session as saved; undefined if it was refused. */
  function put(session: Session, to: Place): Promise<Session | undefined> {
    const { id } = session
    setPlaces((before) => new Map(before).set(id, to))
    // A second move of a session knows the version that the first one made.
    const before = chains.current.get(id) ?? Promise.resolve(session)
    const next = before.then((saved) => saved && save(saved, to))
    chains.current.set(id, next)
    void next.then(() => {
      if (chains.current.get(id) !== next) return
      chains.current.delete(id)
      setPlaces((shown) => new Map([...shown].filter(([each]) => each !== id)))
    })
    return next
  }

  function undo(): void {
    const move = last.current
    if (!move) return
    last.current = undefined
    void put(move.session, move.back).then((saved) => saved && toast('Taken back.', { id: 'moved' }))
  }

  async function move(session: Session, to: Place): Promise<void> {
    const back = places.get(session.id) ?? placeOf(session)
    if (isSamePlace(back, to)) return
    const saved = await put(session, to)
    if (!saved) return
    last.current = { session: saved, to, back }
    toast(`Moved: ${placeWords(to, timeZone)}`, { id: 'moved', undo, undoKey: 'u' })
  }
  return { places, move, undo }
}
