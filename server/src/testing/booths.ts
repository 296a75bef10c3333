// Booths, their staff and their visitors, for tests.
import { randomUUID } from 'node:crypto'
import type { BoothContent, BoothField, OpeningHours } from '@lectern/shared/booths'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { createAccountsStore } from '../accounts/accountsStore.ts'
import { createPicturesStore } from '../accounts/picturesStore.ts'
import { type Booths, type BoothsOptions, createBoothParts } from '../booths/boothParts.ts'
import { createBoothsStore } from '../booths/boothsStore.ts'
import { createUploads } from '../uploads/uploads.ts'
import type { TestServers } from './servers.ts'

export const contentOf = (name: string, hours: OpeningHours[] = []): BoothContent => ({
  name,
  categories: ['Imaging'],
  description: `All about ${name}.`,
  links: [{ label: 'Overview', url: 'https://booth.example/' }],
  hours,
})
export const everyField: BoothField[] = [
  'name',
  'categories',
  'description',
  'links',
  'hours',
  'documents',
  'images',
]

/** A chat message. */
export const words = (text: string) => ({ messageId: randomUUID(), text })

/** Creates booths, their staff and learners for the tests of one file. */
export function createCast(servers: TestServers) {
  let last = 0
  return {
    /**
     * A new booth, created by a new organiser since commands are limited per
     * person, with two of its staff, on different servers if there are two.
     */
    async booth(content: Partial<BoothContent> = {}) {
      const exhibitorId = `company-${++last}`
      const { personId: organiserId } = await servers.invite({ name: 'Organiser', roles: ['organiser'] })
      const office = await servers.connect(organiserId)
      const made = await office.send('booths.create', {
        exhibitorId,
        content: { ...contentOf(`Booth ${last}`), ...content },
        editable: everyField,
      })
      const join = async (name: string, onServer = 0) => {
        const { personId } = await servers.invite({ name, roles: ['exhibitor'], exhibitorId })
        return { staffId: personId, client: await servers.connect(personId, onServer) }
      }
      const [ann, ben] = [await join('Ann Staff'), await join('Ben Staff', servers.servers.length - 1)]
      return { boothId: made.id, exhibitorId, office, ann, ben, join }
    },
    /** A clinician in the hall. */
    async learner(onServer = 0) {
      const { personId } = await servers.invite({ name: `Learner ${++last}`, roles: ['clinician'] })
      const client = await servers.connect(personId, onServer)
      await client.send('booths.enterHall', {})
      return { personId, client }
    },
  }
}

/** The parts of booths on this Redis, without media, sockets or files. */
export const boothsOn = (
  redis: Redis,
  given: Pick<BoothsOptions, 'clock' | 'intents'> & Partial<BoothsOptions>,
): Booths =>
  createBoothParts({
    redis,
    booths: createBoothsStore(redis),
    accounts: createAccountsStore(redis),
    pictures: createPicturesStore(redis),
    uploads: createUploads('/nowhere'),
    ledgerHead: async () => '7-3f2a9-c01d7',
    stage: {
      joinCall: () => Promise.reject(new Error('no media here')),
      end: async () => {},
      endPeers: async () => {},
    },
    broadcast: () => {},
    leaveRooms: () => {},
    publicUrl: () => '',
    log: memoryLog().log,
    ...given,
  })
