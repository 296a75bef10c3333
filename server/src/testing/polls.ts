// Shared parts of the polls' tests.
import { type PollChoice, pollChoice, pollDraft } from '@lectern/shared/polls'
import type { z } from 'zod'

export const draftOf = (given: Partial<z.input<typeof pollDraft>> = {}) => {
  const kind = given.kind ?? 'single'
  const hasOptions = kind !== 'rating' && kind !== 'text'
  return pollDraft.parse({
    kind,
    prompt: 'Which one?',
    options: hasOptions ? ['a', 'b', 'c'].map((id) => ({ id, text: `Option ${id}` })) : [],
    ...(kind === 'quiz' && { correct: ['b'], feedback: 'It is b.' }),
    ...given,
  })
}

export const choose = (...options: string[]): PollChoice => pollChoice.parse({ options })
export const say = (text: string): PollChoice => pollChoice.parse({ text })
