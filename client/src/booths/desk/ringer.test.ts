import { createStore } from 'zustand/vanilla'
import type { Note } from '../../ui/tones.ts'
import { call, ellis, noon, park, said, settings, settle, visitor } from '../fakeBooths.ts'
import { type DeskState, noDesk } from './deskState.ts'
import { startRinging } from './ringer.ts'
import type { RingSettings } from './ringSettings.ts'

const ready: DeskState = { ...noDesk, status: 'ready', booth: settings, me: { ...ellis, state: 'available' } }
const chat = (number: number, unread: number, assignee: typeof park | null = null) => ({
  visitor: visitor(number, { name: 'Clara Nwosu' }),
  last: said(unread, 'Hello'),
  unread,
  assignee,
})

function start(state: DeskState = ready, choices: Partial<RingSettings> = {}) {
  const store = createStore<DeskState>(() => state)
  const settingsStore = createStore<RingSettings>(() => ({
    sound: true,
    notifications: true,
    isSoundBlocked: false,
    ...choices,
  }))
  const heard: number[] = []
  const shown: string[] = []
  const ticks = new Set<() => void>()
  const browser = { refuses: false, hidden: true }
  const stop = startRinging({
    store,
    settings: settingsStore,
    onOpen: () => undefined,
    timer: (_ms, tick) => {
      ticks.add(tick)
      return () => void ticks.delete(tick)
    },
    play: async (notes: readonly Note[]) => {
      if (browser.refuses) throw new Error('NotAllowedError')
      heard.push(notes.length)
    },
    notify: ({ title }) => void shown.push(title),
    isHidden: () => browser.hidden,
  })
  const become = (patch: Partial<DeskState>) => store.setState(patch)
  return { become, heard, shown, ticks, browser, settings: settingsStore, stop }
}

test('a call rings until it is taken, and a name is never shown by the system', () => {
  const { become, heard, shown, ticks } = start()
  become({ calls: [call({ visitor: visitor(12, { name: 'Clara Nwosu' }) })] })
  for (const tick of ticks) tick()
  expect(heard).toEqual([4, 4])
  expect(shown).toEqual(['Visitor 12 is calling'])
  become({ calls: [call({ state: 'active', staff: park })] })
  expect(ticks.size).toBe(0)
})

test('a call that rang before the page was there rings as well; older messages do not', () => {
  const { become, heard, shown } = start({ ...noDesk })
  become({ ...ready, calls: [call()], chats: [chat(3, 2)] })
  expect(heard).toEqual([4])
  expect(shown).toEqual(['Visitor 12 is calling'])
})

test('a new message has a tone, unless a colleague looks after the chat', () => {
  const { become, heard, shown } = start({ ...ready, chats: [chat(3, 1), chat(4, 0, park)] })
  become({ chats: [chat(3, 2), chat(4, 1, park)] })
  expect(heard).toEqual([1])
  expect(shown).toEqual(['New message from Visitor 3'])
  become({ chats: [chat(3, 0, park), chat(4, 0, park)] })
  expect(heard).toEqual([1])
})

test('who is away or in a call hears nothing; who sees the page is shown nothing', () => {
  const away = start({ ...ready, me: { ...ellis, state: 'away' } })
  away.become({ calls: [call()] })
  expect([away.heard, away.shown]).toEqual([[], []])
  const talking = start({
    ...ready,
    callHere: 'c9',
    calls: [call({ callId: 'c9', state: 'active', activeAt: noon })],
  })
  talking.become({ calls: [call({ callId: 'c9', state: 'active', activeAt: noon }), call()] })
  expect(talking.heard).toEqual([])
  expect(talking.shown).toEqual(['Visitor 12 is calling'])
  const looking = start()
  looking.browser.hidden = false
  looking.become({ calls: [call()] })
  expect(looking.shown).toEqual([])
})

test('each switch silences its own way', () => {
  const quiet = start(ready, { sound: false })
  quiet.become({ calls: [call()] })
  expect([quiet.heard, quiet.shown.length]).toEqual([[], 1])
  const unseen = start(ready, { notifications: false })
  unseen.become({ calls: [call()] })
  expect([unseen.heard, unseen.shown]).toEqual([[4], []])
})

test('a sound that the browser holds back is told, until one is heard', async () => {
  const { become, browser, settings: choices, ticks, stop } = start()
  browser.refuses = true
  become({ calls: [call()] })
  await settle()
  expect(choices.getState().isSoundBlocked).toBe(true)
  browser.refuses = false
  for (const tick of ticks) tick()
  await settle()
  expect(choices.getState().isSoundBlocked).toBe(false)
  stop()
  expect(ticks.size).toBe(0)
})
