// Reports about a whole event that the office owes a body which keeps no register of learners (EACCME). The
// body's own form is filled in there; here is until when, and who says that it was sent.
import { z } from 'zod'
import { id, instant } from './ids.ts'
import { declareRoutes, done } from './route.ts'

export const eventReport = z.object({
  activityId: id,
  /** The activity's. */
  title: z.string(),
  policyId: id,
  /** Of the body, as the office's tables name it: "EACCME". */
  body: z.string(),
  dueBy: instant,
  /** Below zero: overdue. */
  daysLeft: z.number().int(),
  /** Null until somebody says that it was sent. */
  sent: z.object({ at: instant, by: z.string() }).nullable(),
})
export type EventReport = z.infer<typeof eventReport>

const eventReports = z.object({ reports: z.array(eventReport) })

export const eventReportRoutes = declareRoutes({
  'eventReports.all': {
    summary: 'Reports about the conference’s activities that are over, for bodies without a register.',
    who: ['office'],
    reply: eventReports,
  },
  'eventReports.sent': {
    summary: 'The report about an activity was sent to that body.',
    who: ['office'],
    params: { activityId: id },
    body: z.strictObject({ policyId: id }),
    reply: done,
    rate: { points: 60, seconds: 30, pool: 'credit-office' },
  },
})
