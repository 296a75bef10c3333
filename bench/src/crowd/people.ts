// People by the thousand: created and signed in as people are, by personal links.
import type { Role } from '@lectern/shared/roles'
import type { Product } from '../../../e2e/product.ts'
import { signIn } from '../../../scripts/programClient.ts'
import { inFlight } from '../inFlight.ts'

/** So many are created at a time. */
const atOnce = 64

/** The product limits sign-ins by address; everybody comes from one of their own, as a proxy tells it. */
export const behindProxy = { TRUSTED_PROXIES: '1', CONNECTIONS_PER_ADDRESS: '100000' }
const addressOf = (index: number): string => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`

export const personIdOf = (group: string, index: number): string => `${group}-${index}`

/** The session cookie behind a personal link. */
export const signInFrom = (address: string, link: string): Promise<string> =>
  signIn(link, { 'x-forwarded-for': address })

/** The session cookies of so many new people, whose ids `personIdOf` knows. */
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
