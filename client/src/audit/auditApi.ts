// What the pages of audits ask of the server.
import type { AuditInvitation, Pack } from '@lectern/shared/audit'
import { AppError } from '@lectern/shared/errors'
import { request, urlOf } from '../live/http.ts'

/** Everything below is loaded again after a press. */
export const auditKey = ['audit'] as const

/** Access may end at any moment: an open page learns of it soon. */
const lookMs = 10_000
const progressMs = 1000

export const ownAuditsQuery = {
  queryKey: [...auditKey, 'mine'],
  queryFn: () => request('audit.mine'),
  refetchInterval: lookMs,
}

export const dossierQuery = (activityId: string) => ({
  queryKey: [...auditKey, activityId, 'dossier'],
  queryFn: () => request('audit.dossier', { params: { activityId } }),
})

/** The same answer as for what does not exist. */
export const isOver = (error: unknown): boolean => error instanceof AppError && error.code === 'not_found'

export const packsQuery = (activityId: string) => ({
  queryKey: [...auditKey, activityId, 'packs'],
  queryFn: () => request('audit.packs', { params: { activityId } }),
  refetchInterval: ({ state: { data } }: { state: { data: { packs: Pack[] } | undefined } }) =>
    data?.packs.some(({ state }) => state === 'making') ? progressMs : lookMs,
})

export const sheets = {
  attendance: 'Attendance by person and session',
  certificates: 'Certificates, with those that were revoked',
} as const
export type SheetName = keyof typeof sheets

export const sheetQuery = (activityId: string, sheet: SheetName, after: string | undefined) => ({
  queryKey: [...auditKey, activityId, sheet, after],
  queryFn: () =>
    request(`audit.${sheet}`, { params: { activityId }, query: after === undefined ? {} : { after } }),
})

export const packUrl = (activityId: string, packId: string): string =>
  urlOf('audit.packFile', { params: { activityId, packId } })

export const makePack = (activityId: string) =>
  request('audit.makePack', { params: { activityId }, body: { packId: crypto.randomUUID() } })
export const cancelPack = (activityId: string, packId: string) =>
  request('audit.cancelPack', { params: { activityId, packId } })

export const auditorsQuery = {
  queryKey: [...auditKey, 'auditors'],
  queryFn: () => request('audit.auditors'),
}
export const inviteAuditor = (body: AuditInvitation) => request('audit.invite', { body })
export const endAuditor = (personId: string) => request('audit.end', { params: { personId } })
