// The texts that a conference's mails have until its office writes its own.
import type { MailKind } from './mailKinds.ts'
import type { MailTemplate } from './mailText.ts'

const goodbye = `Questions? {{contact}}

{{provider}}`
const ending = `${goodbye}

{{unsubscribe: Get no more mails like this one}}`

export const defaultTemplates: Record<MailKind, MailTemplate> = {
  invitation: {
    subject: 'Your invitation to {{conference}}',
    text: `Dear {{name}},

You are invited to {{conference}}. This is your personal link: it signs you in on any device, without a password. Please do not pass it on.

{{link: Open the conference}}

${ending}`,
  },
  exhibitor_invitation: {
    subject: 'Your booth at {{conference}}',
    text: `Dear {{name}},

You are invited to staff the booth “{{booth}}” at {{conference}}. This is your personal link: it signs you in on any device. Please do not pass it on.

{{link: Open the booth}}

${ending}`,
  },
  auditor_invitation: {
    subject: 'To audit: {{activity}}',
    text: `Dear {{name}},

{{provider}} has given you access to the records of {{activity}}, until {{until}}. You can read everything and download it as one file; you cannot change anything. What you open is recorded.

This is your personal link: it signs you in on any device, without a password. Please do not pass it on.

{{link: Open the records}}

${goodbye}`,
  },
  disclosure_request: {
    subject: 'Please disclose your financial relationships: {{conference}}',
    text: `Dear {{name}},

You have a part in {{conference}}. Before it begins, accreditation requires that you disclose all financial relationships with ineligible companies of the past 24 months, or state that there are none. It takes a few minutes.

{{link: Open the disclosure form}}

${goodbye}`,
  },
  disclosure_reminder: {
    subject: 'Still needed: your disclosure for {{conference}}',
    text: `Dear {{name}},

Your disclosure for {{conference}} is still missing. Your session cannot go live without it. It takes a few minutes.

{{link: Open the disclosure form}}

${goodbye}`,
  },
  reminder_day: {
    subject: '{{session}}: {{start}}',
    text: `Dear {{name}},

“{{session}}” at {{conference}} starts {{start}}.

{{link: Open the session}}

${ending}`,
  },
  reminder_soon: {
    subject: 'Starting soon: {{session}}',
    text: `Dear {{name}},

“{{session}}” starts at {{start}}.

{{link: Join the session}}

${ending}`,
  },
  new_session_time: {
    subject: 'New time: {{session}}',
    text: `Dear {{name}},

“{{session}}” at {{conference}} has a new time.

New: {{start}}
Before: {{before}}

{{link: Open the session}}

${goodbye}`,
  },
  credit_ready: {
    subject: 'Your credit is ready: {{activity}}',
    text: `Dear {{name}},

Your credit for “{{activity}}” can be claimed now.

Please claim it by {{deadline}}.

{{link: Claim my credit}}

${goodbye}`,
  },
  claim_deadline: {
    subject: 'Claim your credit: {{activity}}',
    text: `Dear {{name}},

You have earned credit for “{{activity}}” and not claimed it yet. It can be claimed until {{deadline}}.

{{link: Claim my credit}}

${ending}`,
  },
  commitment_follow_up: {
    subject: 'What became of your plans after “{{activity}}”?',
    text: `Dear {{name}},

After “{{activity}}” you said what you would change in your practice. What became of it? It takes a minute, and the office sees no name with your answer.

{{link: Say what became of it}}

${ending}`,
  },
  report_deadline: {
    subject: 'To report by {{deadline}}: {{activity}}',
    text: `Dear {{name}},

Still to report by {{deadline}} for “{{activity}}”:

- Records: {{records}}
- Event report to {{body}}

{{link: Report}}

${goodbye}`,
  },
  thanks: {
    subject: 'Thank you for taking part in {{conference}}',
    text: `Dear {{name}},

Thank you for taking part in {{conference}}. Your credit and your certificates stay here:

{{link: Open my page}}

${ending}`,
  },
  my_link: {
    subject: 'Your link to {{conference}}',
    text: `Dear {{name}},

Here is your personal link to {{conference}}. It signs you in on any device. Please do not pass it on.

{{link: Sign in}}

You did not ask for this mail? Then you need do nothing: the link works for nobody who does not have it.

${goodbye}`,
  },
}
