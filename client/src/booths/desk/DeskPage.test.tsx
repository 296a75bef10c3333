import type { Person } from '@lectern/shared/accounts'
import type { Desk as DeskReply } from '@lectern/shared/booths'
import type { Lead } from '@lectern/shared/consents'
import { act, cleanup, screen, within } from '@testing-library/react'
import { provide } from '../../live/useFollowed.ts'
import { clara, draw, nextTurn, text, violations } from '../../testing/drawPage.tsx'
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
const boothId = 'meridian'
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
  return draw(<BoothDeskPage Room={Room} />, { connection: server.connection, person })
}
const press = (name: string | RegExp) => screen.getByRole('button', { name })
const column = (name: RegExp) => within(screen.getByRole('region', { name }))

afterEach(() => {
  desk.stop()
  cleanup()
})

test('an empty desk says what will appear where', async () => {
  let release = () => {}
  await page({ present: { count: 0, newest: [] } }, [], () => {
    release = server.hold('booths.myBooth')
  })
  expect(screen.getByRole('status', { name: 'Loading the desk' })).toBeTruthy()
  await act(async () => release())
  await nextTurn()
  for (const words of ['Nobody rings.', 'No chats yet.', 'Calls that nobody took', 'Nothing booked today.'])
    expect(text()).toContain(words)
  expect(text()).toContain('0 visitors here now')
  expect(await violations()).toEqual([])
})

test('before the booth is made there is nothing to keep', async () => {
  await page({}, [], () => {
    server.refusals['booths.myBooth'] = [refusal('not_found')]
  })
  expect(text()).toContain('Your booth is not there yet')
})

test('a full desk has no violations', async () => {
  const named = visitor(13, { name: 'Noah Berg', profession: 'Nurse' })
  await page(
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
    [lead()],
  )
  expect(text()).toContain('Visitor 13, Noah Berg, Nurse')
  expect(text()).toContain('3 visits on')
  expect(await violations()).toEqual([])
})

test('a call that rings is said at once, and accepted here', async () => {
  const { user } = await page()
  expect(screen.getByTestId('ringing').textContent).toBe('')
  act(() => server.tell('booths.desk', { boothId, calls: [call()] }))
  expect(screen.getByTestId('ringing').textContent).toBe('Visitor 12 is calling.')
  expect(screen.getByTestId('ringing').getAttribute('aria-live')).toBe('assertive')
  expect(document.title).toContain('Visitor 12 is calling.')
  await user.click(press('Accept the call of Visitor 12'))
  expect(screen.getByRole('region', { name: 'Call' }).textContent).toContain('In a call with Visitor 12')
  act(() => server.tell('booths.desk', { boothId, calls: [] }))
  expect(text()).toContain('The call with Visitor 12 has ended.')
})

test('the longest waiting is first', async () => {
  await page({ calls: [call({ callId: 'c2', visitor: visitor(13), place: 2 }), call()] })
  const rings = column(/^Waiting/).getAllByRole('button', { name: /^Accept/ })
  expect(rings.map((button) => button.getAttribute('aria-label'))).toEqual([
    'Accept the call of Visitor 12',
    'Accept the call of Visitor 13',
  ])
})

test('a call that a colleague was faster with says who has it', async () => {
  const { user } = await page({ calls: [call()] })
  server.refusals['booths.acceptCall'] = [refusal('call_taken', 'Jun Park has taken this call already.')]
  await user.click(press('Accept the call of Visitor 12'))
  expect(text()).toContain('Visitor 12: Jun Park has taken this call already.')
  expect(screen.queryByRole('region', { name: 'Call' })).toBeNull()
})

test('a call of a colleague can be joined and left', async () => {
  const { user } = await page({ calls: [call({ state: 'active', staff: park, activeAt: noon })] })
  await user.click(press('Join the call with Visitor 12'))
  await user.click(press('Leave it to colleagues'))
  expect(server.requests('booths.leaveCall')).toEqual([{ boothId, callId: 'c1' }])
  expect(screen.queryByRole('region', { name: 'Call' })).toBeNull()
})

test('a visitor who is here is asked for a call, and may not take it', async () => {
  const { user } = await page()
  await user.click(press('Ask for a video call with Visitor 12'))
  expect(text()).toContain('Visitor 12 has been asked')
  act(() => server.tell('booths.desk', { boothId, calls: [] }))
  expect(text()).not.toContain('has been asked')
})

test('a chat is opened, read, answered and handed over', async () => {
  const chats = [
    { visitor: visitor(), last: said(1, 'Does it read old studies?'), unread: 1, assignee: null },
  ]
  const { user } = await page({ chats })
  await user.click(press('Open the chat with Visitor 12'))
  await nextTurn()
  expect(document.activeElement?.textContent).toBe('Visitor 12')
  expect(server.requests('booths.seenByStaff')).toEqual([{ boothId, visitorId: 'v12', seq: 1 }])
  server.answers['booths.reply'] = ({ messageId, text: words }) => ({ ...said(2, words, ellis), messageId })
  await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Back to 2009.{Enter}')
  expect(screen.getByRole('log').textContent).toContain('You · ')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Looked after by' }), 'Jun Park')
  expect(server.requests('booths.assignChat')).toMatchObject([{ from: null, to: 'park' }])
  expect(await violations()).toEqual([])
  await user.click(press('All chats'))
  expect(press('Open the chat with Visitor 12')).toBeTruthy()
})

test('a chat that a colleague has just taken is not taken from them', async () => {
  const chats = [{ visitor: visitor(), last: said(1, 'Hello'), unread: 0, assignee: null }]
  const { user } = await page({ chats })
  await user.click(press('Open the chat with Visitor 12'))
  await nextTurn()
  server.refusals['booths.assignChat'] = [refusal('stale')]
  await user.selectOptions(screen.getByRole('combobox', { name: 'Looked after by' }), 'Robin Ellis (you)')
  expect(screen.getByRole('alert').textContent).toContain('A colleague was faster')
})

test('a missed call is seen to', async () => {
  const { user } = await page({ missed: [call({ callId: 'm', state: 'missed' })] })
  await user.click(press('Seen to: the call of Visitor 12'))
  expect(text()).toContain('Calls that nobody took')
})

test('today’s bookings are told in the own zone; those of other days are folded', async () => {
  const booked = (slot: number, number: number) => ({ slot, visitor: visitor(number), bookedAt: noon })
  await page({ bookings: [booked(noon + minute, 1), booked(noon + 1440 * minute, 2)] })
  const later = column(/^Later/)
  expect(later.getByText('Visitor 1', { exact: false })).toBeTruthy()
  expect(later.getByText('On other days: 1')).toBeTruthy()
})

test('the own state is chosen', async () => {
  const { user } = await page()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Visitors see you as' }), 'Away')
  expect(server.requests('booths.setState')).toEqual([{ boothId, state: 'away' }])
})

describe('leads', () => {
  test('show exactly what was given; rating and notes are kept until saved', async () => {
    const { user } = await page({}, [lead()])
    const card = within(screen.getByRole('article'))
    expect(card.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['Name', 'Mail address'])
    expect(screen.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')).toBe(
      '/api/booths/meridian/leads.csv',
    )
    await user.selectOptions(card.getByRole('combobox'), '4')
    await user.type(card.getByRole('textbox'), 'Data sheet')
    server.refusals['booths.annotateLead'] = [refusal('no_answer', 'The server did not answer.')]
    await user.click(press('Save rating and notes'))
    expect(card.getByRole('alert').textContent).toContain('What you wrote is kept here.')
    await user.click(press('Save rating and notes'))
    expect(server.requests('booths.annotateLead').at(-1)).toEqual({
      boothId,
      visitorId: 'v12',
      notes: 'Data sheet',
      rating: 4,
    })
    expect(screen.queryByRole('button', { name: 'Save rating and notes' })).toBeNull()
  })

  test('what is withdrawn is gone, and that it was is told', async () => {
    await page({}, [lead()])
    const withdrawn = { visitorId: 'v12', number: 12, fields: ['email' as const], whole: false, at: noon }
    act(() =>
      server.tell('booths.lead', {
        boothId,
        visitorId: 'v12',
        lead: lead({ values: { name: 'Clara Nwosu' } }),
        withdrawn,
      }),
    )
    expect(text()).not.toContain('clara@example.org')
    expect(text()).toContain('Visitor 12 has withdrawn their mail address')
    act(() =>
      server.tell('booths.lead', {
        boothId,
        visitorId: 'v12',
        lead: null,
        withdrawn: { ...withdrawn, whole: true, at: noon + 1 },
      }),
    )
    expect(text()).not.toContain('Clara')
    expect(text()).toContain('Visitor 12 has withdrawn everything')
    expect(await violations()).toEqual([])
  })
})
