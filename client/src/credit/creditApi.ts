// What the credit pages ask of the server.
import type {
  ActivityCredit,
  CreditProfile,
  FormAnswers,
  MyCredit,
  Verification,
} from '@lectern/shared/credit'
import { request, send } from '../live/http.ts'

export type FormKind = 'evaluation' | 'test'

/** Everything below `['credit']` is asked for again once something of it was changed. */
export const creditKey = ['credit'] as const
const ofActivity = (activityId: string) => `/api/credit/${encodeURIComponent(activityId)}`

/** While a session runs or is being settled its minutes grow: asked for again this often, in ms. */
const refetchMs = 20_000
const isMoving = ({ sessions }: ActivityCredit) =>
  sessions.some(
    ({ phase, isFinal }) => phase === 'live' || phase === 'paused' || (phase === 'ended' && !isFinal),
  )

export const myCreditQuery = {
  queryKey: [...creditKey, 'mine'],
  queryFn: () => request<MyCredit>('/api/credit'),
  refetchInterval: ({ state }: { state: { data?: MyCredit | undefined } }) =>
    state.data?.activities.some(isMoving) ? refetchMs : (false as const),
}
export const activityQuery = (activityId: string) => ({
  queryKey: [...creditKey, 'activity', activityId],
  queryFn: () => request<ActivityCredit>(ofActivity(activityId)),
  refetchInterval: ({ state }: { state: { data?: ActivityCredit | undefined } }) =>
    state.data && isMoving(state.data) ? refetchMs : (false as const),
})
export const verificationQuery = (code: string) => ({
  queryKey: ['verification', code],
  queryFn: () => request<Verification>(`/api/certificates/${encodeURIComponent(code)}`),
  // Anybody may ask, so asking is limited: a refusal is shown rather than asked away.
  retry: false,
})

export const saveProfile = (profile: CreditProfile) => send('PUT', '/api/credit/profile', profile)
export const saveForm = (activityId: string, kind: FormKind, answers: FormAnswers, submit: boolean) =>
  send('PUT', `${ofActivity(activityId)}/${kind}`, { answers, submit })
export const claimCredit = (activityId: string, policyId: string, amount: number) =>
  send('POST', `${ofActivity(activityId)}/claims`, { policyId, amount })
export const appeal = (sessionId: string, text: string) =>
  send('POST', '/api/credit/appeals', { sessionId, text })

export const certificatePdf = (code: string) => `/api/credit/certificates/${encodeURIComponent(code)}.pdf`
export const transcriptPdf = '/api/credit/transcript.pdf'
