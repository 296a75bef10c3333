import type { BoothVisit } from '@lectern/shared/booths'
import { act, cleanup, screen, within } from '@testing-library/react'
import { provide } from '../../live/useFollowed.ts'
import { dialogGone, draw, nextTurn, text, violations } from '../../testing/drawPage.tsx'
import { dayOf } from '../../words/times.ts'
import type { CallRoomProps } from '../calls/CallView.tsx'
import {
  booth,
  call,
  ellis,
  FakeBooths,
  given,
  minute,
  noon,
  refusal,
  said,
  visitor,
  visit as visitReply,
} from '../fakeBooths.ts'
import { Visiting } from './BoothPage.tsx'
import { Visit, visitKey } from './visitClient.ts'

let server: FakeBooths
let visit: Visit

/** The media of a call are tested where they are real. */
const Room = ({ title, actions }: CallRoomProps) => (
  <section aria-label="Call">
    {title}
    {actions}
  </section>
)

async function page(reply: Partial<BoothVisit> = {}, prepare: () => void = () => undefined) {
  server = new FakeBooths({
    'booths.visit': () => visitReply(reply),
    'booths.myConsents': () => ({ consents: [given()] }),
    'booths.requestCall': () => call({ place: 3 }),
    'booths.cancelCall': () => call({ state: 'cancelled' }),
    'booths.answerCall': ({ accept }) => call({ state: accept ? 'active' : 'declined', staff: ellis }),
    'booths.endCall': () => call({ state: 'ended', staff: ellis }),
    'booths.slots': () => ({
      slots: [
        { at: noon, state: 'free' },
        { at: noon + 15 * minute, state: 'taken' },
      ],
    }),
    'booths.book': ({ slot }) => ({ boothId: 'meridian', boothName: 'Meridian Imaging', slot }),
    'booths.say': ({ messageId, text: words }) => ({ ...said(1, words), messageId }),
    'booths.consent': ({ consent }) => ({
      consentId: 'r7',
      ledgerHead: '12-3f2a9-c01d7',
      boothId: 'meridian',
      boothName: 'Meridian Imaging',
      fields: consent.fields,
      at: noon,
    }),
  })
  visit = new Visit({ connection: server.connection, boothId: 'meridian', timer: server.timer })
  provide(server.connection, visitKey('meridian'), visit)
  prepare()
  return draw(<Visiting boothId="meridian" Room={Room} />, { connection: server.connection })
}
const press = (name: string | RegExp) => screen.getByRole('button', { name })

afterEach(() => {
  visit.stop()
  cleanup()
})

test('a booth is loading, then there: what it says, who is there, who one is', async () => {
  let release = () => {}
  await page({}, () => {
    release = server.hold('booths.visit')
  })
  expect(screen.getByRole('status', { name: 'Loading the booth' })).toBeTruthy()
  await act(async () => release())
  await nextTurn()
  expect(screen.getByRole('heading', { level: 1, name: 'Meridian Imaging' })).toBeTruthy()
  expect(text()).toContain('You appear as Visitor 12')
  expect(text()).toContain('1 staff here')
  expect(text()).toContain('Robin Ellis · Available')
  const link = screen.getByRole('link', { name: /Overview/ })
  expect(link.getAttribute('target')).toBe('_blank')
  expect(link.getAttribute('rel')).toContain('noopener')
  expect(screen.getByRole('link', { name: /Brochure/ }).getAttribute('href')).toBe(
    '/api/booths/meridian/files/d1',
  )
  expect(await violations()).toEqual([])
})

test('who one is to the staff is explained on a press', async () => {
  const { user } = await page()
  await user.click(press('What the staff know about you'))
  await nextTurn()
  expect(text()).toContain('valid at this booth only')
  expect(await violations()).toEqual([])
})

test('hours of many whole days are one line', async () => {
  const day = 1440 * minute
  const start = noon - 12 * 60 * minute
  const hours = Array.from({ length: 14 }, (_, i) => ({ from: start + i * day, to: start + (i + 1) * day }))
  await page({ booth: { ...booth, hours } })
  expect(text()).toContain(`Open daily until ${dayOf(start + 13 * day)}`)
})

test('a booth that does not exist and one that is closed say so', async () => {
  await page({}, () => {
    server.refusals['booths.visit'] = [refusal('not_found')]
  })
  expect(text()).toContain('There is no such booth')
  cleanup()
  await page({}, () => {
    server.refusals['booths.visit'] = [refusal('booth_closed')]
  })
  expect(text()).toContain('This booth is closed')
})

test('a booth that is closed meanwhile keeps what was said, and takes no more', async () => {
  const { user } = await page({ chat: { ...visitReply().chat, messages: [said(1, 'Hello', ellis)] } })
  server.refusals['booths.visit'] = [refusal('booth_closed')]
  act(() => server.tell('booths.changed', { booth: { ...booth, version: 2, open: false } }))
  await nextTurn()
  expect(text()).toContain('The organiser has just closed this booth')
  expect(text()).toContain('Hello')
  expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Call' })).toBeNull()
  await user.click(press('Close the chat'))
  expect(press('Read the chat')).toBeTruthy()
  expect(await violations()).toEqual([])
})

describe('the chat', () => {
  test('opens by one press with the focus in it, and closes by Escape', async () => {
    const { user } = await page()
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull()
    await user.click(press('Chat now'))
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Message' }))
    expect(await violations()).toEqual([])
    await user.keyboard('{Escape}')
    await nextTurn()
    expect(document.activeElement).toBe(press('Chat now'))
  })

  test('is a message to leave where all of the staff are away', async () => {
    await page({ staff: [{ ...ellis, state: 'away' }] })
    expect(press('Leave a message')).toBeTruthy()
    expect(text()).toContain('Staff away')
    expect(await violations()).toEqual([])
  })

  test('with messages that waited is open, without taking the focus', async () => {
    await page({ chat: { ...visitReply().chat, messages: [said(1, 'Sorry we missed you', ellis)] } })
    expect(screen.getByRole('log').textContent).toContain('Sorry we missed you')
    expect(document.activeElement).toBe(document.body)
  })

  test('that is closed says how many new messages it has', async () => {
    await page()
    act(() =>
      server.tell('booths.said', { boothId: 'meridian', visitorId: 'v12', message: said(1, 'Hello', ellis) }),
    )
    expect(press('Chat now · 1 new')).toBeTruthy()
    expect(text()).toContain('1 new message in the chat')
    expect(server.requests('booths.seen')).toEqual([])
  })

  test('sends with Enter, and says that it was delivered and read', async () => {
    const { user } = await page()
    await user.click(press('Chat now'))
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Hello{Enter}')
    expect(server.requests('booths.say')).toMatchObject([{ boothId: 'meridian', text: 'Hello' }])
    expect(text()).toContain('Delivered')
    act(() => server.tell('booths.seen', { boothId: 'meridian', visitorId: 'v12', by: 'staff', seq: 1 }))
    expect(screen.getByText('Read')).toBeTruthy()
  })

  test('a message that was refused says why and is sent again under the same id', async () => {
    const { user } = await page()
    await user.click(press('Chat now'))
    server.refusals['booths.say'] = [refusal('no_answer', 'The server did not answer.')]
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Hello{Enter}')
    expect(screen.getByRole('alert').textContent).toContain('The server did not answer.')
    await user.click(press('Send again'))
    const [first, second] = server.requests('booths.say')
    expect(second?.messageId).toBe(first?.messageId)
    expect(text()).toContain('Delivered')
  })

  test('what is shown is told to the other side', async () => {
    await page({ chat: { ...visitReply().chat, messages: [said(1, 'Hello', ellis)] } })
    expect(server.requests('booths.seen')).toEqual([{ boothId: 'meridian', seq: 1 }])
  })

  test('a message that is too long is not sent', async () => {
    const { user } = await page()
    await user.click(press('Chat now'))
    await user.paste('x'.repeat(1001))
    await user.keyboard('{Enter}')
    expect(text()).toContain('1 character too long.')
    expect(server.requests('booths.say')).toEqual([])
  })
})

describe('the call', () => {
  test('rings with the place in the queue, and can be cancelled', async () => {
    const { user } = await page()
    await user.click(press('Call'))
    expect(text()).toContain('You’re number 3 in the queue.')
    act(() => server.tell('booths.call', { call: call({ place: 1 }) }))
    expect(text()).toContain('You’re next.')
    expect(await violations()).toEqual([])
    await user.click(press('Cancel call'))
    expect(text()).toContain('You cancelled the call.')
  })

  test('that nobody takes is answered later', async () => {
    const { user } = await page()
    server.answers['booths.requestCall'] = () => call({ state: 'missed', place: null })
    await user.click(press('Call'))
    expect(text()).toContain('No one could take your call.')
    expect(press('Call')).toBeTruthy()
  })

  test('that is taken runs here until the other side ends it', async () => {
    const { user } = await page()
    await user.click(press('Call'))
    act(() => server.tell('booths.call', { call: call({ state: 'active', staff: ellis }) }))
    expect(screen.getByRole('region', { name: 'Call' }).textContent).toContain('In a call with Robin Ellis')
    act(() =>
      server.tell('booths.call', {
        call: call({ state: 'ended', staff: ellis, activeAt: noon, endedAt: noon + 2 * minute }),
      }),
    )
    expect(screen.queryByRole('region', { name: 'Call' })).toBeNull()
    expect(text()).toContain('The call has ended. It lasted 2 minutes.')
  })

  test('that is left is ended', async () => {
    const { user } = await page({ call: call({ state: 'active', staff: ellis }) })
    expect(screen.queryByRole('region', { name: 'Call' })).toBeNull()
    await user.click(press('Go to the call'))
    await user.click(press('Leave call'))
    expect(server.requests('booths.endCall')).toHaveLength(1)
  })

  test('that staff offer needs an answer', async () => {
    const { user } = await page()
    act(() => server.tell('booths.call', { call: call({ state: 'offered', place: null, staff: ellis }) }))
    expect(screen.getByRole('alert').textContent).toContain('Robin Ellis invites you to a video call')
    await user.click(press('Accept'))
    expect(screen.getByRole('region', { name: 'Call' })).toBeTruthy()
  })

  test('outside the opening hours says what can be done instead', async () => {
    await page({ booth: { ...booth, hours: [{ from: noon + minute, to: noon + 2 * minute }] } })
    expect(screen.queryByRole('button', { name: 'Call' })).toBeNull()
    expect(text()).toContain('No calls outside opening hours.')
  })

  test('that was refused says why', async () => {
    const { user } = await page()
    server.refusals['booths.requestCall'] = [refusal('conflict', 'Open the booth first.')]
    await user.click(press('Call'))
    expect(screen.getByRole('alert').textContent).toContain('Open the booth first.')
  })
})

describe('a time', () => {
  test('is chosen from those that are free, and cancelled', async () => {
    const { user } = await page()
    await user.click(press('Book a meeting'))
    const dialog = within(screen.getByRole('dialog'))
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: /taken/ }).disabled).toBe(true)
    expect(await violations()).toEqual([])
    await user.click(dialog.getAllByRole('button').find((button) => /^\d/.test(button.textContent ?? ''))!)
    await dialogGone()
    expect(server.requests('booths.book')).toEqual([{ boothId: 'meridian', slot: noon }])
    await user.click(press(/^Cancel /))
    expect(server.requests('booths.cancelBooking')).toEqual([{ boothId: 'meridian', slot: noon }])
  })

  test('that somebody else has just booked is refused, and the list is asked for again', async () => {
    const { user } = await page()
    await user.click(press('Book a meeting'))
    server.refusals['booths.book'] = [refusal('slot_taken', 'Somebody else has just booked this time.')]
    await user.click(
      within(screen.getByRole('dialog'))
        .getAllByRole('button')
        .find((button) => /^\d/.test(button.textContent ?? ''))!,
    )
    await nextTurn()
    expect(screen.getByRole('alert').textContent).toContain('Somebody else has just booked this time.')
    expect(server.requests('booths.slots')).toHaveLength(2)
  })

  test('without opening hours there is none', async () => {
    const { user } = await page()
    server.answers['booths.slots'] = () => ({ slots: [] })
    await user.click(press('Book a meeting'))
    expect(text()).toContain('There are no times to book')
  })
})

describe('details', () => {
  const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name: new RegExp(name) })

  test('are filled in from the profile with every box empty', async () => {
    const { user } = await page()
    await user.click(press('Share details'))
    await nextTurn()
    expect(screen.getByRole('dialog').textContent).toContain('Clara Nwosu')
    expect(within(screen.getByRole('dialog')).queryByRole('textbox')).toBeNull()
    expect(screen.getAllByRole<HTMLInputElement>('checkbox').every(({ checked }) => !checked)).toBe(true)
    expect(text()).toContain('Nothing is ticked: Meridian Imaging will see nothing.')
    expect(text()).toContain('They already have your name and email address.')
    expect(await violations()).toEqual([])
    await user.click(box('see my name'))
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('Clara Nwosu')
    expect(await violations()).toEqual([])
    await user.click(box('see my name'))
    await user.click(press('Share'))
    expect(text()).toContain('Nothing is ticked yet.')
    expect(server.requests('booths.consent')).toEqual([])
  })

  test('only what is ticked is sent, with a receipt', async () => {
    const { user } = await page()
    await user.click(press('Share details'))
    await user.click(box('see my name'))
    await user.click(box('see my profession'))
    expect(text()).toContain('Meridian Imaging will see your name and profession, and nothing else.')
    server.answers['booths.visit'] = () => visitReply({ me: visitor(12, { name: 'Clara Nwosu' }) })
    await user.click(press('Share'))
    await dialogGone()
    expect(server.requests('booths.consent')).toEqual([
      {
        boothId: 'meridian',
        consent: {
          fields: ['name', 'profession'],
          values: { name: 'Clara Nwosu', profession: 'Physician' },
        },
      },
    ])
    expect(text()).toContain('Receipt r7, recorded in the ledger up to 12-3f2a9-c01d7.')
    expect(text()).toContain('You appear as Visitor 12, Clara Nwosu')
  })

  test('that are ticked and empty, or not whole, are told at their fields', async () => {
    const { user } = await page()
    await user.click(press('Share details'))
    await user.click(box('see my email address'))
    await user.click(press('Share'))
    expect(text()).toContain('Fill this in, or untick it.')
    await user.type(screen.getByRole('textbox', { name: 'Email address' }), 'clara')
    await user.click(press('Share'))
    expect(text()).toContain('This email address is not complete.')
    expect(server.requests('booths.consent')).toEqual([])
  })

  test('that were refused are kept', async () => {
    const { user } = await page()
    await user.click(press('Share details'))
    await user.click(box('see my name'))
    server.refusals['booths.consent'] = [refusal('storage_unavailable', 'The server cannot save.')]
    await user.click(press('Share'))
    expect(screen.getByRole('alert').textContent).toContain(
      'The server cannot save. What you wrote is kept here.',
    )
    expect(box('see my name').checked).toBe(true)
  })
})
