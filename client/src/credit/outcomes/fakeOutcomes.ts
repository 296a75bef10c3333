// For tests of outcomes: one activity with a question of each kind, as a learner has it.
import type { OwnOutcomes } from '@lectern/shared/outcomes'

const option = (id: string, text: string) => ({ id, text })

export const ownOutcomes = (fields: Partial<OwnOutcomes> = {}): OwnOutcomes => ({
  title: 'Heart failure, all year',
  version: 1,
  questions: [
    {
      id: 'dose',
      kind: 'choice',
      prompt: 'Which dose comes first?',
      vignette: 'A woman of 70 is short of breath.',
      objective: 'Choose the dose',
      options: [option('low', 'Low'), option('high', 'High')],
    },
    {
      id: 'sure',
      kind: 'rating',
      prompt: 'How sure are you?',
      vignette: '',
      objective: 'Choose the dose',
      options: [],
    },
  ],
  mustAnswer: false,
  before: { standing: 'open', answers: {} },
  after: { standing: 'early', answers: {} },
  solutions: null,
  offered: {
    changes: [option('earlier', 'Start all four earlier')],
    barriers: [option('time', 'Too little time')],
    afterDays: 60,
  },
  committed: null,
  followUp: { standing: 'closed', answer: null },
  ...fields,
})

export const committed = (fields: Partial<OwnOutcomes> = {}): OwnOutcomes =>
  ownOutcomes({
    committed: {
      at: Date.UTC(2026, 10, 26, 12),
      askedFrom: Date.UTC(2027, 0, 25, 12),
      commitment: {
        changes: ['earlier'],
        words: 'Ask about breath',
        confidence: 4,
        barriers: [],
        mayAsk: true,
      },
    },
    followUp: { standing: 'early', answer: null },
    ...fields,
  })
