// The routes of outcomes.
import { z } from 'zod'
import { formAnswers } from './creditForms.ts'
import { id } from './ids.ts'
import { commitment, followUp, officeOutcomes, outcomesPlan, ownOutcomes } from './outcomes.ts'
import { sides } from './outcomeWords.ts'
import { declareRoutes, files } from './route.ts'

const learners = ['clinician', 'speaker', 'moderator', 'organiser'] as const
const office = ['office'] as const
const byActivity = { activityId: id }
const writing = { points: 60, seconds: 30, pool: 'credit-writing' } as const
const deciding = { points: 60, seconds: 30, pool: 'credit-office' } as const
const exporting = { points: 60, seconds: 600, pool: 'credit-export' } as const
const seen = z.int().min(0)

export const outcomeRoutes = declareRoutes({
  'outcomes.mine': {
    summary: 'The questions before and after an activity, and your commitment to change.',
    who: learners,
    params: byActivity,
    reply: ownOutcomes,
  },
  'outcomes.answer': {
    summary: 'Answers the questions before or after an activity, once; null goes on without answering.',
    who: learners,
    params: byActivity,
    body: z.strictObject({ side: z.enum(sides), version: seen, answers: formAnswers.nullable() }),
    reply: ownOutcomes,
    rate: writing,
  },
  'outcomes.commit': {
    summary: 'Says what you will change, once; null declines.',
    who: learners,
    params: byActivity,
    body: z.strictObject({ commitment: commitment.nullable() }),
    reply: ownOutcomes,
    rate: writing,
  },
  'outcomes.followUp': {
    summary: 'Says what became of your commitment, once.',
    who: learners,
    params: byActivity,
    body: followUp,
    reply: ownOutcomes,
    rate: writing,
  },
  'outcomes.office': {
    summary: 'What is asked about an activity’s outcomes, and the report.',
    who: office,
    params: byActivity,
    reply: officeOutcomes,
  },
  'outcomes.plan': {
    summary: 'Changes what is asked; the questions stay as they are once somebody has answered.',
    who: office,
    params: byActivity,
    body: z.strictObject({ plan: outcomesPlan, version: seen }),
    reply: officeOutcomes,
    rate: deciding,
  },
  'outcomes.close': {
    summary: 'Closes the results for good: nobody answers any more, and the report enters the ledger.',
    who: office,
    params: byActivity,
    body: z.strictObject({ version: seen }),
    reply: officeOutcomes,
    rate: deciding,
  },
  'outcomes.book': {
    summary: 'The report as a workbook.',
    who: office,
    params: byActivity,
    reply: files('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    rate: exporting,
  },
  'outcomes.file': {
    summary: 'The report’s figures by question as a table.',
    who: office,
    params: byActivity,
    reply: files('text/csv'),
    rate: exporting,
  },
  'outcomes.pdf': {
    summary: 'The report to print.',
    who: office,
    params: byActivity,
    reply: files('application/pdf'),
    rate: exporting,
  },
})
