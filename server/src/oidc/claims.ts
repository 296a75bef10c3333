// What claims say about a person: roles, a name, a mail address that the provider has verified.
import { nameMax } from '@lectern/shared/limits'
import { mailAddress } from '@lectern/shared/mailAddress'
import type { ConferenceRole } from '@lectern/shared/roles'
import { text } from '@lectern/shared/text'
import type { ClaimTest, OidcSettings } from '../core/oidcConfig.ts'
import type { Claims } from './provider.ts'

export interface ClaimedRoles {
  isOffice: boolean
  /** At the conference whose sign-in page was used. */
  roles: ConferenceRole[]
}

function passes(claims: Claims, { path, value }: ClaimTest): boolean {
  const found = path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? (at as Record<string, unknown>)[name]
        : undefined,
    claims,
  )
  const values = Array.isArray(found) ? found : [found]
  return values.some((each) => (typeof each === 'boolean' ? String(each) : each) === value)
}

export function rolesIn(claims: Claims, { officeClaim, roleClaims }: OidcSettings): ClaimedRoles {
  const roles = roleClaims.filter((test) => passes(claims, test)).map(({ role }) => role)
  return { isOffice: officeClaim !== undefined && passes(claims, officeClaim), roles: [...new Set(roles)] }
}

/** Empty unless the provider says that it has verified the address. */
export function verifiedAddressIn({ email, email_verified }: Claims): string {
  const parsed = email_verified === true ? mailAddress.safeParse(email) : undefined
  return parsed?.success ? parsed.data : ''
}

/** The person's name as the provider writes it; empty if there is none that can be shown. */
export function nameIn({ name, given_name, family_name }: Claims): string {
  const parts = [given_name, family_name].filter((part) => typeof part === 'string').join(' ')
  const parsed = text(nameMax).safeParse(typeof name === 'string' && name.trim() ? name : parts)
  return parsed.success ? parsed.data : ''
}
