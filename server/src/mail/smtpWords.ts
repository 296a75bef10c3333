// What a mail server's refusals mean, in words for the office.

/** What nodemailer says of a failure. */
export interface SmtpFailure {
  code?: string | undefined
  /** The command that was refused, e.g. "RCPT TO". */
  command?: string | undefined
  responseCode?: number | undefined
  response?: string | undefined
  message?: string | undefined
}

export interface SmtpPlace {
  host: string
  port: number
}

const wordsMax = 300

/**
 * The server's own words: one line, no controls, bounded. Links are cut, since an office might follow them.
 */
export const cleaned = (words: string): string =>
  words
    .toWellFormed()
    .replace(/https?:\/\/\S+/gi, '…')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, wordsMax)

const said = ({ response, message }: SmtpFailure): string => {
  const words = cleaned(response ?? message ?? '')
  return words ? ` It said: “${words}”` : ''
}

const ask = 'Ask the person who runs the server.'

/** Why no connection to the mail server came about. */
export function connectionWords(failure: SmtpFailure, { host, port }: SmtpPlace): string {
  const place = `The mail server at ${host}:${port}`
  const reason = `${failure.code ?? ''} ${failure.message ?? ''}`
  if (/ENOTFOUND|EDNS|EAI_AGAIN/.test(reason)) return `There is no host ${host}, which SMTP_URL names. ${ask}`
  if (/ECONNREFUSED/.test(reason)) return `Nothing answers at ${host}:${port}, which SMTP_URL names. ${ask}`
  if (failure.code === 'EAUTH' || failure.responseCode === 535)
    return `${place} refused the user name or the password in SMTP_URL.${said(failure)} ${ask}`
  if (/certificate|self-signed|altname|CERT_|ERR_TLS/i.test(reason))
    return `${place} has a certificate that is not accepted (${cleaned(failure.message ?? '')}). ${ask}`
  if (failure.code === 'ETLS' || /STARTTLS|TLS|SSL|wrong version number/i.test(reason))
    return `${place} offers no TLS as SMTP_URL and SMTP_TLS ask for it.${said(failure)} ${ask}`
  if (/Greeting never received/i.test(reason))
    return `${place} accepts connections and says nothing. Is the port right, and smtps:// or smtp://? ${ask}`
  if (failure.code === 'ETIMEDOUT' || /timeout/i.test(reason))
    return `${place} does not answer in time. ${ask}`
  if (failure.responseCode !== undefined) return `${place} takes no mail at the moment.${said(failure)}`
  return `The connection to ${host}:${port} was lost before any mail was handed over.${said(failure)}`
}

const refusedPart: Record<string, string> = {
  'MAIL FROM': 'The mail server refused the sender (MAIL_FROM).',
  'RCPT TO': 'The mail server refused the address.',
  DATA: 'The mail server refused the mail.',
}

/** Why one mail was not accepted. */
export function refusalWords(failure: SmtpFailure): string {
  const part = refusedPart[failure.command ?? ''] ?? 'The mail server did not accept the mail.'
  if (failure.responseCode !== undefined) return `${part}${said(failure)}`
  if (failure.code === 'EENVELOPE')
    return `The address cannot be used with this mail server.${said({ message: failure.message })}`
  if (failure.code === 'ETIMEDOUT') return 'The mail server stopped answering before it had the mail.'
  return 'The connection was lost before the mail server had the mail.'
}

export const lostWords =
  'The connection was lost after the mail had been handed over. The mail server may have accepted it.'
