// The hall's booths, made by organisers, and their invited staff.
import type { BoothContent } from '@lectern/shared/booths'
import type { Product } from '../../../e2e/product.ts'
import { CrowdSocket } from '../crowd/crowdSocket.ts'
import { signInFrom, signInPeople } from '../crowd/people.ts'
import { inFlight } from '../inFlight.ts'
import { isStaffed } from './moves.ts'

/** What one organiser may create and invite in 10 s. */
const boothsEach = 20
const atOnce = 8

export interface Exhibition {
  /** By index in the hall. */
  boothIds: string[]
  /** The staff of the open desks. */
  staffCookies: string[]
}

const contentOf = (booth: number): BoothContent => ({
  name: `Exhibitor ${booth}`,
  categories: ['Imaging', 'Software'],
  description: 'Echocardiography systems and the software that reads them. '.repeat(8).trim(),
  links: [{ label: 'Product overview', url: `https://exhibitor-${booth}.example/overview` }],
  hours: [],
})

export async function openExhibition(product: Product, booths: number): Promise<Exhibition> {
  const organisers: CrowdSocket[] = []
  for (const cookie of await signInPeople(product, 'organiser', Math.ceil(booths / boothsEach), [
    'organiser',
  ]))
    organisers.push(await CrowdSocket.open(product.addresses[0]!, cookie))

  const boothIds: string[] = []
  const staffCookies: string[] = []
  await inFlight(booths, atOnce, async (booth) => {
    const organiser = organisers[Math.floor(booth / boothsEach)]!
    const exhibitorId = `exhibitor-${booth}`
    const made = await organiser.send('booths.create', {
      exhibitorId,
      content: contentOf(booth),
      editable: [],
    })
    boothIds[booth] = made.id
    if (!isStaffed(booth)) return
    const { link } = await organiser.send('booths.inviteStaff', { boothId: made.id, name: `Staff ${booth}` })
    staffCookies[booth] = await signInFrom(`192.0.2.${booth}`, link!)
  })
  return { boothIds, staffCookies }
}
