// What the CE office's pages ask of the server.
import type {
  OfficeActivity,
  OfficeEvaluations,
  OfficeOverview,
  OverrideRequest,
} from '@lectern/shared/creditOffice'
import type { Register, ReportedAnswer } from '@lectern/shared/creditRegisters'
import type { PersonEvidence } from '@lectern/shared/evidence'
import type { BiasReports } from '@lectern/shared/program'
import { request, send } from '../live/http.ts'

/** Everything below is asked for again once the office has decided something. */
export const officeKey = ['office'] as const
const path = '/api/credit/office'
const ofActivity = (activityId: string) => `${path}/${encodeURIComponent(activityId)}`

/** Appeals come in while the page is open. */
const refetchInterval = 30_000

export const overviewQuery = {
  queryKey: [...officeKey, 'overview'],
  queryFn: () => request<OfficeOverview>(path),
  refetchInterval,
}
export const officeActivityQuery = (activityId: string) => ({
  queryKey: [...officeKey, 'activity', activityId],
  queryFn: () => request<OfficeActivity>(ofActivity(activityId)),
})

const evidencePath = (activityId: string, personId: string): string =>
  `${ofActivity(activityId)}/people/${encodeURIComponent(personId)}/evidence`
export const evidenceQuery = (activityId: string, personId: string) => ({
  queryKey: [...officeKey, 'evidence', activityId, personId],
  queryFn: () => request<PersonEvidence>(evidencePath(activityId, personId)),
})
export const evidenceHref = (activityId: string, personId: string): string =>
  `${evidencePath(activityId, personId)}.csv`

export const evaluationsQuery = (activityId: string) => ({
  queryKey: [...officeKey, 'evaluations', activityId],
  queryFn: () => request<OfficeEvaluations>(`${ofActivity(activityId)}/evaluations`),
})

/** What people reported from the session rooms. */
export const biasReportsQuery = {
  queryKey: [...officeKey, 'bias'],
  queryFn: () => request<BiasReports>('/api/program/bias-reports'),
}

export const override = (body: OverrideRequest) => send('POST', `${path}/overrides`, body)
export const decline = (appealId: string, reason: string) =>
  send('POST', `${path}/appeals/${encodeURIComponent(appealId)}`, { reason })
export const revoke = (code: string, reason: string) =>
  send('POST', `${path}/certificates/${encodeURIComponent(code)}/revoke`, { reason })

/** Says that the file for the register that was made then has been uploaded. */
export const markReported = (activityId: string, register: Register, madeAt: number) =>
  send<ReportedAnswer>('POST', `${ofActivity(activityId)}/registers/${register}/reported`, { madeAt })

/** Where the exports are downloaded. */
export const everybodyHref = (activityId: string): string => `${ofActivity(activityId)}/credits.csv`
export const evaluationsHref = (activityId: string): string => `${ofActivity(activityId)}/evaluations.csv`
export const fileHref = (activityId: string, register: Register): string =>
  `${ofActivity(activityId)}/registers/${register}.${register === 'pars' ? 'json' : 'csv'}`
export const missingHref = (activityId: string, register: Register): string =>
  `${ofActivity(activityId)}/registers/${register}-missing.csv`
