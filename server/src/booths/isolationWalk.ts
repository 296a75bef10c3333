// One example request for every command and every route of the product, as an exhibitor's page might send it. Whoever adds a command or
// a route adds its line here, or `isolation.test.ts` fails and names it.
import { randomUUID } from 'node:crypto'
import type { CommandName } from '@lectern/shared/commands'

/** What the requests name. Everything in it an exhibitor may know, or may have guessed right. */
export interface WalkFacts {
  boothId: string
  otherBoothId: string
  /** Of the booth's visitors: one who rings, one who has missed, one who only looks. */
  visitorId: string
  missedVisitorId: string
  callId: string
  missedCallId: string
  slot: number
  fileId: string
  version: number
  /** The exhibitor's own place in a call, once it has joined. */
  peerId: string
  rtpCapabilities: unknown
  /** The ids that an attacker would try: of a learner, a session, a question, a poll. */
  personId: string
  colleagueId: string
  sessionId: string
  questionId: string
  pollId: string
}

type Example = (facts: WalkFacts) => Record<string, unknown>

const words = () => ({ messageId: randomUUID(), text: 'Good morning.' })
const dtlsParameters = { fingerprints: [{ algorithm: 'sha-256', value: '00' }] }
const bySession: Example = ({ sessionId }) => ({ sessionId })
const byQuestion: Example = ({ sessionId, questionId }) => ({ sessionId, questionId, version: 1 })
const byPoll: Example = ({ sessionId, pollId }) => ({ sessionId, pollId, version: 1 })
const byBooth: Example = ({ boothId }) => ({ boothId })
const byCall: Example = ({ boothId, callId }) => ({ boothId, callId })
const byVisitor: Example = ({ boothId, visitorId }) => ({ boothId, visitorId })
const none: Example = () => ({})

/** In the order in which they are sent: those of the desk first, as its page would. */
export const exampleRequests: { [Name in CommandName]: Example } = {
  'booths.myBooth': none,
  'booths.desk': byBooth,
  'booths.setState': ({ boothId }) => ({ boothId, state: 'available' }),
  'booths.beat': byBooth,
  'booths.chat': byVisitor,
  'booths.reply': (facts) => ({ ...byVisitor(facts), ...words() }),
  'booths.seenByStaff': (facts) => ({ ...byVisitor(facts), seq: 1 }),
  'booths.assignChat': (facts) => ({ ...byVisitor(facts), from: facts.colleagueId, to: facts.colleagueId }),
  'booths.acceptCall': byCall,
  'booths.joinCall': (facts) => ({ ...byCall(facts), rtpCapabilities: facts.rtpCapabilities }),
  'stage.attach': ({ peerId }) => ({ peerId }),
  'stage.restartIce': ({ peerId }) => ({ peerId, direction: 'receive' }),
  'stage.consume': ({ peerId }) => ({ peerId, producerIds: [] }),
  'stage.connect': ({ peerId }) => ({ peerId, direction: 'receive', dtlsParameters }),
  'stage.setConsumer': ({ peerId }) => ({ peerId, consumerId: 'none', paused: true }),
  'stage.produce': ({ peerId }) => ({
    peerId,
    kind: 'audio',
    source: 'microphone',
    rtpParameters: { codecs: [{ mimeType: 'audio/opus' }] },
  }),
  'stage.setProducer': ({ peerId }) => ({ peerId, producerId: 'none', paused: true }),
  'stage.closeProducer': ({ peerId }) => ({ peerId, producerId: 'none' }),
  'stage.leave': ({ peerId }) => ({ peerId }),
  'booths.leaveCall': byCall,
  'booths.endCall': byCall,
  'booths.offerCall': byVisitor,
  'booths.settleCall': ({ boothId, missedCallId }) => ({ boothId, callId: missedCallId }),
  'booths.leads': byBooth,
  'booths.annotateLead': (facts) => ({ ...byVisitor(facts), notes: 'Call back.', rating: 4 }),
  'booths.cancelBooking': ({ boothId, slot }) => ({ boothId, slot }),
  'booths.edit': ({ boothId, version }) => ({ boothId, version, content: { description: 'New' } }),
  'booths.removeFile': ({ boothId, fileId }) => ({ boothId, fileId }),

  'booths.inHall': none,
  'booths.enterHall': none,
  'booths.leaveHall': none,
  'booths.visit': byBooth,
  'booths.leaveBooth': byBooth,
  'booths.say': (facts) => ({ ...byBooth(facts), ...words() }),
  'booths.myChat': byBooth,
  'booths.seen': (facts) => ({ ...byBooth(facts), seq: 1 }),
  'booths.requestCall': byBooth,
  'booths.cancelCall': byCall,
  'booths.answerCall': (facts) => ({ ...byCall(facts), accept: true }),
  'booths.slots': byBooth,
  'booths.book': ({ boothId, slot }) => ({ boothId, slot }),
  'booths.myBookings': none,
  'booths.consent': (facts) => ({ ...byBooth(facts), consent: { fields: ['name'], values: { name: 'A' } } }),
  'booths.withdrawConsent': byBooth,
  'booths.myConsents': none,
  'booths.manage': none,
  'booths.create': () => ({ exhibitorId: 'own', content: {}, editable: [] }),
  'booths.permit': ({ boothId, version }) => ({ boothId, version, open: true, editable: [] }),
  'booths.inviteStaff': ({ boothId }) => ({ boothId, name: 'A colleague' }),

  'program.follow': bySession,
  'program.unfollow': bySession,
  'program.start': bySession,
  'program.pause': bySession,
  'program.resume': bySession,
  'program.end': bySession,
  'program.reportBias': (facts) => ({ ...bySession(facts), text: 'A report.' }),

  'questions.list': bySession,
  'questions.ask': (facts) => ({ ...bySession(facts), text: 'Who asks?' }),
  'questions.vote': (facts) => ({ ...byQuestion(facts), up: true }),
  'questions.approve': byQuestion,
  'questions.dismiss': (facts) => ({ ...byQuestion(facts), reason: null }),
  'questions.edit': (facts) => ({ ...byQuestion(facts), text: 'Another?' }),
  'questions.merge': (facts) => ({ ...byQuestion(facts), into: facts.questionId, intoVersion: 1 }),
  'questions.unmerge': byQuestion,
  'questions.assign': (facts) => ({ ...byQuestion(facts), personId: facts.personId }),
  'questions.setAskLive': (facts) => ({ ...byQuestion(facts), askLive: true }),
  'questions.move': (facts) => ({ ...byQuestion(facts), before: null }),
  'questions.pin': (facts) => ({ ...byQuestion(facts), pinned: true }),
  'questions.goLive': byQuestion,
  'questions.answer': (facts) => ({ ...byQuestion(facts), answer: null }),
  'questions.undo': (facts) => ({ ...bySession(facts), undoId: 'none' }),
  'questions.set': (facts) => ({ ...bySession(facts), settings: {} }),
  'questions.mute': (facts) => ({ ...byQuestion(facts), muted: true }),
  'questions.editing': ({ sessionId, questionId }) => ({ sessionId, questionId }),

  'polls.list': bySession,
  'polls.vote': (facts) => ({ ...byPoll(facts), choice: { options: [], text: '' } }),
  'polls.answers': byPoll,
  'polls.create': (facts) => ({ ...bySession(facts), draft: {} }),
  'polls.edit': (facts) => ({ ...byPoll(facts), draft: {} }),
  'polls.delete': byPoll,
  'polls.open': byPoll,
  'polls.close': byPoll,
  'polls.setOnStage': (facts) => ({ ...byPoll(facts), onStage: true }),

  'stage.watch': (facts) => ({ ...bySession(facts), rtpCapabilities: facts.rtpCapabilities }),
  'stage.present': (facts) => ({ ...bySession(facts), rtpCapabilities: facts.rtpCapabilities }),
  'stage.ingest': (facts) => ({ ...bySession(facts), audio: true, video: true }),
  'stage.observe': bySession,
  'stage.bringOn': ({ sessionId, personId }) => ({ sessionId, personId }),
  'stage.takeOff': ({ sessionId, personId }) => ({ sessionId, personId }),
  'stage.setLayout': (facts) => ({ ...bySession(facts), layout: 'auto', spotlight: null }),

  'attendance.status': bySession,
  'attendance.acknowledge': (facts) => ({ ...bySession(facts), version: '1' }),
  'attendance.answer': (facts) => ({ ...bySession(facts), checkId: 'none' }),
  'attendance.extend': (facts) => ({ ...bySession(facts), checkId: 'none' }),

  'booths.leaveDesk': byBooth,
}

/** Refused by the media node, since this walk has no browser that could connect. */
export const needBrowser: CommandName[] = [
  'stage.connect',
  'stage.setConsumer',
  'stage.produce',
  'stage.setProducer',
  'stage.closeProducer',
]

interface HttpExample {
  path: string
  body?: Record<string, unknown>
  /** By a session of its own, which it ends. */
  ends?: true
}

const office = '/api/credit/office'

/** By route, as `LecternServer.routes` names it. */
export const exampleHttp: Record<string, (facts: WalkFacts) => HttpExample> = {
  'GET /healthz': () => ({ path: '/healthz' }),
  'GET /readyz': () => ({ path: '/readyz' }),
  'POST /api/sign-in/link': ({ personId }) => ({ path: '/api/sign-in/link', body: { token: personId } }),
  'POST /api/sign-in': ({ personId }) => ({ path: '/api/sign-in', body: { token: personId } }),
  'GET /api/account': () => ({ path: '/api/account' }),
  'POST /api/account/end': () => ({ path: '/api/account/end', body: { linkId: 'none' } }),
  'GET /api/office/people': () => ({ path: '/api/office/people' }),
  'GET /api/office/people/:personId': ({ personId }) => ({ path: `/api/office/people/${personId}` }),
  'POST /api/office/people/:personId/end': ({ personId }) => ({
    path: `/api/office/people/${personId}/end`,
    body: { every: 'all' },
  }),
  'POST /api/office/people/:personId/links': ({ personId }) => ({
    path: `/api/office/people/${personId}/links`,
    body: {},
  }),
  'GET /api/me': () => ({ path: '/api/me' }),
  'POST /api/sign-out': () => ({ path: '/api/sign-out', body: {}, ends: true }),
  'POST /api/setup/link': () => ({ path: '/api/setup/link', body: { token: 'guessed' } }),
  'POST /api/setup': () => ({
    path: '/api/setup',
    body: { token: 'guessed', name: 'A', title: 'A', timeZone: 'UTC', provider: { name: 'A' } },
  }),
  'GET …/people': () => ({ path: '/api/operator/people' }),
  'GET …/people/:personId': ({ personId }) => ({ path: `/api/operator/people/${personId}` }),
  'DELETE …/people/:personId': ({ personId }) => ({ path: `/api/operator/people/${personId}` }),
  'GET …/conference': () => ({ path: '/api/operator/conference' }),
  'PUT …/conference': () => ({ path: '/api/operator/conference', body: { title: 'A' } }),
  'GET …/sessions': () => ({ path: '/api/operator/sessions' }),
  'GET …/sessions/:sessionId': ({ sessionId }) => ({ path: `/api/operator/sessions/${sessionId}` }),
  'DELETE …/sessions/:sessionId': ({ sessionId }) => ({ path: `/api/operator/sessions/${sessionId}` }),
  'GET …/activities': () => ({ path: '/api/operator/activities' }),
  'GET …/activities/:activityId': () => ({ path: `/api/operator/activities/cardiology-update` }),
  'DELETE …/activities/:activityId': () => ({ path: `/api/operator/activities/cardiology-update` }),
  'POST …/people': ({ personId }) => ({
    path: '/api/operator/people',
    body: { id: personId, name: 'A', roles: ['exhibitor'] },
  }),
  'POST …/links': ({ personId }) => ({ path: '/api/operator/links', body: { personId } }),
  'PUT …/sessions': ({ sessionId }) => ({ path: '/api/operator/sessions', body: { id: sessionId } }),
  'PUT …/activities': () => ({ path: '/api/operator/activities', body: {} }),
  'GET /api/program': () => ({ path: '/api/program' }),
  'GET /api/program/bias-reports': () => ({ path: '/api/program/bias-reports' }),
  'GET /api/program/:sessionId': ({ sessionId }) => ({ path: `/api/program/${sessionId}` }),
  'GET /api/sessions/:sessionId/polls/:pollId.csv': ({ sessionId, pollId }) => ({
    path: `/api/sessions/${sessionId}/polls/${pollId}.csv`,
  }),
  'GET /api/stage/capabilities': () => ({ path: '/api/stage/capabilities' }),
  'GET /api/booths/:boothId/leads.csv': ({ boothId }) => ({ path: `/api/booths/${boothId}/leads.csv` }),
  'GET /api/booths/:boothId/files/:fileId': ({ boothId, fileId }) => ({
    path: `/api/booths/${boothId}/files/${fileId}`,
  }),
  'POST /api/booths/:boothId/files': ({ boothId }) => ({
    path: `/api/booths/${boothId}/files?kind=document&name=a.pdf`,
    body: {},
  }),
  [`GET ${office}`]: () => ({ path: office }),
  [`POST ${office}/overrides`]: ({ personId }) => ({ path: `${office}/overrides`, body: { personId } }),
  [`POST ${office}/appeals/:appealId`]: () => ({ path: `${office}/appeals/1`, body: {} }),
  [`POST ${office}/certificates/:code/revoke`]: () => ({ path: `${office}/certificates/1/revoke`, body: {} }),
  [`GET ${office}/:activityId`]: () => ({ path: `${office}/cardiology` }),
  [`GET ${office}/:activityId/credits.csv`]: () => ({ path: `${office}/cardiology/credits.csv` }),
  [`GET ${office}/:activityId/people/:personId/evidence`]: ({ personId }) => ({
    path: `${office}/cardiology/people/${personId}/evidence`,
  }),
  [`GET ${office}/:activityId/people/:personId/evidence.csv`]: ({ personId }) => ({
    path: `${office}/cardiology/people/${personId}/evidence.csv`,
  }),
  [`GET ${office}/:activityId/evaluations`]: () => ({ path: `${office}/cardiology/evaluations` }),
  [`GET ${office}/:activityId/evaluations.csv`]: () => ({ path: `${office}/cardiology/evaluations.csv` }),
  [`GET ${office}/:activityId/registers/pars.json`]: () => ({
    path: `${office}/cardiology/registers/pars.json`,
  }),
  [`GET ${office}/:activityId/registers/cpe-monitor.csv`]: () => ({
    path: `${office}/cardiology/registers/cpe-monitor.csv`,
  }),
  [`GET ${office}/:activityId/registers/pars-missing.csv`]: () => ({
    path: `${office}/cardiology/registers/pars-missing.csv`,
  }),
  [`GET ${office}/:activityId/registers/cpe-monitor-missing.csv`]: () => ({
    path: `${office}/cardiology/registers/cpe-monitor-missing.csv`,
  }),
  [`POST ${office}/:activityId/registers/:register/reported`]: () => ({
    path: `${office}/cardiology/registers/cpe-monitor/reported`,
    body: { madeAt: 1 },
  }),
  'GET /api/credit': () => ({ path: '/api/credit' }),
  'PUT /api/credit/profile': () => ({ path: '/api/credit/profile', body: {} }),
  'POST /api/credit/appeals': () => ({ path: '/api/credit/appeals', body: {} }),
  'GET /api/credit/transcript.pdf': () => ({ path: '/api/credit/transcript.pdf' }),
  'GET /api/credit/certificates/:code.pdf': () => ({ path: '/api/credit/certificates/1.pdf' }),
  'GET /api/credit/:activityId': () => ({ path: '/api/credit/cardiology' }),
  'PUT /api/credit/:activityId/evaluation': () => ({ path: '/api/credit/cardiology/evaluation', body: {} }),
  'PUT /api/credit/:activityId/test': () => ({ path: '/api/credit/cardiology/test', body: {} }),
  'POST /api/credit/:activityId/claims': () => ({ path: '/api/credit/cardiology/claims', body: {} }),
  // Public, for whoever has been shown a certificate: its code is its holder's to show.
  'GET /api/certificates/:code': () => ({ path: '/api/certificates/AAAA-BBBB-CCCC' }),
  'GET /api/ledger': () => ({ path: '/api/ledger' }),
  'GET /api/ledger/export': () => ({ path: '/api/ledger/export' }),
  'GET /api/ledger/key': () => ({ path: '/api/ledger/key' }),
}
