import { act, cleanup, screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { draw as drawPage, nextTurn, text, violations } from '../testing/drawPage.tsx'
import { BackstageCrew } from './BackstageCrew.tsx'
import { CrewDesk } from './CrewDesk.tsx'
import { cue, FakeCrew, message, sessionId } from './fakeCrew.ts'
import { SpeakerCue } from './SpeakerCue.tsx'

let server: FakeCrew
const draw = (page: ReactNode) =>
  drawPage(page, { connection: server.connection, heading: 'Heart failure in 2026' })
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message to the crew' })
const log = () => screen.getByRole('log', { name: 'Crew chat' })
const press = (name: string) => screen.getByRole('button', { name })
const told = (news: Parameters<FakeCrew['change']>[0]) => act(async () => server.change(news))

beforeEach(() => {
  server = new FakeCrew()
})
afterEach(cleanup)

describe('the chat', () => {
  const desk = () => draw(<CrewDesk sessionId={sessionId} hasEnded={false} />)

  test('shows what was said and what is said, in order, once', async () => {
    server.list.messages = [message('a'), message('b', { personId: 'clara', name: 'Clara Nwosu' })]
    const { user } = await desk()
    await told(message('c', { text: 'مرحبا' }))
    expect(
      within(log())
        .getAllByText(/^(Words|مرحبا)/)
        .map(({ textContent }) => textContent),
    ).toEqual(['Words of a', 'Words of b', 'مرحبا'])
    expect(log().textContent).toContain('You ·')
    await user.type(field(), 'Ready?{Enter}')
    await nextTurn()
    await told(message('said', { personId: 'clara', text: 'Ready?' }))
    expect(within(log()).getAllByText('Ready?')).toHaveLength(1)
    expect(field().value).toBe('')
    expect(await violations()).toEqual([])
  })

  test('an empty one says who sees it', async () => {
    await desk()
    expect(log().textContent).toContain('Only moderators and speakers see this chat.')
    expect(await violations()).toEqual([])
  })

  test('what was refused is kept, and says why', async () => {
    const { user } = await desk()
    server.refuse('crew.say', 'rate_limited', 'That was too often.')
    await user.type(field(), 'Ready?{Enter}')
    await nextTurn()
    expect(screen.getByRole('alert').textContent).toBe('That was too often. What you wrote is kept.')
    expect(field().value).toBe('Ready?')
    expect(await violations()).toEqual([])
  })

  test('nothing invisible or too long is sent; Shift and Enter begin a line', async () => {
    const { user } = await desk()
    await user.type(field(), '  {Enter}')
    await user.clear(field())
    await user.click(field())
    await user.paste('a'.repeat(501))
    await user.keyboard('{Enter}')
    expect(text()).toContain('1 character too long.')
    expect(server.requests('crew.say')).toEqual([])
    await user.clear(field())
    await user.type(field(), 'One{Shift>}{Enter}{/Shift}two{Enter}')
    expect(server.requests('crew.say').map(({ text: said }) => said)).toEqual(['One\ntwo'])
  })

  test('not loaded, it says so and tries again', async () => {
    server.refuse('crew.list', 'forbidden', 'Not you.')
    const { user } = await desk()
    expect(text()).toContain('The crew chat could not be loaded. Not you.')
    server.list.messages = [message('a')]
    await user.click(press('Try again'))
    expect(log().textContent).toContain('Words of a')
  })

  test('c leads to the field, and Escape out of it', async () => {
    const { user } = await desk()
    await user.keyboard('c')
    expect(document.activeElement).toBe(field())
    await user.keyboard('c{Escape}')
    expect(field().value).toBe('c')
    expect(document.activeElement).toBe(document.body)
  })

  test('after the end it is only read', async () => {
    server.list.messages = [message('a')]
    await draw(<CrewDesk sessionId={sessionId} hasEnded />)
    expect(log().textContent).toContain('Words of a')
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Wrap up' })).toBeNull()
  })

  test('a speaker has it backstage, without cues to give', async () => {
    await draw(<BackstageCrew sessionId={sessionId} />)
    expect(field()).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Wrap up' })).toBeNull()
    expect(await violations()).toEqual([])
  })
})

describe('cues at the desk', () => {
  const desk = () => draw(<CrewDesk sessionId={sessionId} hasEnded={false} />)

  test.each([
    ['5 minutes', { kind: 'timeLeft', minutes: 5 }, '5 minutes left'],
    ['Wrap up', { kind: 'wrapUp', minutes: null }, 'Wrap up'],
  ] as const)('%s is given by one press', async (name, request, words) => {
    const { user } = await desk()
    await user.click(press(name))
    await nextTurn()
    expect(server.requests('crew.giveCue')).toEqual([{ sessionId, ...request }])
    expect(text()).toContain(`${words} · Not confirmed yet`)
    expect(await violations()).toEqual([])
  })

  test('a countdown of the moderator’s choice', async () => {
    const { user } = await desk()
    await user.click(press('Countdown'))
    await user.click(await screen.findByRole('menuitem', { name: '10 min' }))
    expect(server.requests('crew.giveCue')).toEqual([{ sessionId, kind: 'countdown', minutes: 10 }])
  })

  test('shows who has confirmed it, and takes it back', async () => {
    server.list.cue = cue('c1')
    const { user } = await desk()
    await told({ cue: cue('c1', { seenBy: [{ personId: 'okafor', name: 'Adaeze Okafor' }] }) })
    expect(text()).toContain('Confirmed by Adaeze Okafor')
    await user.click(press('Take back'))
    await nextTurn()
    expect(server.requests('crew.takeBackCue')).toEqual([{ sessionId, cueId: 'c1' }])
    expect(text()).not.toContain('Confirmed by')
  })
})

describe('a cue on the speaker’s screen', () => {
  const large = () => document.querySelector('.speaker-cue[data-large]')?.textContent
  const stage = () => draw(<SpeakerCue sessionId={sessionId} />)

  test('is large until it is confirmed, and then gone, also after a reload', async () => {
    const { user } = await stage()
    expect(large()).toBeUndefined()
    await told({ cue: cue('c1') })
    expect(large()).toContain('Wrap up')
    expect(await violations()).toEqual([])
    await user.click(press('Got it'))
    await nextTurn()
    expect(server.requests('crew.confirmCue')).toEqual([{ sessionId, cueId: 'c1' }])
    expect(large()).toBeUndefined()
    server.list.cue = cue('c1', { seenBy: [{ personId: 'clara', name: 'Clara Nwosu' }] })
    cleanup()
    await stage()
    expect(large()).toBeUndefined()
  })

  test('not confirmed, it is there again after a reload', async () => {
    server.list.cue = cue('c1', { seenBy: [{ personId: 'okafor', name: 'Adaeze Okafor' }] })
    await stage()
    expect(large()).toContain('Wrap up')
  })

  test('a confirmation that was refused leaves it there', async () => {
    server.list.cue = cue('c1')
    const { user } = await stage()
    server.refuse('crew.confirmCue', 'storage_unavailable', 'Nothing can be saved.')
    await user.click(press('Got it'))
    await nextTurn()
    expect(large()).toContain('Nothing can be saved.')
  })

  test('a confirmed countdown goes on small, until its time is up', async () => {
    server.list.cue = cue('c1', { kind: 'countdown', minutes: 2, endsAt: 180_000 })
    const { user } = await stage()
    expect(large()).toContain('Time left 2:00')
    await user.click(press('Got it'))
    await nextTurn()
    expect(large()).toBeUndefined()
    server.clock = 121_500
    await nextTurn(400)
    expect(screen.getByRole('timer').textContent).toContain('0:59')
    server.clock = 180_000
    await nextTurn(400)
    expect(screen.getByRole('timer').textContent).toContain('Time is up')
  })

  test('a late reply does not bring back a cue that was taken back meanwhile', async () => {
    server.list.cue = cue('c1')
    const { user } = await stage()
    const release = server.hold('crew.confirmCue')
    await user.click(press('Got it'))
    await told({ cue: null })
    await act(async () => release())
    expect(text()).not.toContain('Wrap up')
  })
})
