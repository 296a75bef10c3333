import { jest } from '@jest/globals'
import type { Person } from '@lectern/shared/accounts'
import type { Desk as DeskReply } from '@lectern/shared/booths'
import type { Lead } from '@lectern/shared/consents'
import { act, cleanup, screen, within } from '@testing-library/react'
import { provide } from '../../live/useFollowed.ts'
import { clara, draw, nextTurn, text, violations } from '../../testing/drawPage.tsx'
import { timeOf } from '../../words/times.ts'
import type { CallRoomProps } from '../calls/CallView.tsx'
import {
  call,
  desk as deskReply,
  ellis,
  FakeBooths,
  lead,
  minute,
  noon,
  park,
  refusal,
  said,
  settings,
  visit,
  visitor,
} from '../fakeBooths.ts'
import BoothDeskPage from './DeskPage.tsx'
import { Desk, deskKey } from './deskClient.ts'

let server: FakeBooths
let desk: Desk
const state = () => desk.store.getState()
const boothId = 'meridian'
let heard: string[] = []
let notified: { title: string; open: () => void }[] = []
const ticks = new Set<() => void>()
/** What the browser would sound and show. */
const ringing = {
  play: async (notes: readonly unknown[]) => void heard.push(notes.length > 1 ? 'ring' : 'tone'),
  notify: ({ title }: { title: string }, open: () => void) => void notified.push({ title, open }),
  isHidden: () => true,
  timer: (_everyMs: number, tick: () => void) => {
    ticks.add(tick)
    return () => void ticks.delete(tick)
  },
}
const Room = ({ title, actions }: CallRoomProps) => (
  <section aria-label="Call">
    {title}
    {actions}
  </section>
)

async function page(
  reply: Partial<DeskReply> = {},
  leads: Lead[] = [],
  prepare: () => void = () => undefined,
) {
  server = new FakeBooths({
    'booths.myBooth': () => settings,
    'booths.desk': () => deskReply(reply),
    'booths.leads': () => ({ boothId, leads, withdrawn: [] }),
    'booths.acceptCall': () => call({ state: 'active', staff: ellis, activeAt: noon }),
    'booths.offerCall': () => call({ state: 'offered', staff: ellis }),
    'booths.endCall': () => call({ state: 'ended', staff: ellis }),
    'booths.settleCall': ({ callId }) => call({ callId, state: 'answered', staff: ellis }),
    'booths.setState': ({ state }) => ({ ...ellis, state }),
    'booths.chat': () => ({ ...visit().chat, messages: [said(1, 'Does it read old studies?')] }),
    'booths.assignChat': ({ to }) => ({
      ...visit().chat,
      assignee: to === 'park' ? park : null,
      messages: [said(1, 'Does it read old studies?')],
    }),
    'booths.annotateLead': ({ notes, rating }) => lead({ notes, rating }),
  })
  desk = new Desk({ connection: server.connection, timer: server.timer })
  provide(server.connection, deskKey, desk)
  prepare()
  const person: Person = { ...clara, roles: ['exhibitor'] }
  return draw(<BoothDeskPage Room={Room} ringing={ringing} />, { connection: server.connection, person })
}
const press = (name: string | RegExp) => screen.getByRole('button', { name })
const inbox = () => within(screen.getByRole('navigation', { name: 'Inbox' }))
const details = () => within(screen.getByRole('article', { name: 'Shared with you' }))
const chatOf = (number: number, unread = 0, assignee: typeof park | null = null) => ({
  visitor: visitor(number),
  last: said(1, `Question of ${number}`),
  unread,
  assignee,
})

beforeEach(() => {
  heard = []
  notified = []
  ticks.clear()
  sessionStorage.clear()
})
afterEach(() => {
  desk.stop()
  cleanup()
})

test('an empty desk says what will appear where', async () => {
  let release = () => {}
  const { user } = await page({ present: { count: 0, newest: [] } }, [], () => {
    release = server.hold('booths.myBooth')
  })
  expect(screen.getByRole('status', { name: 'Loading the desk' })).toBeTruthy()
  await act(async () => release())
  await nextTurn()
  expect(text()).toContain('No incoming calls. The first of you to accept takes the call.')
  expect(text()).toContain('0 visitors here now')
  for (const [tab, words] of [
    ['Chats', 'No chats yet'],
    ['Here', 'No visitors right now'],
    ['Meetings', 'No meetings'],
    ['Leads', 'No leads yet'],
  ]) {
    await user.click(inbox().getByRole('button', { name: new RegExp(`^${tab}`) }))
    expect(inbox().getByText(words!)).toBeTruthy()
    expect(await violations()).toEqual([])
  }
})

test('before the booth is created there is nothing to keep', async () => {
  await page({}, [], () => {
    server.refusals['booths.myBooth'] = [refusal('not_found')]
  })
  expect(text()).toContain('Your booth is not there yet')
})

test('a full desk has no violations, with and without an open chat', async () => {
  const named = visitor(13, { name: 'Noah Berg', profession: 'Nurse' })
  const { user } = await page(
    {
      calls: [
        call(),
        call({ callId: 'c2', visitor: named, state: 'active', staff: park, activeAt: noon }),
        call({ callId: 'c3', visitor: visitor(14), state: 'offered', staff: park }),
      ],
      missed: [call({ callId: 'm', state: 'missed' })],
      chats: [{ visitor: named, last: said(2, 'And the price?'), unread: 2, assignee: park }],
      bookings: [{ slot: noon + 15 * minute, visitor: named, bookedAt: noon }],
      hours: [{ hour: noon, visits: 3 }],
    },
    [lead({ visitor: named, values: { name: 'Noah Berg', profession: 'Nurse' } })],
  )
  expect(
    inbox().getByRole('button', { name: /Visitor 13, Noah Berg, Nurse.*2 new.*And the price\?/ }),
  ).toBeTruthy()
  expect(text()).toContain('In a call with Jun Park')
  expect(text()).toContain('3 visits on')
  expect(await violations()).toEqual([])
  await user.click(inbox().getByRole('button', { name: /And the price/ }))
  await nextTurn()
  expect(details().getByText('Noah Berg')).toBeTruthy()
  expect(details().getByText('Meetings')).toBeTruthy()
  expect(await violations()).toEqual([])
})

describe('a call', () => {
  test('that rings is said at once, on top of the inbox, and accepted here', async () => {
    const { user } = await page({ chats: [chatOf(3)] })
    expect(screen.getByTestId('ringing').textContent).toBe('')
    act(() => server.tell('booths.desk', { boothId, calls: [call()] }))
    expect(screen.getByTestId('ringing').textContent).toBe('Visitor 12 is calling.')
    expect(screen.getByTestId('ringing').getAttribute('aria-live')).toBe('assertive')
    expect(document.title).toContain('Visitor 12 is calling.')
    expect(inbox().getAllByRole('button')[0]).toBe(press('Accept the call of Visitor 12'))
    await user.click(press('Accept the call of Visitor 12'))
    expect(screen.getByRole('region', { name: 'Call' }).textContent).toContain('In a call with Visitor 12')
    expect(screen.getByRole('region', { name: 'Chat with Visitor 12' })).toBeTruthy()
    act(() => server.tell('booths.desk', { boothId, calls: [] }))
    expect(text()).toContain('The call with Visitor 12 has ended.')
  })

  test('the longest waiting is first, and the key accepts it', async () => {
    const { user } = await page({
      calls: [call({ callId: 'c2', visitor: visitor(13), place: 2 }), call()],
    })
    const rings = inbox().getAllByRole('button', { name: /^Accept/ })
    expect(rings.map((button) => button.getAttribute('aria-label'))).toEqual([
      'Accept the call of Visitor 12',
      'Accept the call of Visitor 13',
    ])
    await user.keyboard('a')
    expect(server.requests('booths.acceptCall')).toEqual([{ boothId, callId: 'c1' }])
  })

  test('that a colleague was faster with says who has it', async () => {
    const { user } = await page({ calls: [call()] })
    server.refusals['booths.acceptCall'] = [refusal('call_taken', 'Jun Park has taken this call already.')]
    await user.click(press('Accept the call of Visitor 12'))
    expect(text()).toContain('Visitor 12: Jun Park has taken this call already.')
    expect(screen.queryByRole('region', { name: 'Call' })).toBeNull()
  })

  test('of a colleague can be joined and left', async () => {
    const { user } = await page({ calls: [call({ state: 'active', staff: park, activeAt: noon })] })
    await user.click(inbox().getByRole('button', { name: /Visitor 12.*In a call with Jun Park/ }))
    await user.click(press('Join the call with Visitor 12'))
    expect(text()).toContain('Leaving ends the call if no colleague is in it.')
    await user.click(press('Leave call'))
    expect(server.requests('booths.leaveCall')).toEqual([{ boothId, callId: 'c1' }])
    expect(screen.queryByRole('region', { name: 'Call' })).toBeNull()
  })

  test('is offered to a visitor who is here, who may not take it', async () => {
    const { user } = await page({ chats: [chatOf(12)] })
    await user.click(inbox().getByRole('button', { name: /Question of 12/ }))
    await user.click(press('Invite Visitor 12 to a video call'))
    expect(text()).toContain('Invited to a call by Robin Ellis')
    act(() => server.tell('booths.desk', { boothId, calls: [] }))
    expect(text()).toContain('Visitor 12 did not take the call.')
  })

  test('that was missed waits until it is done', async () => {
    const { user } = await page({ missed: [call({ callId: 'm', state: 'missed' })] })
    await user.click(press('Reply to the missed call of Visitor 12'))
    expect(screen.getByRole('region', { name: 'Chat with Visitor 12' })).toBeTruthy()
    await user.click(press('Mark the missed call of Visitor 12 as done'))
    expect(server.requests('booths.settleCall')).toEqual([{ boothId, callId: 'm' }])
    expect(text()).toContain('No incoming calls.')
  })
})

describe('a chat', () => {
  test('is opened, read, answered and handed over', async () => {
    const { user } = await page({ chats: [chatOf(12, 1)] })
    expect(inbox().getByText('Unassigned')).toBeTruthy()
    await user.click(inbox().getByRole('button', { name: /Question of 12/ }))
    await nextTurn()
    expect(document.activeElement?.textContent).toBe('Visitor 12')
    expect(inbox().getByRole('button', { current: true }).textContent).toContain('Visitor 12')
    expect(server.requests('booths.seenByStaff')).toEqual([{ boothId, visitorId: 'v12', seq: 1 }])
    server.answers['booths.reply'] = ({ messageId, text: words }) => ({ ...said(2, words, ellis), messageId })
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Back to 2009.{Enter}')
    expect(screen.getByRole('log').textContent).toContain('You · ')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Assigned to' }), 'Jun Park')
    expect(server.requests('booths.assignChat')).toMatchObject([{ from: null, to: 'park' }])
    expect(await violations()).toEqual([])
    await user.click(press('Back to the inbox'))
    expect(screen.queryByRole('log')).toBeNull()
    expect(screen.getByRole('heading', { name: 'Today' })).toBeTruthy()
  })

  test('that a colleague has just taken is not taken from them', async () => {
    const { user } = await page({ chats: [chatOf(12)] })
    await user.click(inbox().getByRole('button', { name: /Question of 12/ }))
    await nextTurn()
    server.refusals['booths.assignChat'] = [refusal('stale')]
    await user.selectOptions(screen.getByRole('combobox', { name: 'Assigned to' }), 'Robin Ellis (you)')
    expect(screen.getByRole('alert').textContent).toContain('A colleague was faster.')
  })

  test('is begun with a visitor who is here', async () => {
    const { user } = await page()
    await user.click(inbox().getByRole('button', { name: 'Here 1' }))
    await user.click(inbox().getByRole('button', { name: /^Visitor 12/ }))
    expect(screen.getByRole('region', { name: 'Chat with Visitor 12' })).toBeTruthy()
  })

  test('the key goes to the next who waits: missed calls before unread messages, the oldest first', async () => {
    const { user } = await page({
      missed: [call({ callId: 'm', visitor: visitor(9), state: 'missed' })],
      chats: [chatOf(1, 1), chatOf(2), chatOf(3, 2)],
    })
    const opened = async () => {
      await user.keyboard('n')
      return state().openChat
    }
    expect([await opened(), await opened(), await opened(), await opened()]).toEqual(['v9', 'v3', 'v1', 'v9'])
  })
})

test('meetings of today come first, each with its time, and can be cancelled until then', async () => {
  const booked = (slot: number, number: number) => ({ slot, visitor: visitor(number), bookedAt: noon })
  const slots = [noon - minute, noon + minute, noon + 1440 * minute]
  const { user } = await page({ bookings: slots.map((slot, i) => booked(slot, i + 1)) })
  await user.click(inbox().getByRole('button', { name: 'Meetings 2' }))
  const rows = inbox()
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)
  expect(rows.map((row) => row?.match(/Visitor \d/)?.[0])).toEqual(['Visitor 1', 'Visitor 2', 'Visitor 3'])
  expect(rows[0]).toContain('Over')
  await user.click(press(`Cancel ${timeOf(slots[1]!)} with Visitor 2`))
  expect(server.requests('booths.cancelBooking')).toEqual([{ boothId, slot: slots[1] }])
  expect(await violations()).toEqual([])
})

test('the own state is chosen', async () => {
  const { user } = await page()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Visitors see you as' }), 'Away')
  expect(server.requests('booths.setState')).toEqual([{ boothId, state: 'away' }])
})

describe('the desk is heard', () => {
  const isOn = (name: string) => screen.getByRole<HTMLInputElement>('switch', { name }).checked

  test('while a call waits, and its switch silences it, over a reload as well', async () => {
    const { user } = await page()
    act(() => server.tell('booths.desk', { boothId, calls: [call()] }))
    expect(heard).toEqual(['ring'])
    for (const tick of ticks) tick()
    expect(heard).toEqual(['ring', 'ring'])
    await user.click(press('Alerts and keys'))
    await nextTurn()
    expect(await violations()).toEqual([])
    await user.click(screen.getByRole('switch', { name: 'Sound' }))
    for (const tick of ticks) tick()
    expect(heard).toHaveLength(2)
    act(() => server.tell('booths.desk', { boothId, calls: [] }))
    expect(ticks.size).toBe(0)
    cleanup()
    await page({ calls: [call()] })
    expect(heard).toHaveLength(2)
  })

  test('system notifications are asked for by a press only, and off again where they are refused', async () => {
    const requestPermission = jest.fn(async () => 'denied')
    const fake = Object.assign(function Notification() {}, { permission: 'default', requestPermission })
    Object.assign(globalThis, { Notification: fake })
    try {
      const { user } = await page({ calls: [call()] })
      expect(notified).toEqual([])
      await user.click(press('Alerts and keys'))
      await nextTurn()
      expect(isOn('System notifications')).toBe(false)
      expect(requestPermission).not.toHaveBeenCalled()
      requestPermission.mockImplementation(async () => (fake.permission = 'denied'))
      await user.click(screen.getByRole('switch', { name: 'System notifications' }))
      await nextTurn()
      expect(isOn('System notifications')).toBe(false)
      expect(text()).toContain('Blocked. Allow notifications')
      fake.permission = 'granted'
      cleanup()
      const again = await page()
      await again.user.click(press('Alerts and keys'))
      await nextTurn()
      await again.user.click(screen.getByRole('switch', { name: 'System notifications' }))
      await nextTurn()
      act(() => server.tell('booths.desk', { boothId, calls: [call()] }))
      expect(notified.map(({ title }) => title)).toEqual(['Visitor 12 is calling'])
      act(() => notified[0]!.open())
      expect(state().openChat).toBe('v12')
    } finally {
      Reflect.deleteProperty(globalThis, 'Notification')
    }
  })
})

describe('leads', () => {
  test('show exactly what was shared; rating and notes are kept until saved', async () => {
    const { user } = await page({}, [lead()])
    await user.click(inbox().getByRole('button', { name: 'Leads 1' }))
    expect(screen.getByRole('link', { name: 'Download leads (CSV)' }).getAttribute('href')).toBe(
      '/api/booths/meridian/leads.csv',
    )
    expect(await violations()).toEqual([])
    await user.click(inbox().getByRole('button', { name: /Shares name and email address/ }))
    await nextTurn()
    expect(
      details()
        .getAllByRole('term')
        .map(({ textContent }) => textContent),
    ).toEqual(['Name', 'Email address'])
    await user.click(details().getByRole('radio', { name: '4' }))
    await user.type(details().getByRole('textbox', { name: 'Notes' }), 'Data sheet')
    server.refusals['booths.annotateLead'] = [refusal('no_answer', 'The server did not answer.')]
    await user.click(details().getByRole('button', { name: 'Save' }))
    expect(details().getByRole('alert').textContent).toContain('What you wrote is kept here.')
    await user.click(details().getByRole('button', { name: 'Save' }))
    expect(server.requests('booths.annotateLead').at(-1)).toEqual({
      boothId,
      visitorId: 'v12',
      notes: 'Data sheet',
      rating: 4,
    })
    expect(details().queryByRole('button', { name: 'Save' })).toBeNull()
  })

  test('what is withdrawn is gone, and that it was is told', async () => {
    await page({}, [lead()])
    const withdrawn = {
      visitorId: 'v12',
      number: 12,
      fields: ['email' as const],
      whole: false,
      at: noon,
      version: 2,
    }
    act(() => desk.openChat('v12'))
    await nextTurn()
    act(() =>
      server.tell('booths.lead', {
        boothId,
        visitorId: 'v12',
        lead: lead({ values: { name: 'Clara Nwosu' }, version: 2 }),
        withdrawn,
      }),
    )
    expect(text()).not.toContain('clara@example.org')
    expect(text()).toContain('Visitor 12 stopped sharing their email address')
    expect(text()).toContain('Clara Nwosu')
    act(() =>
      server.tell('booths.lead', {
        boothId,
        visitorId: 'v12',
        lead: null,
        withdrawn: { ...withdrawn, whole: true, at: noon + 1, version: 3 },
      }),
    )
    expect(text()).not.toContain('Clara')
    expect(text()).toContain('Visitor 12 stopped sharing everything')
    expect(await violations()).toEqual([])
  })
})
