// What the office's pages ask of the server about reports of whole events.
import { request } from '../live/http.ts'
import { officeKey } from './officeApi.ts'

/** Those of the conference. */
export const eventReportsQuery = {
  queryKey: [...officeKey, 'event-reports'],
  queryFn: () => request('eventReports.all'),
}
export const sendEventReport = (activityId: string, policyId: string) =>
  request('eventReports.sent', { params: { activityId }, body: { policyId } })
