// What the CE office's pages ask of the server.
import type { OverrideRequest } from '@lectern/shared/creditOffice'
import type { Register, RegisterAnswerInput } from '@lectern/shared/creditRegisters'
import type { OutcomesPlan } from '@lectern/shared/outcomes'
import type { BiasDecision } from '@lectern/shared/program'
import { request, urlOf } from '../live/http.ts'

/** Everything below is loaded again after a decision of the office. */
export const officeKey = ['office'] as const

/** Appeals come in while the page is open. */
const refetchInterval = 30_000

export const overviewQuery = {
  queryKey: [...officeKey, 'overview'],
  queryFn: () => request('office.overview'),
  refetchInterval,
}
export const officeActivityQuery = (activityId: string) => ({
  queryKey: [...officeKey, 'activity', activityId],
  queryFn: () => request('office.activity', { params: { activityId } }),
})

export const evidenceQuery = (activityId: string, personId: string) => ({
  queryKey: [...officeKey, 'evidence', activityId, personId],
  queryFn: () => request('office.evidence', { params: { activityId, personId } }),
})
export const evidenceHref = (activityId: string, personId: string): string =>
  urlOf('office.evidenceFile', { params: { activityId, personId } })

export const evaluationsQuery = (activityId: string) => ({
  queryKey: [...officeKey, 'evaluations', activityId],
  queryFn: () => request('office.evaluations', { params: { activityId } }),
})

/** What people reported from the session rooms. */
export const biasReportsQuery = {
  queryKey: [...officeKey, 'bias'],
  queryFn: () => request('program.biasReports'),
}

export const decideBias = (sessionId: string, reportId: string, body: BiasDecision) =>
  request('program.decideBias', { params: { sessionId, reportId }, body })

export const override = (body: OverrideRequest) => request('office.override', { body })
export const decline = (appealId: string, reason: string) =>
  request('office.decline', { params: { appealId }, body: { reason } })
export const revoke = (code: string, reason: string) =>
  request('office.revoke', { params: { code }, body: { reason } })

/** Marks the records of the register's file that was made then as reported. */
export const markReported = (activityId: string, register: Register, madeAt: number) =>
  request('office.markReported', { params: { activityId, register }, body: { madeAt } })

export const registerQuery = (activityId: string, register: Register) => ({
  queryKey: [...officeKey, 'register', activityId, register],
  queryFn: () => request('office.register', { params: { activityId, register } }),
})
export const readRegister = (activityId: string, register: Register, text: string) =>
  request('office.readRegister', { params: { activityId, register }, body: { text } })
export const answerRegister = (activityId: string, register: Register, body: RegisterAnswerInput) =>
  request('office.answerRegister', { params: { activityId, register }, body })

/** Where the exports are downloaded. */
export const everybodyHref = (activityId: string): string =>
  urlOf('office.creditFile', { params: { activityId } })
export const evaluationsHref = (activityId: string): string =>
  urlOf('office.evaluationFile', { params: { activityId } })
export const evaluationBookHref = (activityId: string): string =>
  urlOf('office.evaluationBook', { params: { activityId } })
export const evaluationPdfHref = (activityId: string): string =>
  urlOf('office.evaluationPdf', { params: { activityId } })
const fileRoutes = {
  pars: 'office.parsFile',
  'cpe-monitor': 'office.cpeMonitorFile',
  eiv: 'office.eivFile',
  cogeaps: 'office.cogeapsFile',
  racgp: 'office.racgpFile',
} as const satisfies Record<Register, string>
export const fileHref = (activityId: string, register: Register): string =>
  urlOf(fileRoutes[register], { params: { activityId } })
export const missingHref = (activityId: string, register: Register): string =>
  urlOf('office.missingFile', { params: { activityId, register } })

export const testQuery = (activityId: string) => ({
  queryKey: [...officeKey, 'test', activityId],
  queryFn: () => request('office.test', { params: { activityId } }),
})

export const outcomesQuery = (activityId: string) => ({
  queryKey: [...officeKey, 'outcomes', activityId],
  queryFn: () => request('outcomes.office', { params: { activityId } }),
})
export const planOutcomes = (activityId: string, plan: OutcomesPlan, version: number) =>
  request('outcomes.plan', { params: { activityId }, body: { plan, version } })
export const closeOutcomes = (activityId: string, version: number) =>
  request('outcomes.close', { params: { activityId }, body: { version } })
export const outcomesHrefs = (activityId: string) => {
  const params = { activityId }
  return {
    pdf: urlOf('outcomes.pdf', { params }),
    book: urlOf('outcomes.book', { params }),
    file: urlOf('outcomes.file', { params }),
  }
}
