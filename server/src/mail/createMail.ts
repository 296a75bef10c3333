// Wires up mail on a server: the outbox, the jobs that send, what the server sends by itself, and bounces.
import type { Conference } from '@lectern/shared/conferences'
import { isRedisAway } from '@lectern/shared/redisAway'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Config } from '../core/config.ts'
import type { Log } from '../core/log.ts'
import { newId } from '../core/newId.ts'
import { oidcSettingsOf } from '../core/oidcConfig.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { createMailActing } from './acting.ts'
import { createAsking } from './asking.ts'
import { createAuditorInvitations } from './auditorInvitations.ts'
import { createAutomatic } from './automatic.ts'
import { bounceSettingsOf, createBounces } from './bounces.ts'
import { createExhibitorInvitations } from './exhibitorInvitations.ts'
import { createGroups } from './groups.ts'
import { createMailIds } from './mailIds.ts'
import { createMailRoutes } from './mailRoutes.ts'
import { createMailSources, type MailSourcesOptions } from './mailSources.ts'
import { createMailStore } from './mailStore.ts'
import { createMailViews } from './mailViews.ts'
import { createMyLink } from './myLink.ts'
import { createOutbox } from './outbox.ts'
import { createMailRecords } from './personRecords.ts'
import { createPost } from './post.ts'
import { createMailProblems } from './problems.ts'
import { createSending } from './sending.ts'
import { Smtp } from './smtp.ts'
import { smtpSettingsOf } from './smtpSettings.ts'
import { createSubscriptions } from './subscriptions.ts'
import { createTemplatesStore } from './templatesStore.ts'
import { createWriting, sampleValues } from './writing.ts'

export interface MailOptions extends MailSourcesOptions {
  redis: Redis
  config: Config
  jobs: Pick<Jobs, 'define' | 'add'>
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  /** False while this server's clock is not trusted. */
  mayWork: () => boolean
  clock: Clock
  log: Log
}

/** How often each server looks for what is due, in ms. */
const lookEveryMs = 15_000
/** How often it looks for mails that the server makes by itself, in ms. */
const automaticEveryMs = 55_000
/** Jobs that send one conference's mails side by side, each over a connection of its own. */
const sendersMax = 3
/** Mails for which one more sender is worth its connection. */
const mailsEach = 50

export function createMail(given: MailOptions) {
  const { redis, config, clock, log, jobs } = given
  const secret = config.SESSION_SECRET
  const options = {
    ...given,
    ...createMailSources(given),
    secret,
    bounces: bounceSettingsOf(config.BOUNCE_IMAP_URL),
    /** The name of the provider whose accounts sign in. */
    accountsFrom: oidcSettingsOf(config)?.name,
  }
  const settings = smtpSettingsOf(config)
  const hasSmtp = settings !== undefined
  const ids = createMailIds(secret)
  const store = createMailStore(redis)
  const outbox = createOutbox({ store, ids, clock })
  const templates = createTemplatesStore(redis)
  const subscriptions = createSubscriptions(redis, secret)
  const problems = createMailProblems(redis, clock)

  const conference = async (conferenceId: string): Promise<Conference> => {
    const found = await options.findConference(conferenceId)
    if (!found) throw new Error('a mail of a conference that is gone')
    return found
  }
  const writing = createWriting({ ...options, templates, subscriptions, conference })

  const wake = async (conferenceId: string, count: number): Promise<void> => {
    const senders = Math.min(sendersMax, Math.ceil(count / mailsEach))
    for (let i = 0; i < senders; i++)
      await jobs.add('mail.send', { conferenceId }, { id: `${conferenceId}-${newId()}` })
  }
  const post = createPost({ ...options, outbox, subscriptions, hasSmtp, wake })
  const groups = createGroups({ ...options, outbox, ids, subscriptions, post, hasSmtp })
  const automatic = createAutomatic({ ...options, conference, groups, templates, post })
  const myLink = createMyLink({
    ...options,
    hasSmtp,
    post,
    addJob: (requestId) => jobs.add('mail.link', { requestId }, { id: requestId }),
  })
  const views = createMailViews({
    ...options,
    outbox,
    writing,
    templates,
    problems,
    settings,
    readsBounces: options.bounces !== undefined,
  })
  const act = createMailActing({ ...options, outbox, subscriptions, hasSmtp, wake })
  const orderJob = (conferenceId: string, sendId: string): Promise<void> =>
    jobs.add('mail.group', { conferenceId, sendId }, { id: `${conferenceId}-${sendId}` })

  const sending =
    settings &&
    createSending({
      ...options,
      outbox,
      writing,
      subscriptions,
      problems,
      contactOf: async (conferenceId) => (await options.findConference(conferenceId))?.contact,
      settings,
      connect: () => new Smtp(settings),
    })
  const bounces =
    options.bounces &&
    createBounces({
      redis,
      settings: options.bounces,
      problems,
      clock,
      log,
      bounced: async (mailId, words) => {
        for (const conferenceId of await options.conferenceIds())
          if (await outbox.bounced(conferenceId, mailId, words)) return
      },
    })

  const backoff = { firstMs: 5000, mostMs: 60_000 }
  jobs.define<{ conferenceId: string }>('mail.send', {
    concurrency: sendersMax,
    handler: async ({ data, signal }) => sending?.run(data.conferenceId, signal),
  })
  jobs.define<{ conferenceId: string; sendId: string }>('mail.group', {
    attempts: 10,
    backoff,
    handler: ({ data, signal }) => groups.carryOut(data.conferenceId, data.sendId, signal),
  })
  jobs.define<{ requestId: string }>('mail.link', {
    attempts: 5,
    backoff,
    concurrency: 4,
    handler: ({ data }) => myLink.answer(data.requestId),
  })
  jobs.define('mail.bounces', {
    isExclusive: true,
    handler: async ({ signal }) => bounces?.read(signal),
  })

  /** What a job did not begin, or a killed server left, is taken up again. */
  async function wakeForDue(conferenceId: string): Promise<void> {
    const problem = await problems.find('transport')
    if (problem && problem.retryAt > clock()) return
    if ((await outbox.due(conferenceId, clock(), 1)).length > 0) await wake(conferenceId, 1)
  }

  let lookedAt = 0
  async function look(): Promise<void> {
    const isTime = clock() - lookedAt >= automaticEveryMs
    if (isTime) lookedAt = clock()
    for (const conferenceId of hasSmtp ? await options.conferenceIds() : []) {
      if (isTime) await automatic.look(conferenceId)
      await wakeForDue(conferenceId)
    }
    if (bounces && (await bounces.isDue())) await jobs.add('mail.bounces', {}, { id: newId() })
  }

  let timer: NodeJS.Timeout | undefined
  let looking = false
  const lookOnce = async (): Promise<void> => {
    if (looking || !options.mayWork()) return
    looking = true
    try {
      await look()
    } catch (error) {
      if (!isRedisAway(error)) log.error({ err: error }, 'mail that is due could not be looked for')
    } finally {
      looking = false
    }
  }

  return {
    post,
    requestDisclosure: createAsking({ outbox, ids, post, conference, clock }),
    /** Mails a personal link to an address; undefined without SMTP. */
    mailLink: hasSmtp ? myLink.ask : undefined,
    routes: createMailRoutes({
      ...options,
      views,
      templates,
      writing,
      groups,
      subscriptions,
      myLink,
      ids,
      post,
      sampleValues: async (conferenceId, language) => {
        const [session] = await options.sessions(conferenceId)
        const { timeZone } = await conference(conferenceId)
        return sampleValues({ session, timeZone, language, now: clock() })
      },
      act,
      orderJob,
      hasSmtp,
    }),
    auditors: createAuditorInvitations({ outbox, ids, views, post }),
    invitations: createExhibitorInvitations({ outbox, ids, groups, views, post, act }),
    counts: outbox.counts,
    copyTexts: templates.copy,
    records: createMailRecords({ outbox, subscriptions, conferenceIds: options.conferenceIds }),
    /** Looks once for what is due, as each server does every few seconds. */
    look: lookOnce,
    start(): void {
      timer = setInterval(() => void lookOnce(), lookEveryMs)
      timer.unref()
    },
    close: (): void => clearInterval(timer),
  }
}
