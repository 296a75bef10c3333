import { useWhileShown } from '../ui/useWhileShown.ts'
import { startStage, takeEarly } from './earlyJoin.ts'
import { leaveStage } from './leaveStage.ts'
import type { StageMedia, StageRole } from './stageMedia.ts'

/**
 * The page's media on a stage while `active`; leaving the page leaves the stage, and coming back joins again.
 */
export const useStageMedia = (sessionId: string, role: StageRole, active: boolean): StageMedia | undefined =>
  useWhileShown(
    active ? `${role} ${sessionId}` : undefined,
    () => (role === 'viewer' && takeEarly(sessionId)) || startStage(sessionId, role),
    leaveStage,
  )
