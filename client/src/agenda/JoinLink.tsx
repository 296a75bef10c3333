import type { SessionView } from '@lectern/shared/program'
import { Button } from '@mantine/core'
import { type MouseEvent, useEffect } from 'react'
import { Link } from 'react-router'
import { isRunning } from './agendaView.ts'

/** Fetched while the agenda is read; until then a press only leads to the room. */
let joinEarly: (sessionId: string) => void = () => undefined
async function prepareStage(): Promise<void> {
  const [early, { loadDevice }] = await Promise.all([
    import('../stage/earlyJoin.ts'),
    import('../stage/device.ts'),
  ])
  joinEarly = early.joinEarly
  await loadDevice()
}

/** Loads the room and the stage's parts while the agenda is read. `preload` loads the room. */
export function usePreparedStage(preload: () => Promise<unknown>, watches: boolean): void {
  useEffect(() => {
    if (!watches) return
    void preload()
    // Where no media node can be reached yet, the room says so when it matters.
    prepareStage().catch(() => undefined)
  }, [preload, watches])
}

interface JoinLinkProps {
  view: SessionView
  /** The first button of its row. */
  isFirst: boolean
}

/** Into the session's room: a running one is joined while the page still changes. */
export function JoinLink({ view, isFirst }: JoinLinkProps) {
  const { session, state } = view
  const runs = isRunning(view)
  const words = runs ? 'Join' : 'Details'
  return (
    <Button
      component={Link}
      to={`/sessions/${session.id}`}
      onClick={(event: MouseEvent) => {
        const staysHere = !event.ctrlKey && !event.metaKey && !event.shiftKey
        if (staysHere && runs) joinEarly(session.id)
      }}
      variant={state.phase === 'live' && isFirst ? 'filled' : 'default'}
      aria-label={`${words}: ${session.title}`}
    >
      {words}
    </Button>
  )
}
