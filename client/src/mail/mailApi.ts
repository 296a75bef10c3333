// What the mail pages ask of the server.
import type { MailGroup } from '@lectern/shared/mail'
import type { MailKind, MailLanguage, MailStatus } from '@lectern/shared/mailKinds'
import { request } from '../live/http.ts'

/** Everything below is loaded again after an act of the office. */
export const mailKey = ['mail'] as const

/** Mails change their status while the page is open. */
const refetchInterval = 5000

export interface ListedBy {
  kind?: MailKind | undefined
  status?: MailStatus | undefined
  personId?: string | undefined
}

const given = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

export const mailsQuery = (by: ListedBy) => ({
  queryKey: [...mailKey, 'list', by],
  queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
    request('mail.list', { query: given({ ...by, after: pageParam }) }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }: { next: string | null }) => next ?? undefined,
  refetchInterval,
})
export const mailQuery = (mailId: string) => ({
  queryKey: [...mailKey, 'one', mailId],
  queryFn: () => request('mail.one', { params: { mailId } }),
  refetchInterval,
})
export const templatesQuery = (language: MailLanguage) => ({
  queryKey: [...mailKey, 'templates', language],
  queryFn: () => request('mail.templates', { query: { language } }),
})
export const mailSettingsQuery = {
  queryKey: [...mailKey, 'settings'],
  queryFn: () => request('mail.settings'),
}

export const countGroup = (kind: MailKind, group: MailGroup) =>
  request('mail.count', { body: { kind, group } })
