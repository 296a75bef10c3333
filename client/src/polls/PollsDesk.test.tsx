import type { Poll } from '@lectern/shared/polls'
import { act, cleanup, screen, within } from '@testing-library/react'
import { dialogGone, nextTurn, violations } from '../testing/drawPage.tsx'
import { draw } from './drawPolls.tsx'
import { FakePolls, poll, refusal, sessionId, tally } from './fakePolls.ts'
import { PollsDesk } from './PollsDesk.tsx'

let server: FakePolls
let stop: () => void
const text = () => document.body.textContent ?? ''
const press = (name: string | RegExp) => screen.getByRole('button', { name })
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const column = (name: string) => screen.getByRole('region', { name: `${name}: polls` })
const draft = (id: string, fields: Partial<Poll> = {}) =>
  poll(id, { status: 'draft', openedAt: null, correct: [], feedback: '', tally: tally(0), ...fields })

async function desk(...polls: Poll[]) {
  server = new FakePolls(...polls)
  const page = await draw(server, <PollsDesk sessionId={sessionId} />)
  stop = () => page.polls.stop()
  await dialogGone()
  return page
}

afterEach(() => {
  cleanup()
  stop()
})

describe('the lists', () => {
  test('drafts, open and closed, with what each can do', async () => {
    await desk(
      draft('a', { seconds: 90 }),
      poll('b', { tally: tally(187, { o1: 187 }) }),
      poll('c', { status: 'closed', tally: tally(2, { o2: 2 }), anonymous: false }),
    )
    expect(column('Drafts').textContent).toContain(
      'One answer · anonymous · closes after 1 minute 30 seconds',
    )
    expect(within(column('Open')).getByRole('button', { name: 'Close poll (187 votes)' })).toBeTruthy()
    expect(column('Closed').textContent).toContain('with names')
    const link = within(column('Closed')).getByRole('link', { name: 'Download as CSV' })
    expect(link.getAttribute('href')).toBe(`/api/sessions/${sessionId}/polls/c.csv`)
    expect(await violations()).toEqual([])
  })

  test('empty ones say what will be there', async () => {
    await desk()
    expect(text()).toContain('One that you open appears here with its votes.')
  })

  test('votes are seen as they come', async () => {
    await desk(poll('b', { tally: tally(1, { o1: 1 }) }))
    await act(async () => server.emit('polls.tally', { pollId: 'b', tally: tally(2, { o1: 1, o2: 1 }) }))
    expect(press('Close poll (2 votes)')).toBeTruthy()
  })
})

describe('directing', () => {
  test('opened, shown, taken off and closed, each at the version seen', async () => {
    const { user } = await desk(draft('a', { version: 7 }))
    await user.click(press('Open'))
    expect(server.requests('polls.open')).toEqual([{ sessionId, pollId: 'a', version: 7 }])
    expect(document.activeElement).toBe(within(column('Open')).getByRole('article'))
    await user.click(press('Show on stage'))
    await user.click(press(/^Close/))
    expect(server.requests('polls.setOnStage')).toMatchObject([{ pollId: 'a', onStage: true }])
    expect(server.requests('polls.close')).toMatchObject([{ pollId: 'a' }])
    expect(column('Closed').textContent).toContain('Question a?')
  })

  test('a stale poll is reported and shown as it is now', async () => {
    const { user } = await desk(draft('a'))
    server.refusals['polls.open'] = [refusal('stale')]
    await act(async () => server.change(draft('a', { version: 2, prompt: 'Reworded?' }), false))
    await user.click(press('Open'))
    expect(screen.getByRole('alert').textContent).toContain('Somebody changed this poll before you pressed.')
    expect(text()).toContain('Reworded?')
  })

  test('a conflict is shown in the server’s words', async () => {
    const { user } = await desk(poll('a'))
    server.refusals['polls.close'] = [refusal('conflict', 'This poll is closed already.')]
    await user.click(press(/^Close/))
    expect(screen.getByRole('alert').textContent).toBe('This poll is closed already.')
  })

  test('a draft is deleted only after a confirmation', async () => {
    const { user } = await desk(draft('a'))
    await user.click(press('Delete'))
    await user.click(press('Keep it'))
    await dialogGone()
    expect(server.requests('polls.delete')).toEqual([])
    await user.click(press('Delete'))
    await user.click(press('Delete the draft'))
    await dialogGone()
    expect(server.requests('polls.delete')).toEqual([{ sessionId, pollId: 'a', version: 1 }])
    await act(async () => server.delete('a'))
    expect(text()).not.toContain('Question a?')
    expect(document.activeElement).toBe(press('New poll'))
  })

  test('written answers are fetched on request, and newer ones later', async () => {
    const { user } = await desk(poll('a', { kind: 'text', options: [], tally: tally(1), anonymous: false }))
    server.answers = [{ text: 'Potassium', name: 'Dr A. Okafor' }]
    await user.click(press('Read the answers'))
    expect(screen.getByRole('listitem').textContent).toBe('Potassium · Dr A. Okafor')
    await act(async () => server.emit('polls.tally', { pollId: 'a', tally: tally(3) }))
    server.answers = [{ text: 'Sodium', name: null }, ...server.answers]
    await user.click(press('Show 2 newer'))
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)[0]).toBe('Sodium')
  })
})

describe('the form', () => {
  test('makes a poll on the spot and opens it', async () => {
    const { user } = await desk()
    await user.click(press('New poll'))
    expect(document.activeElement).toBe(field('Question'))
    await user.type(field('Question'), 'Which first?')
    await user.type(field('Option 1'), 'Beta blocker')
    await user.type(field('Option 2'), 'Diuretic')
    await user.click(screen.getByRole('checkbox', { name: /^Anonymous/ }))
    await user.type(screen.getByRole('textbox', { name: 'Closes by itself after (seconds)' }), '30')
    await user.click(press('Save and open now'))
    expect(server.requests('polls.create')[0]!.draft).toMatchObject({
      kind: 'single',
      prompt: 'Which first?',
      options: [{ text: 'Beta blocker' }, { text: 'Diuretic' }],
      anonymous: false,
      seconds: 30,
    })
    expect(server.requests('polls.open')).toMatchObject([{ pollId: 'made' }])
    expect(screen.queryByRole('region', { name: 'New poll' })).toBeNull()
  })

  test('says at each field what is missing, goes to the first, and sends nothing', async () => {
    const { user } = await desk()
    await user.click(press('New poll'))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'quiz')
    await user.click(press('Save as draft'))
    expect(field('Question').getAttribute('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(field('Question'))
    expect(await violations()).toEqual([])
    await user.type(field('Question'), 'Which?')
    await user.type(field('Option 1'), 'One')
    await user.type(field('Option 2'), 'Two')
    await user.click(press('Save as draft'))
    expect(screen.getByRole('alert').textContent).toBe('A quiz needs a right answer.')
    expect(server.requests('polls.create')).toEqual([])
    await user.click(screen.getByRole('checkbox', { name: 'Option 2 is right' }))
    await user.type(field('Feedback'), 'Because.')
    await user.click(press('Save as draft'))
    const [request] = server.requests('polls.create')
    expect(request!.draft).toMatchObject({ correct: [request!.draft.options[1]!.id], feedback: 'Because.' })
  })

  test.each([
    ['rating', 'Highest rating', true],
    ['text', 'Voters see the results', false],
  ])('%s asks for what it has and sends no options', async (kind, label, isThere) => {
    const { user } = await desk()
    await user.click(press('New poll'))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), kind)
    expect(screen.queryByLabelText(label) !== null).toBe(isThere)
    await user.type(field('Question'), 'How was it?')
    await user.click(press('Save as draft'))
    expect(server.requests('polls.create')[0]!.draft).toMatchObject({ kind, options: [] })
  })

  test('options are added, ordered and removed by keyboard; the focus stays with them', async () => {
    const { user } = await desk(draft('a'))
    await user.click(press('Edit'))
    press('Move Option 3 up').focus()
    await user.keyboard('{Enter}')
    await user.keyboard('{Enter}')
    const texts = () =>
      screen.getAllByRole<HTMLInputElement>('textbox', { name: /^Option/ }).map((e) => e.value)
    expect(texts()).toEqual(['Digoxin', 'Beta blocker', 'Diuretic'])
    expect(document.activeElement).toBe(press('Move Option 1 down'))
    expect(text()).toContain('Digoxin is now 1 of 3')
    press('Remove Option 1').focus()
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(field('Option 1'))
    press('Add an option').focus()
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(field('Option 3'))
    await user.keyboard('Ivabradine')
    await user.click(press('Save as draft'))
    const { draft: sent, version } = server.requests('polls.edit')[0]!
    expect(sent.options.map((option) => option.text)).toEqual(['Beta blocker', 'Diuretic', 'Ivabradine'])
    expect(version).toBe(1)
  })

  test('edited by two: the text is kept, and overwrites theirs only on request', async () => {
    const { user } = await desk(draft('a'))
    await user.click(press('Edit'))
    await user.type(field('Question'), ' Really?')
    await act(async () => server.change(draft('a', { version: 2, prompt: 'Theirs?' })))
    server.refusals['polls.edit'] = [refusal('stale')]
    await user.click(press('Save as draft'))
    expect(text()).toContain('Somebody else changed this poll while you wrote')
    expect(field('Question').value).toBe('Question a? Really?')
    expect(column('Drafts').textContent).toContain('Theirs?')
    await user.click(press('Save mine over theirs'))
    const requests = server.requests('polls.edit')
    expect(requests.map(({ version }) => version)).toEqual([1, 2])
    expect(requests[1]!.draft.prompt).toBe('Question a? Really?')
  })

  test('saved but not opened: pressing again makes no second poll', async () => {
    const { user } = await desk()
    await user.click(press('New poll'))
    await user.type(field('Question'), 'Which?')
    await user.type(field('Option 1'), 'One')
    await user.type(field('Option 2'), 'Two')
    server.refusals['polls.open'] = [refusal('session_not_started', 'This session has not started yet.')]
    await user.click(press('Save and open now'))
    expect(screen.getByRole('alert').textContent).toContain('This session has not started yet.')
    await user.click(press('Save and open now'))
    expect(server.requests('polls.create')).toHaveLength(1)
    expect(server.requests('polls.edit')).toMatchObject([{ pollId: 'made' }])
  })

  test('discarded, the focus goes back', async () => {
    const { user } = await desk()
    await user.click(press('New poll'))
    await user.click(press('Discard'))
    await nextTurn()
    expect(document.activeElement).toBe(press('New poll'))
  })
})
