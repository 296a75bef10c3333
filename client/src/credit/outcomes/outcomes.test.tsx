import type { OwnOutcomes } from '@lectern/shared/outcomes'
import { cleanup, screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { drawAt, text } from '../../testing/drawAt.tsx'
import { nextTurn, violations } from '../../testing/drawPage.tsx'
import { FakeHttp } from '../../testing/fakeHttp.ts'
import { me } from '../fakeCredit.ts'
import { AfterQuestions } from './AfterQuestions.tsx'
import { BeforeQuestions } from './BeforeQuestions.tsx'
import { CommitmentPart } from './CommitmentForm.tsx'
import FollowUpPage from './FollowUpPage.tsx'
import { committed, ownOutcomes } from './fakeOutcomes.ts'

const answersPath = 'PUT /api/outcomes/hf/answers'
const commitmentPath = 'PUT /api/outcomes/hf/commitment'
const followUpPath = 'PUT /api/outcomes/hf/follow-up'
let server: FakeHttp
let own: OwnOutcomes
async function draw(outcomes: OwnOutcomes, part: ReactNode) {
  own = outcomes
  server = new FakeHttp()
  server.answers['GET /api/me'] = me
  server.answers['GET /api/outcomes/hf'] = () => own
  for (const path of [answersPath, commitmentPath, followUpPath]) server.answers[path] = () => own
  const drawn = await drawAt(server, '/credit/:activityId/follow-up', '/credit/hf/follow-up', part)
  await nextTurn()
  return drawn
}
const headed = (part: ReactNode) => (
  <>
    <h1>Page</h1>
    <h2>Part</h2>
    {part}
  </>
)
const press = (name: string) => screen.getByRole('button', { name })
const radio = (group: RegExp, name: string) =>
  within(screen.getByRole('group', { name: group })).getByRole<HTMLInputElement>('radio', { name })

afterEach(() => {
  cleanup()
  sessionStorage.clear()
})

describe('before', () => {
  const before = (outcomes = ownOutcomes()) =>
    draw(outcomes, <BeforeQuestions activityId="hf" outcomes={outcomes} />)

  test('the questions are asked with their case, and sent once all are answered', async () => {
    const { user } = await before()
    expect(text()).toContain('2 questions, asked again afterwards, show what the activity changes.')
    const group = screen.getByRole('group', { name: /Which dose comes first/ })
    const described = group.getAttribute('aria-describedby')!
    expect(document.getElementById(described)!.textContent).toBe('A woman of 70 is short of breath.')
    await user.click(radio(/Which dose/, 'Low'))
    await user.click(press('Send my answers'))
    expect(server.sent).toEqual([])
    expect(text()).toContain('Choose a number.')
    await user.click(radio(/How sure/, '2'))
    await user.click(press('Send my answers'))
    expect(server.bodies(answersPath)).toEqual([
      { side: 'before', version: 1, answers: { dose: 'low', sure: '2' } },
    ])
    expect(await violations()).toEqual([])
  })

  test('what was chosen survives a reload of the tab', async () => {
    const { user } = await before()
    await user.click(radio(/Which dose/, 'High'))
    cleanup()
    await before()
    expect(radio(/Which dose/, 'High').checked).toBe(true)
  })

  test('they can be skipped, unless the activity says otherwise', async () => {
    const { user } = await before()
    await user.click(press('Skip'))
    expect(server.bodies(answersPath)).toEqual([{ side: 'before', version: 1, answers: null }])
    cleanup()
    await before(ownOutcomes({ mustAnswer: true }))
    expect(screen.queryByRole('button', { name: 'Skip' })).toBeNull()
  })

  test('whoever skipped them can come back to them', async () => {
    const { user } = await before(ownOutcomes({ before: { standing: 'skipped', answers: {} } }))
    await user.click(press('Answer them after all'))
    expect(press('Send my answers')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Skip' })).toBeNull()
  })

  test('refused: the reason in words, the answers kept', async () => {
    const { user } = await before()
    server.refuse(answersPath, 'stale', 'The CE office has changed these questions.')
    await user.click(radio(/Which dose/, 'Low'))
    await user.click(radio(/How sure/, '2'))
    await user.click(press('Send my answers'))
    expect(screen.getByRole('alert').textContent).toContain('The CE office has changed these questions.')
    expect(radio(/Which dose/, 'Low').checked).toBe(true)
  })
})

describe('after', () => {
  test('what was right is shown once they are answered, beside the earlier answers', async () => {
    const open = ownOutcomes({
      before: { standing: 'answered', answers: { dose: 'high', sure: '2' } },
      after: { standing: 'open', answers: {} },
    })
    const { user } = await draw(open, headed(<AfterQuestions activityId="hf" />))
    expect(text()).toContain('The same questions as before.')
    await user.click(radio(/Which dose/, 'Low'))
    await user.click(radio(/How sure/, '4'))
    own = {
      ...open,
      after: { standing: 'answered', answers: { dose: 'low', sure: '4' } },
      solutions: [{ id: 'dose', correct: ['low'], wasRight: false, isRight: true, feedback: 'Start low.' }],
    }
    await user.click(press('Send my answers'))
    await nextTurn()
    expect(text()).toContain('Before: incorrect. Now: correct.')
    expect(text()).toContain('Right: Low')
    expect(text()).toContain('Start low.')
    expect(text()).toContain('Before: 2 of 5. Now: 4 of 5.')
    expect(await violations()).toEqual([])
  })

  test.each(['early', 'closed'] as const)('nothing is there while they are %s', async (standing) => {
    await draw(ownOutcomes({ after: { standing, answers: {} } }), headed(<AfterQuestions activityId="hf" />))
    expect(screen.queryByRole('region')).toBeNull()
  })
})

describe('a commitment', () => {
  const part = (outcomes = ownOutcomes()) =>
    draw(outcomes, headed(<CommitmentPart activityId="hf" order={3} />))

  test('is chosen or written, with how sure one is and what may keep one from it', async () => {
    const { user } = await part()
    await user.click(press('Commit to it'))
    expect(server.sent).toEqual([])
    expect(text()).toContain('Choose something above, or write what you will change.')
    await user.click(screen.getByRole('checkbox', { name: 'Start all four earlier' }))
    await user.type(screen.getByRole('textbox'), 'Ask about breath')
    await user.click(radio(/How sure/, '4'))
    await user.click(screen.getByRole('checkbox', { name: 'Too little time' }))
    await user.click(screen.getByRole('checkbox', { name: /Ask me by mail after 60 days/ }))
    expect(await violations()).toEqual([])
    own = committed()
    await user.click(press('Commit to it'))
    await nextTurn()
    expect(server.bodies(commitmentPath)).toEqual([
      {
        commitment: {
          changes: ['earlier'],
          words: 'Ask about breath',
          confidence: 4,
          barriers: ['time'],
          mayAsk: false,
        },
      },
    ])
    expect(screen.getByRole('status').textContent).toContain('You committed to:Start all four earlier')
    expect(text()).toContain('You are asked by mail on 25 January 2027')
  })

  test('can be declined', async () => {
    const { user } = await part()
    await user.click(press('No, thank you'))
    expect(server.bodies(commitmentPath)).toEqual([{ commitment: null }])
  })

  test('nothing is there where nobody is asked', async () => {
    await part(ownOutcomes({ offered: null }))
    expect(text()).not.toContain('What will you change?')
  })
})

describe('what became of it', () => {
  const open = committed({ followUp: { standing: 'open', answer: null } })

  test('is said once, beside what one committed to', async () => {
    const { user } = await draw(open, <FollowUpPage />)
    expect(text()).toContain('On 26 November 2026 you committed to:Start all four earlierAsk about breath')
    await user.click(press('Send'))
    expect(text()).toContain('Choose an answer.')
    await user.click(screen.getByRole('radio', { name: 'Partly' }))
    await user.click(screen.getByRole('checkbox', { name: 'Too little time' }))
    expect(await violations()).toEqual([])
    const answer = { kept: 'partly' as const, barriers: ['time'], words: '' }
    own = { ...open, followUp: { standing: 'answered', answer } }
    await user.click(press('Send'))
    await nextTurn()
    expect(server.bodies(followUpPath)).toEqual([answer])
    expect(text()).toContain('You said: partly.')
    expect(await violations()).toEqual([])
  })

  test.each([
    ['early', committed(), 'It is too early to say. Come back on 25 January 2027.'],
    ['closed', committed({ followUp: { standing: 'closed', answer: null } }), 'has closed these results'],
    ['nothing', ownOutcomes(), 'You committed to nothing after this activity.'],
  ])('%s: says so', async (_, outcomes, words) => {
    await draw(outcomes, <FollowUpPage />)
    expect(text()).toContain(words)
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull()
  })

  test('refused: the reason in words', async () => {
    const { user } = await draw(open, <FollowUpPage />)
    server.refuse(followUpPath, 'deadline_passed', 'The CE office has closed the results.')
    await user.click(screen.getByRole('radio', { name: 'Fully' }))
    await user.click(press('Send'))
    expect(screen.getByRole('alert').textContent).toContain('The CE office has closed the results.')
  })
})
