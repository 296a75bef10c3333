// The credit pages' requests to the server.
import type { ActivityCredit, MyCredit } from '@lectern/shared/credit'
import type { FormAnswers } from '@lectern/shared/creditForms'
import { request, urlOf } from '../live/http.ts'

export type FormKind = 'evaluation' | 'test'

/** Everything below `['credit']` is reloaded after a change. */
export const creditKey = ['credit'] as const

/** While a session runs or is being settled its minutes grow: reload this often, in ms. */
const refetchMs = 20_000
const isMoving = ({ sessions }: ActivityCredit) =>
  sessions.some(
    ({ phase, isFinal }) => phase === 'live' || phase === 'paused' || (phase === 'ended' && !isFinal),
  )

export const myCreditQuery = {
  queryKey: [...creditKey, 'mine'],
  queryFn: () => request('credit.mine'),
  refetchInterval: ({ state }: { state: { data?: MyCredit | undefined } }) =>
    state.data?.activities.some(isMoving) ? refetchMs : (false as const),
}
export const activityQuery = (activityId: string) => ({
  queryKey: [...creditKey, 'activity', activityId],
  queryFn: () => request('credit.activity', { params: { activityId } }),
  refetchInterval: ({ state }: { state: { data?: ActivityCredit | undefined } }) =>
    state.data && isMoving(state.data) ? refetchMs : (false as const),
})
export const verificationQuery = (code: string) => ({
  queryKey: ['verification', code],
  queryFn: () => request('credit.verify', { params: { code } }),
  // Anyone may ask, so requests are limited: show a refusal instead of retrying.
  retry: false,
})

export const saveForm = (activityId: string, kind: FormKind, answers: FormAnswers, submit: boolean) =>
  request(kind === 'test' ? 'credit.saveTest' : 'credit.saveEvaluation', {
    params: { activityId },
    body: { answers, submit },
  })
export const claimCredit = (
  activityId: string,
  body: { policyId: string; partId?: string; amount: number },
) => request('credit.claim', { params: { activityId }, body })
export const appeal = (sessionId: string, text: string) =>
  request('credit.appeal', { body: { sessionId, text } })

export const certificatePdf = (code: string) => urlOf('credit.certificate', { params: { code } })
export const transcriptPdf = () => urlOf('credit.transcript')
