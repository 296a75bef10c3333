// An activity's test as the CE office writes it, beside what the bodies of its designations ask of one.
import { z } from 'zod'
import { formQuestion } from './creditForms.ts'
import { id } from './ids.ts'
import { testMax } from './limits.ts'
import { declareRoutes } from './route.ts'
import { bounded, list } from './text.ts'

const officeTest = z.object({
  questions: z.array(formQuestion),
  /** SHA-256 of the test. */
  edition: z.string(),
  /** Somebody has submitted an attempt: the test stays as it is. */
  isTaken: z.boolean(),
  /** The designated bodies that ask for a test. */
  asks: z.array(
    z.object({
      policyId: id,
      title: z.string(),
      /** 0 to 1; 0: a test without a score to reach. */
      minimumScore: z.number(),
      attempts: z.number().int().nullable(),
      /** Days after the person's last session in which it must be passed; null: as long as it is claimed. */
      days: z.number().int().nullable(),
    }),
  ),
  /** Learning objectives of its sessions, to choose from. */
  objectives: z.array(z.string()),
  /** Other activities that have a test, to copy questions from. */
  others: z.array(
    z.object({ activityId: id, title: z.string(), conference: z.string(), questions: z.number().int() }),
  ),
})
export type OfficeTest = z.infer<typeof officeTest>

const office = ['office'] as const
const byActivity = { activityId: id }

export const activityTestRoutes = declareRoutes({
  'office.test': {
    summary: 'An activity’s test with its right answers, and what its bodies ask of one.',
    who: office,
    params: byActivity,
    reply: officeTest,
  },
  'office.planTest': {
    summary: 'Changes the questions of an activity’s test, until somebody has submitted it.',
    who: office,
    params: byActivity,
    body: z.strictObject({
      questions: list(formQuestion, testMax),
      /** The edition that the page has seen: what somebody else has changed is refused as stale. */
      seen: bounded(64),
    }),
    reply: officeTest.pick({ questions: true, edition: true }),
    rate: { points: 60, seconds: 30, pool: 'credit-office' },
  },
})
