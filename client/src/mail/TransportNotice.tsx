import type { MailTransport } from '@lectern/shared/mail'
import { Notice } from '../ui/Notice.tsx'
import { momentOf } from '../words/times.ts'

/** What keeps mail from going out, or that there is no mail server at all. */
export function TransportNotice({ transport }: { transport: MailTransport }) {
  const { isConfigured, problem, bounceProblem } = transport
  if (!isConfigured)
    return (
      <Notice color="gray" role="status" title="No mail server">
        Mails are not sent: the person who runs the server has not set SMTP_URL. Each invitation stands here
        with its personal link for the CE office, until the link is used: copy it and pass it on to its owner
        only.
      </Notice>
    )
  return (
    <>
      {problem && (
        <Notice role="status" title="Mail is not going out">
          {problem.words} This has been so since {momentOf(problem.at)}. Nothing is lost: mails wait, and are
          tried again by themselves.
        </Notice>
      )}
      {bounceProblem && (
        <Notice role="status" title="Bounces are not read">
          {bounceProblem}
        </Notice>
      )}
    </>
  )
}
