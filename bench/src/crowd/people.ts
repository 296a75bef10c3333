// Thousands of people, created and signed in by personal links like real ones.
import type { Role } from '@lectern/shared/roles'
import type { Product } from '../../../e2e/product.ts'
import { signIn } from '../../../scripts/programClient.ts'
import { inFlight } from '../inFlight.ts'
import { addressOf } from './crowdSocket.ts'

/** How many are created at a time. */
const atOnce = 64

/** The product limits sign-ins by address; each person gets their own, as a proxy would forward it. */
export const behindProxy = { TRUSTED_PROXIES: '1', CONNECTIONS_PER_ADDRESS: '100000' }

export const personIdOf = (group: string, index: number): string => `${group}-${index}`

/** Exchanges a personal link for a session cookie. */
export const signInFrom = (address: string, link: string): Promise<string> =>
  signIn(link, { 'x-forwarded-for': address })

/** The session cookies of new people; `personIdOf` gives their ids. */
export async function signInPeople(
  product: Product,
  group: string,
  count: number,
  roles: Role[] = ['clinician'],
): Promise<string[]> {
  const cookies: string[] = []
  await inFlight(count, atOnce, async (index) => {
    const id = personIdOf(group, index)
    cookies[index] = await signInFrom(addressOf(index), await product.invite({ id, name: id, roles }))
  })
  return cookies
}
