// The picture comes first: a page connects to the stage before the press, and joins with the press, while the
// session's page is still being drawn.
import { preparedMs } from '@lectern/shared/limits'
import { holdChecks } from '../live/checking.ts'
import { live } from '../live/useConnection.ts'
import { Ahead } from './ahead.ts'
import { loadDevice } from './device.ts'
import { endEarlyPicture, showEarlyPicture } from './earlyPicture.ts'
import { StageMedia, type StageRole } from './stageMedia.ts'

/** A press that leads nowhere is forgotten after this time (ms). */
const patienceMs = 5000
/** How long (ms) the room waits for the first picture before it is drawn. */
const pictureMs = 600
/** Before the media node gives it up. */
const aheadMs = preparedMs - 2000

interface Waiting<Thing> {
  thing: Thing
  timer: ReturnType<typeof setTimeout>
  /** When its room is to be drawn. */
  drawn?: Promise<void> | undefined
}

const early = new Map<string, Waiting<StageMedia>>()
/** Of one session at a time: the one that the person is about to press. */
const prepared = new Map<string, Waiting<Ahead>>()

function take<Thing>(from: Map<string, Waiting<Thing>>, sessionId: string): Thing | undefined {
  const found = from.get(sessionId)
  from.delete(sessionId)
  clearTimeout(found?.timer)
  return found?.thing
}

export function startStage(sessionId: string, role: StageRole): StageMedia {
  const ahead = role === 'viewer' ? take(prepared, sessionId) : undefined
  const media = new StageMedia({ connection: live(), sessionId, role, loadDevice, ahead })
  media.start()
  setTimeout(holdChecks(), patienceMs)
  return media
}

/** Call when a person may be about to press. Given up after some seconds, or for another session. */
export function prepareEarly(sessionId: string): void {
  if (early.has(sessionId) || prepared.has(sessionId)) return
  for (const other of [...prepared.keys()]) take(prepared, other)?.close()
  const thing = new Ahead({ connection: live(), sessionId, loadDevice })
  const timer = setTimeout(() => take(prepared, sessionId)?.close(), aheadMs)
  prepared.set(sessionId, { thing, timer })
}

/**
 * Call on the press itself. The room takes over. If a picture is about to arrive, it is shown over the page
 * at once; draw the room when the promise resolves, which is the same for each press.
 */
export function joinEarly(sessionId: string): Promise<void> | undefined {
  const pressed = early.get(sessionId)
  if (pressed) return pressed.drawn
  const picture = prepared.get(sessionId)?.thing.picture
  const thing = startStage(sessionId, 'viewer')
  const timer = setTimeout(() => takeEarly(sessionId)?.stop(), patienceMs)
  const drawn = picture && Promise.race([showEarlyPicture(picture, pictureMs), noLonger(thing, picture)])
  early.set(sessionId, { thing, timer, drawn })
  return drawn
}

/**
 * Takes the picture away, and resolves, once it is not on stage any more, or the stage is not joined after
 * all.
 */
const noLonger = ({ store }: StageMedia, picture: MediaStreamTrack): Promise<void> =>
  new Promise((resolve) => {
    const stop = store.subscribe(({ phase, received }) => {
      const isThere = Object.values(received).some(({ track }) => track === picture)
      if (phase === 'joining' || (phase === 'joined' && isThere)) return
      stop()
      endEarlyPicture()
      resolve()
    })
    setTimeout(stop, patienceMs)
  })

/**
 * The stage that a press has already joined, once; not one that was refused because its session had not
 * begun.
 */
export function takeEarly(sessionId: string): StageMedia | undefined {
  const media = take(early, sessionId)
  if (media?.store.getState().phase !== 'waiting') return media
  media.stop()
}
