// What SMTP_URL and its neighbours say.
import { hostname } from 'node:os'

export interface SmtpSettings {
  host: string
  port: number
  /** TLS from the first byte. */
  secure: boolean
  /** STARTTLS otherwise. */
  tls: 'required' | 'optional' | 'off'
  user: string | undefined
  password: string | undefined
  /** What this machine calls itself. */
  name: string
  sender: { name: string; address: string }
  /** Where bounces go; with the mail's id in it if it is not the sender's own address. */
  bounceAddress: string | undefined
  perMinute: number
}

interface SmtpConfig {
  SMTP_URL?: string | undefined
  SMTP_TLS?: 'required' | 'optional' | 'off' | undefined
  MAIL_FROM?: { name: string; address: string } | undefined
  MAIL_BOUNCES_TO?: string | undefined
  MAIL_PER_MINUTE: number
}

/** Undefined without SMTP. */
export function smtpSettingsOf(config: SmtpConfig): SmtpSettings | undefined {
  if (config.SMTP_URL === undefined || config.MAIL_FROM === undefined) return undefined
  const url = new URL(config.SMTP_URL)
  const secure = url.protocol === 'smtps:'
  const hasPassword = url.password !== ''
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    // A password is never sent in the clear unless somebody asked for it.
    tls: config.SMTP_TLS ?? (hasPassword ? 'required' : 'optional'),
    user: url.username ? decodeURIComponent(url.username) : undefined,
    password: hasPassword ? decodeURIComponent(url.password) : undefined,
    name: hostname(),
    sender: config.MAIL_FROM,
    bounceAddress: config.MAIL_BOUNCES_TO,
    perMinute: config.MAIL_PER_MINUTE,
  }
}
