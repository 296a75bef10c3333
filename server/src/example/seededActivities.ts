// The accredited activities of the example conference.

import { type ActivityPlan, activityPlan } from '@lectern/shared/plans'
import { dayMs } from '../core/clock.ts'

const provider = {
  name: 'Riverside Institute for Continuing Education',
  address: '1 Riverside Walk, Springfield, IL 62701, USA',
  number: '1234567',
}
const usefulness = {
  id: 'useful',
  kind: 'rating',
  prompt: 'How useful was this activity for your practice, from 1 (not at all) to 5 (very)?',
} as const
const change = {
  id: 'change',
  kind: 'text',
  prompt: 'What will you do differently in your practice?',
  required: false,
} as const

/** `firstDay`: of their sessions, like "2026-11-30". */
export function seededActivities(now: number, firstDay: string): ActivityPlan[] {
  const designatedAt = now - dayMs
  const designated = (policyId: string, maximum: number) => ({ policyId, maximum, designatedAt })
  return [
    activityPlan.parse({
      id: 'heart-failure-2026',
      title: 'Heart failure in 2026',
      format: 'Live activity',
      provider,
      number: '202600417',
      attendance: {
        checks: { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 20 },
        excuseOutages: true,
        maxExcusedMinutes: 10,
      },
      designations: [
        designated('ama', 1),
        designated('ancc', 1),
        { ...designated('acpe-knowledge', 1), number: `1234-0000-${firstDay.slice(2, 4)}-001-L01-P` },
        designated('participation', 1),
      ],
      evaluation: [usefulness, change],
      test: [
        {
          id: 'order',
          kind: 'choice',
          prompt: 'How are the four medicines for a reduced ejection fraction best started?',
          options: [
            { id: 'full', text: 'One after the other, each to its full dose first' },
            { id: 'low', text: 'All four in low doses, within weeks' },
            { id: 'two', text: 'Two, and the others only if symptoms stay' },
          ],
          correct: ['low'],
          feedback: 'Low doses of all four within weeks lower mortality earlier than the full dose of one.',
        },
        {
          id: 'potassium',
          kind: 'choice',
          prompt:
            'Potassium rises from 4.4 to 5.6 mmol/L after a mineralocorticoid antagonist. What comes first?',
          options: [
            { id: 'stop-all', text: 'Stop all four medicines' },
            { id: 'halve', text: 'Halve its dose, repeat the potassium within days' },
            { id: 'nothing', text: 'Nothing before 6.5 mmol/L' },
          ],
          correct: ['halve'],
          feedback: 'Between 5.5 and 6.0 mmol/L the dose is halved and the potassium measured again soon.',
        },
        {
          id: 'sglt2',
          kind: 'yes_no',
          prompt: 'Does an SGLT2 inhibitor help in heart failure without diabetes?',
          correct: ['yes'],
          feedback: 'The benefit is the same with and without diabetes.',
        },
      ],
    }),
    activityPlan.parse({
      id: 'cardiology-update',
      title: 'Cardiology update: ECG and imaging',
      format: 'Live activity',
      provider,
      number: '202600418',
      attendance: { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
      designations: [designated('ama', 1.5), designated('ancc', 1.5), designated('participation', 1.5)],
      evaluation: [usefulness, change],
    }),
  ]
}
