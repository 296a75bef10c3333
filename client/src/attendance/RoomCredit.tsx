import type { SessionView } from '@lectern/shared/program'
import { useDocumentVisibility } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { appErrorOf } from '../live/appError.ts'
import { useConnection, useConnectionStatus } from '../live/useConnection.ts'
import type { StageMedia } from '../stage/stageMedia.ts'
import { notDone } from '../ui/notDone.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { AttentionCheck } from './AttentionCheck.tsx'
import { useAttendance } from './attendanceClient.ts'
import { CreditStrip } from './CreditStrip.tsx'
import { stripState } from './stripState.ts'

/** When it became true, on the server's clock. */
function useSince(holds: boolean): number | undefined {
  const { now } = useConnection()
  const [since, setSince] = useState<number>()
  useEffect(() => setSince(holds ? now() : undefined), [holds, now])
  return since
}

interface RoomCreditProps {
  view: SessionView
  media: StageMedia
  /** The page shows or plays the stage. */
  playing: boolean
}

/** The person's clock in the room of an accredited session: the strip, and the attention check. */
export function RoomCredit({ view, media, playing }: RoomCreditProps) {
  const attendance = useAttendance(view.session.id)
  const { meter, acknowledgedAt, check } = useStore(attendance.store)
  const connection = useConnectionStatus()
  const phase = useStore(media.store, (state) => state.phase)
  const blocked = useStore(media.store, (state) => state.blocked)
  const receives = useStore(media.store, (state) => Object.keys(state.received).length > 0)
  const hidden = useDocumentVisibility() === 'hidden'
  const state = stripState({
    connection,
    phase: view.state.phase,
    media: phase,
    blocked,
    receives,
    receivesSince: useSince(receives && phase === 'joined' && connection === 'connected'),
    playing,
    acknowledged: acknowledgedAt !== null,
    meter,
  })
  usePageTitle(
    check
      ? 'Are you still there? · Lectern'
      : hidden && state.kind === 'stopped'
        ? `${state.words} · Lectern`
        : null,
  )
  return (
    <>
      <CreditStrip
        attendance={attendance}
        state={state}
        onReturn={() => void attendance.leaveHall().catch((error: unknown) => notDone(appErrorOf(error)))}
      />
      <AttentionCheck attendance={attendance} />
    </>
  )
}
