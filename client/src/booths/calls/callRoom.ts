import type { Call } from '@lectern/shared/booths'
import { type ComponentType, lazy, type ReactNode } from 'react'

export interface CallRoomProps {
  call: Call
  title: string
  /** Said while nobody is seen yet. */
  empty: string
  /** Leaving, ending. */
  actions: ReactNode
}

/** The media of a call is loaded when there is one. */
export const CallRoom: ComponentType<CallRoomProps> = lazy(() => import('./CallView.tsx'))
