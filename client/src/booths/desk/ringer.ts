// Rings at the desk: a sound while a visitor's call waits, one for a new message, and notifications of the
// system while the page is out of sight. No React.
import type { StoreApi } from 'zustand/vanilla'
import type { Timer } from '../../live/workerTimer.ts'
import { type Note, playTones } from '../../ui/tones.ts'
import { numberOf } from '../boothWords.ts'
import type { DeskState } from './deskState.ts'
import { callHereOf } from './inbox.ts'
import type { RingSettings } from './ringSettings.ts'

/** How often (ms) a call is heard while it waits. */
const ringEveryMs = 4000

const callNotes: readonly Note[] = [659, 523, 659, 523].map((hertz) => ({ hertz, seconds: 0.22 }))
const messageNotes: readonly Note[] = [{ hertz: 784, seconds: 0.25 }]

/** A number only: what the system shows outlives a consent that is withdrawn. */
export interface RingNews {
  title: string
  visitorId: string
}

const isReady = ({ status }: DeskState): boolean => status === 'ready'

/** What began between two states of the desk. */
function newsOf(before: DeskState, now: DeskState): { calls: RingNews[]; messages: RingNews[] } {
  const rang = new Set(before.calls.map(({ callId }) => callId))
  const unread = new Map(before.chats.map((chat) => [chat.visitor.visitorId, chat.unread]))
  return {
    calls: now.calls
      .filter(({ state, callId }) => state === 'ringing' && !rang.has(callId))
      .map(({ visitor }) => ({ title: `${numberOf(visitor)} is calling`, visitorId: visitor.visitorId })),
    messages: now.chats
      // Messages that were there before this page, and those of a colleague's visitor, are not news.
      .filter(() => isReady(before))
      .filter(({ assignee }) => !assignee || assignee.staffId === now.me?.staffId)
      .filter(({ visitor, unread: count }) => count > (unread.get(visitor.visitorId) ?? 0))
      .map(({ visitor }) => ({
        title: `New message from ${numberOf(visitor)}`,
        visitorId: visitor.visitorId,
      })),
  }
}

/** The staff member can hear it: not away, and not in a call, where it would disturb. */
const isListening = (state: DeskState): boolean => state.me?.state !== 'away' && !callHereOf(state)

export interface RingerOptions {
  store: StoreApi<DeskState>
  settings: StoreApi<RingSettings>
  timer: Timer
  onOpen: (visitorId: string) => void
  isHidden?: () => boolean
  play?: (notes: readonly Note[]) => Promise<void>
  notify?: (news: RingNews, onOpen: () => void) => void
}

/** Returns the function that ends it. */
export function startRinging(options: RingerOptions): () => void {
  const { store, settings, timer, onOpen } = options
  const { isHidden = () => document.hidden, play = playTones, notify = notifySystem } = options
  let stopTimer: (() => void) | undefined

  function sound(notes: readonly Note[]): void {
    if (!settings.getState().sound || !isListening(store.getState())) return
    play(notes).then(
      () => settings.setState({ isSoundBlocked: false }),
      () => settings.setState({ isSoundBlocked: true }),
    )
  }

  function follow(now: DeskState, before: DeskState): void {
    if (!isReady(now)) return
    const { calls, messages } = newsOf(before, now)
    const waits = now.calls.some(({ state }) => state === 'ringing')
    if (calls.length > 0) sound(callNotes)
    else if (messages.length > 0) sound(messageNotes)
    if (waits) stopTimer ??= timer(ringEveryMs, () => sound(callNotes))
    else {
      stopTimer?.()
      stopTimer = undefined
    }
    if (settings.getState().notifications && isHidden() && now.me?.state !== 'away')
      for (const news of [...calls, ...messages]) notify(news, () => onOpen(news.visitorId))
  }

  const stopFollowing = store.subscribe(follow)
  return () => {
    stopFollowing()
    stopTimer?.()
  }
}

function notifySystem({ title, visitorId }: RingNews, onOpen: () => void): void {
  try {
    // One for each visitor: a new one replaces the one before.
    const shown = new Notification(title, { tag: `lectern ${visitorId}` })
    shown.onclick = () => {
      window.focus()
      shown.close()
      onOpen()
    }
  } catch {
    // Browsers of phones let only service workers notify.
  }
}
