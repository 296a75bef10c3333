// For tests of the mail pages: mails in every status.
import type { MailPage, MailRow, OneMail } from '@lectern/shared/mail'
import { mailStatuses } from '@lectern/shared/mailKinds'

const at = Date.UTC(2026, 10, 28, 9)

export const mailRow = (fields: Partial<MailRow> = {}): MailRow => ({
  id: '0123456789abcdef01234567',
  kind: 'invitation',
  personId: 'clara',
  name: 'Clara Nwosu',
  to: 'clara@example.org',
  status: 'sent',
  words: '',
  about: '',
  isTest: false,
  createdAt: at,
  changedAt: at,
  attempts: 1,
  nextAt: null,
  link: null,
  ...fields,
})

export const mailPage = (fields: Partial<MailPage> = {}): MailPage => {
  const mails = mailStatuses.map((status, i) =>
    mailRow({ id: String(i).padStart(24, '0'), status, name: `Person ${i}` }),
  )
  return {
    mails,
    next: null,
    counts: mailStatuses.map((status) => ({ kind: 'invitation', status, count: 1 })),
    transport: {
      isConfigured: true,
      from: 'Riverside <cme@example.org>',
      problem: null,
      readsBounces: false,
      bounceProblem: null,
    },
    ...fields,
  }
}

export const oneMail = (fields: Partial<MailRow> = {}): OneMail => ({
  mail: mailRow(fields),
  content: { subject: 'Your invitation', text: 'Dear Clara', html: '<p>Dear Clara</p>' },
  version: 3,
})
