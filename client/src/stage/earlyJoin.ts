// The picture comes first: joining starts with the press on a session, while its page is still being drawn.
import { live } from '../live/useConnection.ts'
import { loadDevice } from './device.ts'
import { StageMedia, type StageRole } from './stageMedia.ts'

/** A press that leads nowhere is forgotten after this time (ms). */
const patienceMs = 5000

const early = new Map<string, { media: StageMedia; timer: ReturnType<typeof setTimeout> }>()

export function startStage(sessionId: string, role: StageRole): StageMedia {
  const media = new StageMedia({ connection: live(), sessionId, role, loadDevice })
  media.start()
  return media
}

/** Call on the press itself. The room takes over. */
export function joinEarly(sessionId: string): void {
  if (early.has(sessionId)) return
  const media = startStage(sessionId, 'viewer')
  const timer = setTimeout(() => takeEarly(sessionId)?.stop(), patienceMs)
  early.set(sessionId, { media, timer })
}

/** The stage that a press has already joined, once. */
export function takeEarly(sessionId: string): StageMedia | undefined {
  const found = early.get(sessionId)
  early.delete(sessionId)
  clearTimeout(found?.timer)
  return found?.media
}
