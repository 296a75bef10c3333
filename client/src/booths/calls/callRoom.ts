import { lazy } from 'react'

/** The media of a call is loaded when there is one. */
export const CallRoom = lazy(() => import('./CallView.tsx'))
