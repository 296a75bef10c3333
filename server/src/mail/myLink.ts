// "Email me my link". Nobody learns whether an address is known: the answer comes before the address is
// looked up, and the same is stored for every address. A job answers.
import { createHmac } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { Post } from './post.ts'

export interface MyLinkOptions {
  redis: Redis
  hasSmtp: boolean
  /** People with this mail address. */
  peopleWith: (address: string) => Promise<string[]>
  /** The conference that the person is asked about, if they have a place there; else one where they have. */
  placeOf: (personId: string, conferenceId: string | undefined) => Promise<Place | undefined>
  addJob: (requestId: string) => Promise<void>
  post: Post
  secret: string
  clock: Clock
}
interface Place {
  conferenceId: string
  person: Person
}
interface LinkRequest {
  address: string
  conferenceId?: string
  at: number
}

/** Links to one mailbox in an hour; further requests are dropped without a word. */
const perMailbox = 3
const mailboxSeconds = 3600
/** A request that nobody answered by then is of no use, in ms. */
const uselessMs = 24 * 3_600_000
/** People who share one mailbox, each of whom gets a link. */
const sharedMax = 5

export type MyLink = ReturnType<typeof createMyLink>

export function createMyLink(options: MyLinkOptions) {
  const { redis, clock } = options

  /** Counts a request for a mailbox; false beyond its limit. */
  async function mayMail(address: string): Promise<boolean> {
    const digest = createHmac('sha256', options.secret)
      .update(`mailbox ${address.toLowerCase()}`)
      .digest('hex')
    const key = keys.linksMailed(digest.slice(0, 32))
    const count = await redis.incr(key)
    if (count === 1) await redis.expire(key, mailboxSeconds)
    return count <= perMailbox
  }

  return {
    /** Takes a request for any address. Throws `not_configured` without SMTP. */
    async ask(address: string, conferenceId: string | undefined): Promise<void> {
      if (!options.hasSmtp) throw errors.notConfigured('Links cannot be mailed', 'SMTP_URL')
      const requestId = newId()
      const request: LinkRequest = { address, ...(conferenceId && { conferenceId }), at: clock() }
      await redis.hset(keys.linkRequests(), requestId, JSON.stringify(request))
      await options.addJob(requestId)
    },

    /** Requests that no job has answered yet. */
    waiting: (): Promise<string[]> => redis.hkeys(keys.linkRequests()),

    /** Mails the link, if the address is somebody's. A repeat mails nothing more. */
    async answer(requestId: string): Promise<void> {
      const text = await redis.hget(keys.linkRequests(), requestId)
      if (text === null) return
      const { address, conferenceId, at } = JSON.parse(text) as LinkRequest
      if (clock() - at < uselessMs && (await mayMail(address))) {
        const personIds = (await options.peopleWith(address)).slice(0, sharedMax)
        for (const personId of personIds) {
          const place = await options.placeOf(personId, conferenceId)
          if (place)
            await options.post(place.conferenceId, [
              { kind: 'my_link', person: place.person, thing: requestId, path: '/', isUrgent: true },
            ])
        }
      }
      await redis.hdel(keys.linkRequests(), requestId)
    },
  }
}
