// The picture comes first: what links to a running session do before React draws anything.
import type { SessionView } from '@lectern/shared/program'
import { type MouseEvent, useEffect } from 'react'
import { useNavigate } from 'react-router'
import { isRunning } from './agendaView.ts'

/** Fetched while the agenda is read; until then a press only leads to the room. */
let stage: typeof import('../stage/earlyJoin.ts') | undefined
/** The room that is drawn next: a second press waits for the same. */
let awaited: Promise<void> | undefined
async function prepareStage(): Promise<void> {
  const [early, { loadDevice }] = await Promise.all([
    import('../stage/earlyJoin.ts'),
    import('../stage/device.ts'),
  ])
  stage = early
  await loadDevice()
}

/**
 * Loads the room and the stage's parts while the agenda is read, and connects to the first session that is on
 * now. `preload` loads the room.
 */
export function usePreparedStage(
  preload: () => Promise<unknown>,
  watches: boolean,
  sessions: readonly SessionView[] = [],
): void {
  const running = sessions.find(isRunning)?.session.id
  useEffect(() => {
    if (!watches) return
    let isHere = true
    void preload()
    prepareStage().then(
      () => {
        if (isHere && running !== undefined && !document.hidden) stage?.prepareEarly(running)
      },
      // Where no media node can be reached yet, the room says so when it matters.
      () => undefined,
    )
    return () => {
      isHere = false
    }
  }, [preload, watches, running])
}

/** For a link to a session: connects when it is approached, and joins with the press. */
export function useEarlyStage(view: SessionView) {
  const navigate = useNavigate()
  if (!isRunning(view)) return {}
  const { id } = view.session
  const prepare = () => stage?.prepareEarly(id)
  return {
    onPointerEnter: prepare,
    onPointerDown: prepare,
    onFocus: prepare,
    onClick: (event: MouseEvent) => {
      const staysHere = !event.ctrlKey && !event.metaKey && !event.shiftKey
      const drawn = staysHere ? stage?.joinEarly(id) : undefined
      if (!drawn) return
      event.preventDefault()
      if (drawn === awaited) return
      awaited = drawn
      void drawn.then(() => navigate(`/sessions/${id}`))
    },
  }
}
