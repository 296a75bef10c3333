// Every kind of evidence reaches the ledger exactly once, wherever its server is killed, stalls or
// finds Redis full, and even if two servers act at once. A new kind is one more line of `kinds`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { keyOf } from '@lectern/shared/disclosureRules'
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry, LedgerKind } from '@lectern/shared/ledger'
import { emptyPlanningForm } from '@lectern/shared/planningForm'
import { isRedisAway } from '@lectern/shared/redisAway'
import { dayOf } from '@lectern/shared/zoneTime'
import { checksPlace, createChecksStore } from '../attendance/checksStore.ts'
import { createSeatsStore } from '../attendance/seatsStore.ts'
import { settleAfterMs } from '../attendance/sweeper.ts'
import { packPlace, type StoredPack } from '../audit/packsStore.ts'
import { dayMs } from '../core/clock.ts'
import { makeAppeal } from '../credit/appealing.ts'
import { policiesFolder } from '../credit/policies.ts'
import { editionOf } from '../credit/policyBook.ts'
import { accmeRecord } from '../credit/registers/activities/accmeRecord.ts'
import { recordsOf } from '../credit/registers/activities/facts.ts'
import { afterSending } from '../credit/registers/activities/standing.ts'
import { disclosuresOf } from '../disclosures/shownWords.ts'
import { createStageStore } from '../stage/stageStore.ts'
import { activityIn } from '../testing/activityRecords.ts'
import { plannedActivity, plannedSession } from '../testing/attendance.ts'
import { contentOf, everyField } from '../testing/booths.ts'
import { conferenceId, testConference } from '../testing/conference.ts'
import * as credit from '../testing/credit.ts'
import { createEvidenceServer, type EvidenceServer } from '../testing/evidence.ts'
import { type Fault, faulty } from '../testing/faults.ts'
import { fakeCaller, personNamed } from '../testing/people.ts'
import { fileRedis } from '../testing/redis.ts'
import { leaseMs } from './intents.ts'

interface Kind {
  /** The ledger's entries in the end. */
  entries: LedgerKind[]
  /** A repeat is a new act, not the same one again. */
  isNewEachTime?: true
  prepare(server: EvidenceServer): Promise<unknown>
  act(server: EvidenceServer): Promise<unknown>
}

const redis = await fileRedis()
const [one, two] = [redis.connect(), redis.connect()]
const start = credit.liveAt + 61 * credit.minuteMs
let now = start
let servers: EvidenceServer[] = []

function serverOn(connection = two): EvidenceServer {
  const server = createEvidenceServer(connection, () => now, `server-${servers.length}`)
  servers.push(server)
  return server
}

const ann = fakeCaller(personNamed('ann'))
const moderator = fakeCaller(personNamed('moderator', 'moderator'))
const office = personNamed('ito', 'organiser', 'office')
const [sessionId, activityId, boothId] = ['session', 'activity', 'booth']
const speaker = personNamed('speaker', 'speaker')
const consultant = { company: 'Acme', nature: 'consultant' as const, isTraded: false, endedOn: null }
const signed = {
  actId: 'signed',
  revision: 0,
  roles: ['faculty' as const],
  relationships: [consultant],
  hasNone: false,
  attests: true as const,
  signature: 'Ada Speaker',
}
const auditor = {
  ...{ personId: 'ada', name: 'Ada Audit', email: 'ada@accreditor.example' },
  ...{ activityIds: [activityId], until: start + 10 * dayMs },
}
const pack: StoredPack = {
  ...{ id: 'pack', activityId, conferenceId, by: 'ito', at: start },
  ...{ state: 'making', finishedAt: null, file: null, problem: null },
}
const checks = { perHour: 1, answerSeconds: 600, extensionSeconds: 0, uncreditMinutes: 1 }

/** Plans an accredited session and makes these moves. */
const session = (...moves: ('start' | 'pause' | 'end')[]) =>
  async function prepare({ activities, program }: EvidenceServer): Promise<void> {
    await program.createConference(testConference, now)
    await activities.save(plannedActivity(activityId, { checks }), 1)
    await program.saveSession(plannedSession(sessionId, activityId))
    for (const move of moves) await program.move(sessionId, move)
  }
async function sentCheck(server: EvidenceServer, sentAt: number): Promise<void> {
  await session('start')(server)
  await createSeatsStore(server.redis).give(sessionId, 'ann', 'words', now)
  await createChecksStore(server.redis).send(sessionId, 'ann', 0, 0, sentAt, 600)
}
const checkClosed = (as: 'missed' | 'postponed' | 'cancelled'): Kind => ({
  entries: [`check.${as}`],
  prepare: (server) => sentCheck(server, now - 700_000),
  act: async ({ redis: connection, intents }) => {
    await createChecksStore(connection).close(sessionId, 'ann', 0, now, as)
    await intents.settled(checksPlace(sessionId, 'ann'))
  },
})
async function seated(server: EvidenceServer): Promise<void> {
  await session('start')(server)
  await createSeatsStore(server.redis).give(sessionId, 'ann', 'words', now)
}
async function loseWorker({ attendance }: EvidenceServer): Promise<void> {
  const loss = { stageId: sessionId, nodeId: 'node', lossId: 'loss', personIds: ['ann'] }
  await attendance.lost({ ...loss, silentMs: 0, agoMs: 0 })
  await attendance.tick()
}
/** A person who has watched all of an accredited session, which is final. */
async function watched({ accounts, credit: own, plan, program, redis: connection }: EvidenceServer) {
  now = credit.liveAt - credit.minuteMs
  await program.createConference(testConference, now)
  await accounts.invite(conferenceId, {
    id: 'ann',
    name: 'Ann',
    credentials: 'MD',
    profession: 'physician',
    roles: ['clinician'],
  })
  await plan(conferenceId, credit.plannedActivity(activityId))
  await program.saveSession(credit.plannedSession(sessionId, activityId))
  await credit.watchedSession(connection, sessionId, { ann: 60 })
  now = start
  return { activity: await own.activity(activityId), person: await own.personOf('ann') }
}
const theirs = async ({ credit: own }: EvidenceServer) =>
  [await own.activity(activityId), await own.personOf('ann')] as const
async function claimed(server: EvidenceServer): Promise<void> {
  const { activity, person } = await watched(server)
  const answers = { useful: '5', 'commercial-bias': 'yes' }
  await server.credit.submitting.saveEvaluation(activity, person, answers, true)
  await server.credit.claim(person, activity, { policyId: 'ama' }, 1)
}
const appeal = ({ credit: own }: EvidenceServer) =>
  makeAppeal(own, personNamed('ann'), sessionId, 'I was there all the time.')
async function visitor({ booths, program }: EvidenceServer): Promise<void> {
  await program.createConference(testConference, now)
  await booths.booths.create(conferenceId, 'company', contentOf('Booth'), everyField, boothId)
  await booths.hall.enter('ann', conferenceId)
  await booths.presence.visit(boothId, 'ann')
}
const consent = { fields: ['name' as const], values: { name: 'Ann' } }
const give = ({ commands }: EvidenceServer) =>
  commands['booths.consent']({ boothId, consentId: 'given', consent }, ann)

const stampNames = { fingerprint: 'f', policy: '1.2.3', serial: '01' }
const agreement = { conferenceId, agreementId: 'agreement', by: 'ito' }
const agree = ({ agreeing }: EvidenceServer) =>
  agreeing.agree(
    { ...agreement, actId: 'agreed', revision: 0 },
    {
      ...{ supporter: 'Acme', currency: 'USD', amount: 100, purpose: 'Honoraria', terms: '' },
      allocations: [{ activityId, amount: 100, inKind: [], other: '' }],
    },
    '',
  )
async function agreed(server: EvidenceServer): Promise<void> {
  await session()(server)
  await agree(server)
}

/** The file of a policy differs from the text in force, and what would change is computed. */
async function changedPolicy({ redis: connection }: EvidenceServer): Promise<void> {
  const file = credit.policies.find(({ id }) => id === 'ama')!
  const inForce = { ...file, claimDays: 30 }
  const [edition, against] = [file, inForce].map(editionOf)
  await connection.hset(keys.policyTexts(), against!, JSON.stringify(inForce))
  await connection.hset(keys.policiesInForce(), 'ama', against!)
  const computed = { id: 'computed', policyId: 'ama', edition, against, startedAt: now, doneAt: now }
  const none = { share: 1, people: 0, results: 0, claims: 0, changes: [], isCut: false }
  await connection.set(keys.policyChanges('ama'), JSON.stringify({ ...computed, ...none }))
}

/** An upload is in force instead of the installation's file. */
async function uploadInForce(server: EvidenceServer): Promise<void> {
  await changedPolicy(server)
  const { redis: connection } = server
  const edition = editionOf(credit.policies.find(({ id }) => id === 'ama')!)
  await connection.hset(keys.policyOrigins(), 'ama', JSON.stringify({ file: 'a.json', by: 'ito', at: now }))
  await connection.hset(keys.policiesPassed(), 'ama', edition)
  await connection.incr(keys.policyVersion())
}

/** Another text of a shipped policy, with its shipped table. */
function changedFile() {
  const file = credit.policies.find(({ id }) => id === 'participation')!
  const cases = readFileSync(join(policiesFolder, 'cases', 'participation.json'), 'utf8')
  return {
    name: 'participation.json',
    content: JSON.stringify({ ...file, checked: '2026-01-31', appealDays: 31 }),
    cases,
  }
}

const madeAt = 1
/** A file with the record of an activity, made and not yet marked as sent. */
async function recordFile({ plan, recordsStore }: EvidenceServer) {
  await plan(conferenceId, credit.plannedActivity(activityId))
  const [facts] = recordsOf(activityIn())
  const records = [{ key: 'all', action: 'Add' as const, content: accmeRecord(facts!, false) }]
  const file = { madeAt, digest: '0'.repeat(64), records }
  await recordsStore.saveFile(activityId, file)
  return { file, held: new Map() }
}

const kinds: Record<string, Kind> = {
  'a session is started': {
    entries: ['session.opened'],
    prepare: session(),
    act: ({ commands }) => commands['program.start']({ sessionId }, moderator),
  },
  'a session is paused': {
    entries: ['session.paused'],
    prepare: session('start'),
    act: ({ commands }) => commands['program.pause']({ sessionId, minutes: 5 }, moderator),
  },
  'a session is resumed': {
    entries: ['session.resumed'],
    prepare: session('start', 'pause'),
    act: ({ commands }) => commands['program.resume']({ sessionId }, moderator),
  },
  'a session is ended': {
    entries: ['session.closed'],
    prepare: session('start'),
    act: ({ commands }) => commands['program.end']({ sessionId }, moderator),
  },
  'the ledger is countersigned': {
    entries: ['head.stamped'],
    prepare: session(),
    act: ({ recordStamp }) =>
      recordStamp({
        conferenceId,
        stamp: { head: { seq: 1, hash: 'a'.repeat(64) }, at: now, authority: 'O=Kardia', ...stampNames },
        token: 'MAA=',
      }),
  },
  'disclosures are acknowledged': {
    entries: ['disclosure.shown', 'disclosure.acknowledged'],
    prepare: session('start'),
    act: async ({ commands, program }) => {
      const { version } = disclosuresOf(await program.session(sessionId), [])
      return commands['attendance.acknowledge']({ sessionId, version }, ann)
    },
  },
  'a disclosure form is signed': {
    entries: ['disclosure.signed'],
    prepare: session(),
    act: ({ disclosing }) => disclosing.sign(speaker, signed, conferenceId),
  },
  'a disclosure form is withdrawn': {
    entries: ['disclosure.withdrawn'],
    prepare: async (server) => {
      await session()(server)
      await server.disclosing.sign(speaker, signed, conferenceId)
    },
    act: ({ disclosing }) => disclosing.withdraw(speaker, 'withdrawn', 1, conferenceId),
  },
  'access is given to an auditor': {
    entries: ['audit.granted'],
    prepare: session(),
    act: ({ auditGiving }) => auditGiving.invite(conferenceId, 'ito', auditor),
  },
  'the access of an auditor is ended': {
    entries: ['audit.ended'],
    prepare: async (server) => {
      await session()(server)
      await server.auditGiving.invite(conferenceId, 'ito', auditor)
    },
    act: ({ auditGiving }) => auditGiving.end(conferenceId, 'ito', auditor.personId),
  },
  'an auditor opens something': {
    entries: ['audit.opened'],
    isNewEachTime: true,
    prepare: session(),
    act: ({ auditAccess }) => auditAccess.opened('ada', false, activityId, 'dossier'),
  },
  'an audit pack is made': {
    entries: ['audit.packed'],
    prepare: async (server) => {
      await session()(server)
      await server.auditPacks.begin(pack)
    },
    act: async ({ auditPacks, intents }) => {
      await auditPacks.settle(
        { ...pack, state: 'ready', finishedAt: now },
        { kind: 'audit.packed', by: 'ito', data: { activityId, packId: pack.id, sha256: 'a digest' } },
      )
      await intents.settled(packPlace(pack.id))
    },
  },
  'a financial relationship is decided on': {
    entries: ['disclosure.decided'],
    prepare: async (server) => {
      await session()(server)
      await server.disclosing.sign(speaker, signed, conferenceId)
    },
    act: ({ disclosing }) =>
      disclosing.decide(office, speaker.id, {
        actId: 'decided',
        revision: 1,
        relationship: keyOf(consultant),
        parts: [{ sessionId, part: 'speaker' }],
        decision: { relevant: true, exception: null, mitigation: 'peer_review', details: '' },
      }),
  },
  'a handout is reviewed': {
    entries: ['handout.reviewed'],
    prepare: async (server) => {
      await session()(server)
      await server.handouts.add(sessionId, {
        id: 'handout',
        name: 'Slides.pdf',
        bytes: 1000,
        at: now,
        status: 'waiting',
        reason: '',
        releaseAt: null,
        by: 'speaker',
        digest: 'digest',
      })
    },
    act: ({ review }) => review(sessionId, 'handout', 'ito', { approve: true, releaseAt: null }),
  },
  'an agreement with a supporter is recorded': {
    entries: ['support.agreed'],
    prepare: session(),
    act: (server) => agree(server),
  },
  'an agreement with a supporter is signed': {
    entries: ['support.signed'],
    prepare: agreed,
    act: ({ agreeing }) =>
      agreeing.sign(
        { ...agreement, actId: 'signed', revision: 1 },
        { party: 'supporter', of: '', name: 'Ada Lund', title: '', signedAt: start - 1 },
      ),
  },
  'a signed agreement is kept as a file': {
    entries: ['support.filed'],
    prepare: agreed,
    act: ({ agreeing }) =>
      agreeing.file(
        { ...agreement, actId: 'filed', revision: 1 },
        { id: 'file', name: 'Agreement.pdf', bytes: 1000, digest: '0'.repeat(64) },
      ),
  },
  'an agreement with a supporter is withdrawn': {
    entries: ['support.withdrawn'],
    prepare: agreed,
    act: ({ agreeing }) =>
      agreeing.withdraw({ ...agreement, actId: 'withdrawn', revision: 1 }, 'They support another activity.'),
  },
  'the provider’s details are changed': {
    entries: ['provider.changed'],
    prepare: session(),
    act: async ({ saveProvider }) =>
      saveProvider({
        person: office,
        body: { name: 'Riverside', address: '', number: '' },
      } as unknown as Parameters<typeof saveProvider>[0]),
  },
  'an activity is held back from purging': {
    entries: ['retention.held'],
    prepare: session(),
    act: ({ hold }) => hold(conferenceId, activityId, 'ito', 'An inquiry of the ACCME.', true),
  },
  'an activity is no longer held back': {
    entries: ['retention.released'],
    prepare: async (server) => {
      await session()(server)
      await server.hold(conferenceId, activityId, 'ito', 'An inquiry of the ACCME.', true)
    },
    act: ({ hold }) => hold(conferenceId, activityId, 'ito', 'It is closed.', false),
  },
  'income and expense are stated': {
    entries: ['support.statement'],
    prepare: session(),
    act: ({ statements }) =>
      statements.save({
        ...{ conferenceId, activityId, actId: 'stated', revision: 0, by: 'ito', currency: 'USD' },
        lines: [{ category: 'honoraria', label: '', amount: 100 }],
      }),
  },
  'an attention check is answered': {
    entries: ['check.answered'],
    prepare: (server) => sentCheck(server, now),
    act: ({ commands }) => commands['attendance.answer']({ sessionId, check: 0 }, ann),
  },
  'an attention check is missed': checkClosed('missed'),
  'an attention check is postponed': checkClosed('postponed'),
  'an attention check is cancelled': checkClosed('cancelled'),
  'a server fails': {
    entries: ['outage.opened', 'outage.closed'],
    prepare: async (server) => {
      await session('start')(server)
      await server.redis.hset(keys.serverPulses(), 'failed', now - 1000)
      now += 60_000
    },
    act: ({ attendance }) => attendance.tick(),
  },
  'a media worker fails': { entries: ['outage.opened'], prepare: seated, act: loseWorker },
  'media flows again after a worker failed': {
    entries: ['outage.closed'],
    prepare: async (server) => {
      await seated(server)
      await loseWorker(server)
      now += 4000
    },
    act: async ({ attendance }) => {
      const report = { stageId: sessionId, nodeId: 'node', onAir: true, intervalMs: 4000, agoMs: 0 }
      await attendance.delivered({ ...report, personIds: ['ann'] })
      await attendance.tick()
    },
  },
  'a session is frozen': {
    entries: Array(4).fill('attendance.frozen'),
    prepare: async (server) => {
      await session('start')(server)
      const seats = createSeatsStore(server.redis)
      for (const personId of ['ann', 'ben', 'cleo']) await seats.give(sessionId, personId, 'words', now)
      now += 60_000
      await server.program.move(sessionId, 'end')
      now += settleAfterMs
    },
    act: ({ attendance }) => attendance.sweep(),
  },
  'a session that two people presented is frozen': {
    entries: ['attendance.frozen', 'presentation.frozen', 'presentation.frozen'],
    prepare: async (server) => {
      await session('start')(server)
      await server.redis.hset(keys.stageTimes(sessionId), ':kept', 1)
      const stage = createStageStore(server.redis, () => now)
      for (const personId of ['ann', 'ben']) {
        const presenter = { personId, name: personId, credentials: '', nodeId: 'node' }
        await stage.addPresenter(sessionId, `peer-${personId}`, presenter)
        await stage.bringOn(sessionId, personId, now)
      }
      now += 60_000
      await server.program.move(sessionId, 'end')
      now += settleAfterMs
    },
    act: ({ attendance }) => attendance.sweep(),
  },
  'an activity is designated': {
    entries: ['activity.designated'],
    isNewEachTime: true,
    prepare: async () => undefined,
    act: ({ plan }) => plan(conferenceId, credit.plannedActivity(activityId)),
  },
  'a planning form is complete': {
    entries: ['activity.planned'],
    prepare: async ({ plan, planningForms }) => {
      await plan(conferenceId, credit.plannedActivity(activityId))
      const act = { at: now, by: 'ito' }
      await planningForms.save({ id: activityId, conferenceId }, 0, emptyPlanningForm, act)
    },
    act: ({ planning }) => planning.complete('ito', activityId, 1),
  },
  'an activity is reported to the register': {
    entries: ['register.reported'],
    prepare: recordFile,
    act: ({ reportingActivities }) =>
      reportingActivities.markSent('ito', credit.plannedActivity(activityId), madeAt),
  },
  'the register answers about an activity': {
    entries: ['register.answered'],
    isNewEachTime: true,
    prepare: async (server) => {
      const { file, held } = await recordFile(server)
      await server.recordsStore.saveHeld(activityId, afterSending(file, held, now))
    },
    act: ({ reportingActivities }) =>
      reportingActivities.answer('ito', credit.plannedActivity(activityId), {
        ...{ keys: ['all'], rejected: null, number: '202600499' },
      }),
  },
  'an expired policy is confirmed': {
    entries: ['policy.confirmed'],
    isNewEachTime: true,
    prepare: async (server) => {
      await session()(server)
      now += 365 * dayMs
    },
    act: ({ confirmPolicy }) =>
      confirmPolicy('ito', conferenceId, 'ama', {
        on: dayOf(now, 'UTC'),
        source: 'https://accreditor.example',
      }),
  },
  'a policy is uploaded': {
    entries: ['policy.uploaded'],
    isNewEachTime: true,
    prepare: session(),
    act: ({ policyUploads }) => policyUploads.propose('ito', conferenceId, changedFile()),
  },
  'an upload of a policy is taken back': {
    entries: ['policy.withdrawn'],
    prepare: async (server) => {
      await session()(server)
      await server.policyUploads.propose('ito', conferenceId, changedFile())
    },
    act: ({ policyUploads }) => policyUploads.withdraw('ito', conferenceId, 'participation'),
  },
  'the installation’s own policy is proposed again': {
    entries: ['policy.proposed'],
    prepare: async (server) => {
      await session()(server)
      await uploadInForce(server)
    },
    act: ({ policyUploads }) => policyUploads.proposeInstalled('ito', conferenceId, 'ama'),
  },
  'a changed policy takes effect': {
    entries: ['policy.in_force'],
    prepare: async (server) => {
      await session()(server)
      await changedPolicy(server)
    },
    act: ({ policyChanges }) => policyChanges.putInForce('ito', 'ama', 'computed', 'As published.'),
  },
  'something is exported': {
    entries: ['export.made'],
    isNewEachTime: true,
    prepare: async () => undefined,
    act: ({ intents }) => intents.enter([{ kind: 'export.made', by: 'ito', data: { conferenceId } }]),
  },
  'an evaluation is submitted': {
    entries: ['evaluation.submitted'],
    prepare: watched,
    act: async (server) => {
      const answers = { useful: '5', 'commercial-bias': 'yes' }
      await server.credit.submitting.saveEvaluation(...(await theirs(server)), answers, true)
    },
  },
  'a test is submitted': {
    entries: ['test.submitted'],
    prepare: watched,
    act: async (server) =>
      server.credit.submitting.saveTest(...(await theirs(server)), { first: 'a', second: 'yes' }, true),
  },
  'results of outcomes are closed': {
    entries: ['outcomes.closed'],
    prepare: watched,
    act: ({ closeOutcomes }) => closeOutcomes({ id: activityId }, 'ito', 0),
  },
  'credit is claimed': {
    entries: ['claim.made', 'certificate.issued'],
    prepare: async (server) => {
      const { activity, person } = await watched(server)
      const answers = { useful: '5', 'commercial-bias': 'yes' }
      await server.credit.submitting.saveEvaluation(activity, person, answers, true)
    },
    act: async (server) => {
      const [activity, person] = await theirs(server)
      await server.credit.claim(person, activity, { policyId: 'ama' }, 1)
    },
  },
  'minutes are overridden': {
    entries: ['override.made', 'certificate.revoked', 'certificate.issued'],
    isNewEachTime: true,
    prepare: claimed,
    act: (server) =>
      server.office.override(office, {
        sessionId,
        personId: 'ann',
        fromMinute: 0,
        toMinute: 12,
        credited: false,
        reason: 'The log of the hotel says so.',
      }),
  },
  'an appeal is made': { entries: ['appeal.made'], prepare: watched, act: appeal },
  'an appeal is declined': {
    entries: ['appeal.decided'],
    prepare: async (server) => {
      await watched(server)
      await appeal(server)
    },
    act: async (server) => {
      const id = (await server.credit.appeals.all(conferenceId))[0]!.id
      await server.office.decline(office, conferenceId, id, 'The log says otherwise.')
    },
  },
  'a certificate is revoked': {
    entries: ['certificate.revoked'],
    prepare: claimed,
    act: async (server) => {
      const [claim] = await server.credit.claims.of('ann')
      if (claim) await server.office.revoke(office, conferenceId, claim.code, 'The name is misspelt.')
    },
  },
  'a register has its records': {
    entries: ['register.reported'],
    prepare: async () => undefined,
    act: ({ credit: own }) =>
      own.intents.begin('reported', 'reported', {
        activityId,
        register: 'pars',
        madeAt: start,
        by: 'ito',
        records: [['ann ama', 'CODE']],
      }),
  },
  'a report about an event is sent': {
    entries: ['register.reported'],
    prepare: watched,
    act: ({ eventReports }) => eventReports.sent('ito', activityId, 'eaccme'),
  },
  'a register is permitted': {
    entries: ['permission.given'],
    prepare: watched,
    act: ({ permit }) => permit({ personId: 'ann', register: 'pars', given: true }),
  },
  'points of a board are asked for': {
    entries: ['moc.requested'],
    prepare: watched,
    act: ({ credit: own }) => own.declarations.wish('ann', 'ABIM', true),
  },
  'recruitment is declared': {
    entries: ['recruitment.declared'],
    prepare: watched,
    act: ({ credit: own }) => own.declarations.declare('ann', activityId, 'Acme Pharma'),
  },
  'two people are merged': {
    entries: ['person.merged'],
    prepare: async (server) => {
      await claimed(server)
      await server.accounts.invite(conferenceId, { id: 'twin', name: 'Ann', roles: ['speaker'] })
    },
    act: async ({ merging }) => {
      const seen = await merging.preview('twin', 'ann').then(
        (shown) => shown.seen,
        () => 'gone already',
      )
      await merging.merge('twin', 'ann', 'ito', seen)
    },
  },
  'a person is erased': {
    entries: ['person.erased', 'content.purged'],
    prepare: claimed,
    act: async ({ erasing }) => {
      const seen = await erasing.preview('ann').then(
        (shown) => shown.seen,
        () => 'gone already',
      )
      await erasing.erase('ann', 'ito', seen)
    },
  },
  'a consent is given': { entries: ['consent.given'], prepare: visitor, act: give },
  'a consent is withdrawn': {
    entries: ['consent.withdrawn'],
    prepare: async (server) => {
      await visitor(server)
      await give(server)
    },
    act: ({ commands }) => commands['booths.withdrawConsent']({ boothId, consentId: 'withdrawn' }, ann),
  },
}
const names = Object.keys(kinds)

afterEach(async () => {
  await one.config('SET', 'maxmemory', '0')
  for (const server of servers) server.close()
  servers = []
})

interface Prepared {
  now: number
  values: [key: string, lifeMs: number, value: Buffer][]
}
/** What each kind needs, made once and restored before each failure. */
const preparedKinds = new Map<Kind, Prepared>()

async function prepareOnce(kind: Kind): Promise<Prepared> {
  now = start
  await kind.prepare(serverOn())
  const names = await one.keys('*')
  const values = names.map(async (key) => {
    const [lifeMs, value] = await Promise.all([one.pttl(key), one.dumpBuffer(key)])
    return [key, Math.max(0, lifeMs), value] as Prepared['values'][number]
  })
  return { now, values: await Promise.all(values) }
}

/** Prepares one kind on an empty Redis; returns a reader of its entries. */
async function prepared(kind: Kind): Promise<() => Promise<LedgerKind[]>> {
  await one.flushall()
  const before = preparedKinds.get(kind)
  const made = before ?? (await prepareOnce(kind))
  preparedKinds.set(kind, made)
  if (before) await Promise.all(before.values.map(([key, lifeMs, value]) => one.restore(key, lifeMs, value)))
  now = made.now
  const { entries } = kind
  const server = serverOn()
  const { seq } = await server.ledger.head()
  const isMine = ({ kind, data }: LedgerEntry): boolean =>
    entries.includes(kind) && !String(data.outage).startsWith('server:server-')
  return async () =>
    (await server.ledger.read(seq + 1, 1000))
      .filter(isMine)
      .map(({ kind }) => kind)
      .toSorted()
}

/** After a failure: other servers complete what is left, and nothing stays pending. */
async function recover(): Promise<void> {
  now += leaseMs + 1
  await serverOn().intents.sweep()
}
async function expectNothingPending(): Promise<void> {
  await recover()
  await recover()
  expect((await one.keys('*')).filter((key) => /:intents$|:leases$|:recorded:/.test(key))).toEqual([])
}

/** One failure at one write. False if there is no such write. */
async function failsAt(kind: Kind, fault: Fault, at: number): Promise<boolean> {
  const inLedger = await prepared(kind)
  const expected = kind.entries.toSorted()
  const { connection, reached, release, end } = faulty(one, fault, at)
  const act = kind.act(serverOn(connection)).then(
    () => undefined,
    (error: unknown) => error,
  )
  const isReached = await Promise.race([reached.then(() => true), act.then(() => false)])
  end()
  if (!isReached) {
    expect(await inLedger()).toEqual(expected)
    await expectNothingPending()
    return false
  }
  if (fault === 'finds Redis full at') {
    const refusal = await act
    if (refusal !== undefined) expect(isRedisAway(refusal)).toBe(true)
    await one.config('SET', 'maxmemory', '0')
  }
  await recover()
  // A person without a reply asks again; if that would be a new
  // act, the first one is either complete or never began.
  if (kind.isNewEachTime) expect([[], expected]).toContainEqual(await inLedger())
  else {
    await kind.act(serverOn()).catch(() => undefined)
    expect(await inLedger()).toEqual(expected)
  }
  if (fault === 'stands still at') {
    release()
    await act
    expect(await inLedger()).toEqual(expected)
  }
  await expectNothingPending()
  if (!kind.isNewEachTime) expect(await inLedger()).toEqual(expected)
  return true
}

const faults: Fault[] = ['is killed before', 'is killed after', 'stands still at', 'finds Redis full at']
test.each(names.flatMap((name) => faults.map((fault) => [name, fault] as const)))(
  '%s and its server %s any of its writes: exactly one entry each',
  async (name, fault) => {
    let at = 1
    while (await failsAt(kinds[name]!, fault, at)) at += 1
    // At least its evidence, a lease, the entries, and the clean-up.
    expect(at).toBeGreaterThan(4)
  },
)

test.each(names.filter((name) => !kinds[name]!.isNewEachTime))(
  '%s on two servers at once: exactly one entry each',
  async (name) => {
    const kind = kinds[name]!
    for (let round = 0; round < 5; round += 1) {
      const inLedger = await prepared(kind)
      await Promise.allSettled([kind.act(serverOn(one)), kind.act(serverOn(two))])
      expect(await inLedger()).toEqual(kind.entries.toSorted())
      await expectNothingPending()
    }
  },
)
