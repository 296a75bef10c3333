// How mails' statuses read.
import type { MailStatus } from '@lectern/shared/mailKinds'
import type { Tone } from '../ui/Chip.tsx'

export const statusWords: Record<MailStatus, string> = {
  waiting: 'Waiting',
  sending: 'Being sent',
  sent: 'Sent',
  unknown: 'Unknown',
  refused: 'Refused',
  bounced: 'Bounced',
  not_sent: 'Not sent',
  listed: 'To pass on',
  used: 'Link used',
}

export const statusTones: Record<MailStatus, Tone> = {
  waiting: 'quiet',
  sending: 'quiet',
  sent: 'done',
  unknown: 'amber',
  refused: 'amber',
  bounced: 'amber',
  not_sent: 'quiet',
  listed: 'accent',
  used: 'done',
}
