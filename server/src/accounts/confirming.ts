// What people, and the office for them, confirm about themselves.
import type { ConfirmedNames } from '@lectern/shared/accounts'
import type { Register } from '@lectern/shared/creditRegisters'
import { errors } from '@lectern/shared/errors'
import { fullName, proposedPrintedName } from '@lectern/shared/names'
import type { IdentityFields } from './accountsStore.ts'

/** Records what a person decided about a register. */
export type Permit = (decision: { personId: string; register: Register; given: boolean }) => Promise<void>

/** The fields to store. Throws `name_unprintable` for a chosen name that certificates cannot show. */
export function confirmedFields(
  { givenName, familyName, credentials, printedName }: ConfirmedNames,
  isPrintable: (name: string) => boolean,
): IdentityFields & { name: string } {
  const name = fullName({ givenName, familyName })
  const isChosen = printedName !== null && printedName !== proposedPrintedName({ name, credentials })
  if (isChosen && !isPrintable(printedName)) throw errors.nameUnprintable()
  return { name, givenName, familyName, credentials, printedName: isChosen ? printedName : null }
}
