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
 * Call on the press itself. The room takes over. If a picture is about to arrive, it is shown over the page at
 * once; draw the room when the promise resolves.
 */
export function joinEarly(sessionId: string): Promise<void> | undefined {
  if (early.has(sessionId)) return
  const picture = prepared.get(sessionId)?.thing.picture
  const thing = startStage(sessionId, 'viewer')
  const timer = setTimeout(() => takeEarly(sessionId)?.stop(), patienceMs)
  early.set(sessionId, { thing, timer })
  return picture && Promise.race([showEarlyPicture(picture, pictureMs), refusedBy(thing)])
}

/** Resolves if the stage is not joined after all: the room says why. */
const refusedBy = ({ store }: StageMedia): Promise<void> =>
  new Promise((resolve) => {
    const stop = store.subscribe(({ phase }) => {
      if (phase === 'joining') return
      stop()
      if (phase === 'joined') return
      endEarlyPicture()
      resolve()
    })
  })

/** The stage that a press has already joined, once. */
export const takeEarly = (sessionId: string): StageMedia | undefined => take(early, sessionId)
