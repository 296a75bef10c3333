import { lazy } from 'react'

/** Loads the media of a call only when there is one. */
export const CallRoom = lazy(() => import('./CallView.tsx'))
