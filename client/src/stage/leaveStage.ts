import { urlOf } from '../live/http.ts'
import type { StageMedia } from './stageMedia.ts'

/**
 * Ends the page's media. A page that goes away asks by a request, too: Firefox closes its socket before it
 * says that the page is hidden, and the place on stage would be kept for the grace time.
 */
export function leaveStage(media: StageMedia, isPageGoing: boolean): void {
  const { peerId } = media.store.getState()
  media.stop()
  if (isPageGoing && peerId)
    void fetch(urlOf('stage.leavePage', { params: { peerId } }), { method: 'POST', keepalive: true }).catch(
      () => undefined,
    )
}
