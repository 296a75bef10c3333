// What people write runs in the direction of its script, whatever the page's is, and names do not turn the words around them.
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { screen } from '@testing-library/react'
import { PinnedQuestionOf } from './PinnedQuestion.tsx'
import { answers, clear, draw } from './playedPage.tsx'
import { PlayedQuestions, staffQuestion } from './playedQuestions.ts'
import { QuestionsDeskOf } from './QuestionsDesk.tsx'

const arabic = 'ما هي جرعة ARNI في الفشل الكلوي؟'
const name = 'د. أمينة MD'
let server: PlayedQuestions

beforeEach(() => {
  server = new PlayedQuestions()
  server.list.questions = [
    staffQuestion('a', {
      text: arabic,
      pinned: true,
      asker: { personId: 'amina', name, muted: false },
    }),
  ]
})
afterEach(clear)

test('a question, its asker, its pin and what is typed', async () => {
  const { user } = await draw(
    server,
    <>
      <QuestionsDeskOf questions={server.questions} faculty={[]} personId="moreau" now={61_000} />
      <PinnedQuestionOf questions={server.questions} />
    </>,
  )
  const shown = screen.getAllByText(arabic)
  expect(shown).toHaveLength(2)
  for (const element of shown) expect(element.getAttribute('dir')).toBe('auto')
  expect(screen.getByText(name).tagName).toBe('BDI')
  expect(screen.getByRole('searchbox').getAttribute('dir')).toBe('auto')
  await user.keyboard('e')
  await answers()
  expect(screen.getByRole('textbox', { name: 'Edit the question' }).getAttribute('dir')).toBe('auto')
})
