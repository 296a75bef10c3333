// Texts by people follow the direction of their own script, and names do not turn the words around them.
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { screen } from '@testing-library/react'
import { answers, clear, draw } from './drawQuestions.tsx'
import { FakeQuestions, sessionId, sessionView, staffQuestion } from './fakeQuestions.ts'
import { PinnedText } from './PinnedQuestion.tsx'
import { QuestionsDesk } from './QuestionsDesk.tsx'

const arabic = 'ما هي جرعة ARNI في الفشل الكلوي؟'
const name = 'د. أمينة MD'
let server: FakeQuestions

beforeEach(() => {
  server = new FakeQuestions()
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
      <QuestionsDesk view={sessionView('live')} />
      <PinnedText sessionId={sessionId} />
    </>,
  )
  const shown = screen.getAllByText(arabic)
  // In its row, as what is pinned, and on the stage.
  expect(shown).toHaveLength(3)
  for (const element of shown) expect(element.getAttribute('dir')).toBe('auto')
  expect(screen.getByText(name).tagName).toBe('BDI')
  expect(screen.getByRole('searchbox').getAttribute('dir')).toBe('auto')
  await user.keyboard('e')
  await answers()
  expect(screen.getByRole('textbox', { name: 'Edit the question' }).getAttribute('dir')).toBe('auto')
})
