// Mail addresses: what may be stored, and when two of them are the same.
import { z } from 'zod'
import { mailAddressMax } from './limits.ts'
import { bounded } from './text.ts'

/** Neither may be in an address; a line break in one would forge a header. */
const forbidden = /[\s<>()[\]\\,;:"\p{Cc}\p{Cf}\p{Z}\ufffd]/u
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u

/** Whether mail could be sent there: one @, a local part of at most 64 characters, a domain with a dot. */
function isMailAddress(address: string): boolean {
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)]
  if (at < 1 || local.length > 64 || local.includes('@') || forbidden.test(address)) return false
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false
  const labels = domain.split('.')
  return labels.length > 1 && labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1)!)
}

/** Written by a person: blanks and invisible characters around it do not matter. */
export const mailAddress = bounded(mailAddressMax + 40)
  .transform((typed) => typed.normalize('NFC').replace(/^[\s\p{Cf}]+|(?<![\s\p{Cf}])[\s\p{Cf}]+$/gu, ''))
  .pipe(
    bounded(mailAddressMax).refine(isMailAddress, {
      error: 'not a mail address: it looks like name@example.org',
    }),
  )
  .meta({ examples: ['clara@example.org'] })

/** The same, or nothing. */
export const mailAddressOrNone = z.union([
  z
    .string()
    .max(40)
    .refine((typed) => typed.trim() === '')
    .transform(() => ''),
  mailAddress,
])

/** A domain in its ASCII form: "münchen.example" is "xn--mnchen-3ya.example". */
function asciiDomain(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return domain.toLowerCase()
  }
}

/** Equal for addresses that reach the same mailbox, as far as every mail server agrees. */
export function comparableMailAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at).normalize('NFKC').toLowerCase()
  return `${local}@${asciiDomain(address.slice(at + 1))}`
}
