// What the page of commercial support asks of the server.
import type { AgreeRequest, SignAgreementRequest, StatementRequest } from '@lectern/shared/commercialSupport'
import { request, urlOf } from '../live/http.ts'
import { officeKey } from './officeApi.ts'

export const supportQuery = {
  queryKey: [...officeKey, 'support'],
  queryFn: () => request('support.overview'),
}
export const agree = (agreementId: string, body: AgreeRequest) =>
  request('support.agree', { params: { agreementId }, body })
export const signAgreement = (agreementId: string, body: SignAgreementRequest) =>
  request('support.sign', { params: { agreementId }, body })
export const withdrawAgreement = (
  agreementId: string,
  body: { actId: string; revision: number; reason: string },
) => request('support.withdraw', { params: { agreementId }, body })
export const saveStatement = (activityId: string, body: StatementRequest) =>
  request('support.saveStatement', { params: { activityId }, body })
export const agreementHref = (agreementId: string, fileId: string): string =>
  urlOf('support.file', { params: { agreementId, fileId } })
export const statementHref = (activityId: string): string =>
  urlOf('support.statementFile', { params: { activityId } })
