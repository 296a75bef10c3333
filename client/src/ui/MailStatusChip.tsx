import type { MailStatus } from '@lectern/shared/mailKinds'
import { Chip, type Tone } from './Chip.tsx'

/** How mails' statuses read. */
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

const statusTones: Record<MailStatus, Tone> = {
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

/** What became of a mail. */
export const MailStatusChip = ({ status }: { status: MailStatus }) => (
  <Chip tone={statusTones[status]}>{statusWords[status]}</Chip>
)
