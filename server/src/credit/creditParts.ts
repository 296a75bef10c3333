// Wires up credit on the server, for its routes.
import type { Identity } from '@lectern/shared/accounts'
import type { Certificate } from '@lectern/shared/certificates'
import type { Activity } from '@lectern/shared/credit'
import { isClaimFor } from '@lectern/shared/creditParts'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { SessionView } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import { createOverridesStore } from '../attendance/overridesStore.ts'
import type { WatchFacts } from '../attendance/watchFacts.ts'
import type { Clock } from '../core/clock.ts'
import type { Intents } from '../ledger/intents.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { ActivitiesStore } from './activitiesStore.ts'
import { createAppealsStore } from './appealsStore.ts'
import { basisOf } from './basis.ts'
import { createCertificatePrinting } from './certificatePrinting.ts'
import { certificateOf } from './certificates.ts'
import { createClaiming, restsOn } from './claiming.ts'
import { claimant, createClaimsStore, type StoredClaim } from './claimsStore.ts'
import { createDeclarations } from './declarations.ts'
import { createDesignStore } from './designStore.ts'
import { createFormsStore } from './formsStore.ts'
import type { Policies } from './policies.ts'
import type { PolicyBook } from './policyBook.ts'
import { createRecordsStore } from './registers/activities/recordsStore.ts'
import { certifiable, createResults, type PersonCredit } from './results.ts'
import { createSubmitting } from './submitting.ts'
import { type CreditIntents, createWorks, type WorksOptions } from './works.ts'

export interface CreditOptions {
  redis: Redis
  clock: Clock
  intents: Pick<Intents, 'define' | 'enter'>
  accounts: Pick<AccountsStore, 'findPerson' | 'account'>
  details: DetailsStore
  program: ProgramStore
  activities: ActivitiesStore
  policies: readonly CreditPolicy[]
  /** Which text of each policy is in force; absent: the policies as they are, for good. */
  book?: PolicyBook
  watchFacts: WatchFacts
  uploads: Pick<Uploads, 'pathOf'>
}

export type Credit = ReturnType<typeof createCreditParts>

export function createCreditParts(options: CreditOptions) {
  const { redis, clock, accounts, details, program, activities, policies, book, watchFacts } = options
  const forms = createFormsStore(redis)
  const claims = createClaimsStore(redis)
  const appeals = createAppealsStore(redis)
  const designs = createDesignStore(redis)
  const printing = createCertificatePrinting({ designs, uploads: options.uploads })
  const results = createResults({
    ...{ program, watchFacts, forms, claims, details, policies, clock },
    ...(book && { book }),
  })
  const textsFor = async (activityId: string, claim: StoredClaim | undefined): Promise<Policies> =>
    (await book?.forClaim(activityId, claim)) ?? policies
  const textsOf = (activityId: string): Policies => book?.forActivity(activityId) ?? policies

  async function activity(activityId: string): Promise<Activity> {
    const found = await activities.find(activityId)
    if (!found) throw errors.notFound('activity')
    return found
  }

  async function personOf(personId: string): Promise<Identity> {
    const found = await accounts.findPerson(personId)
    if (!found) throw errors.notFound('person')
    return found
  }

  async function creditOf(of: Activity, person: Identity, all?: SessionView[]): Promise<PersonCredit> {
    const [credit] = await results.of(await results.activityFacts(of, all), [person])
    return credit!
  }

  async function sessionsOf(activityId: string): Promise<SessionView[]> {
    const views = await program.views(await activities.conferenceOf(activityId))
    return views.filter(({ session }) => session.activityId === activityId)
  }

  /** The activity's sessions (from `all`, if given) whose disclosures the person has acknowledged. */
  async function joined(of: Activity, personId: string, all?: SessionView[]): Promise<SessionView[]> {
    const views = (all ?? (await program.views(of.conferenceId))).filter(
      ({ session }) => session.activityId === of.id,
    )
    const there = await Promise.all(
      views.map(async ({ session }) => (await watchFacts.people(session.id, [personId])).has(personId)),
    )
    return views.filter((_, i) => there[i])
  }

  async function snapshot(personId: string, claim: StoredClaim, issuedAt: number): Promise<Certificate> {
    const of = await activity(claim.activityId)
    const [person, sessions, conference] = await Promise.all([
      personOf(personId),
      sessionsOf(of.id),
      program.conference(of.conferenceId),
    ])
    const texts = await textsFor(of.id, claim)
    const policy = texts.find(({ id }) => id === claim.policyId)
    if (!policy) throw errors.notFound('credit policy')
    const { code, amount, partId, attended, presented } = claim
    return certificateOf({
      code,
      issuedAt,
      amount,
      person: claimant(person, claim, policy),
      activity: of,
      policy,
      policies: texts,
      sessions,
      conference,
      ...(partId !== undefined && { partId }),
      ...(attended && { attended }),
      ...(presented && { presented }),
      print: await printing.printOf(policy.id, conference.languages),
    })
  }

  const certified: WorksOptions['certified'] = async (personId, claim) => {
    const of = await activity(claim.activityId)
    const [facts, person] = await Promise.all([results.activityFacts(of), personOf(personId)])
    // A session planned later does not change what was certified before.
    const sessions = facts.sessions.filter(({ settled }) => settled)
    const texts = await textsFor(of.id, claim)
    const policy = texts.find(({ id }) => id === claim.policyId)
    if (!policy) return null
    const who = claimant(person, claim, policy)
    const [credit] = await results.of({ ...facts, sessions }, [who], { before: claim })
    const found = credit!.earned.find(({ result }) => isClaimFor(claim, result))
    const amount = certifiable(found?.result)
    if (!found || amount === null) return null
    return {
      amount,
      rests: restsOn(found, amount, [], policy),
      basis: basisOf(credit!, of, texts, { atMost: amount, purpose: 'correction' }),
    }
  }

  const works = createWorks({
    claims,
    forms,
    appeals,
    overrides: createOverridesStore(redis),
    certified,
    snapshot,
    printedWith: printing.printedWith,
  })
  const intents: CreditIntents = options.intents.define(keys.creditIntents(), works)

  return {
    activity,
    personOf,
    findPerson: accounts.findPerson,
    /** Sessions of this conference, and of all at which the person has a place. */
    async viewsFor(personId: string, conferenceId: string): Promise<SessionView[]> {
      const places = (await accounts.account(personId))?.memberships.keys() ?? []
      const all = await Promise.all([...new Set([conferenceId, ...places])].map((id) => program.views(id)))
      return all.flat()
    },
    activities,
    policies,
    textsOf,
    program,
    clock,
    enter: options.intents.enter,
    watchFacts,
    forms,
    details,
    claims,
    appeals,
    designs,
    printing,
    results,
    intents,
    sessionsOf,
    /** What the ACCME's register has of each activity. */
    activityRecords: createRecordsStore(redis),
    joined,
    declarations: createDeclarations({ ...options, claims }),
    claim: createClaiming({
      ...{ claims, intents, textsFor, clock, creditOf, snapshot },
      sharedTime: results.sharedTime,
    }),
    creditOf,
    submitting: createSubmitting({
      ...{ forms, intents, textsOf, clock, joined, creditOf },
      takeTest: activities.takeTest,
    }),
  }
}
