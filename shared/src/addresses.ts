// The address of each HTTP route. In a file of its own, so that a page can send a request before it has
// loaded any validation; the rest of a route is declared beside its feature's commands.

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'
/** Segments that begin with a colon are parameters. */
type RouteAddress = `${HttpMethod} /${string}`

const addresses = {
  'system.health': 'GET /healthz',
  'system.readiness': 'GET /readyz',
  'system.description': 'GET /api/openapi.json',

  'accounts.me': 'GET /api/me',
  'accounts.linkOwner': 'POST /api/sign-in/link',
  'accounts.signIn': 'POST /api/sign-in',
  'accounts.signOut': 'POST /api/sign-out',
  'accounts.access': 'GET /api/account',
  'accounts.end': 'POST /api/account/end',
  'accounts.details': 'GET /api/account/details',
  'accounts.saveNames': 'PUT /api/account/names',
  'accounts.saveIdentifiers': 'PUT /api/account/identifiers',
  'accounts.permit': 'PUT /api/account/permissions',
  'accounts.saveLanguage': 'PUT /api/account/language',
  'accounts.picture': 'GET /api/people/:personId/pictures/:pictureId',
  'accounts.uploadPicture': 'POST /api/account/picture',
  'accounts.removePicture': 'DELETE /api/account/picture',
  'accounts.people': 'GET /api/office/people',
  'accounts.accessOf': 'GET /api/office/people/:personId',
  'accounts.endOf': 'POST /api/office/people/:personId/end',
  'accounts.makeLink': 'POST /api/office/people/:personId/links',

  'people.list': 'GET /api/people',
  'people.create': 'POST /api/people',
  'people.one': 'GET /api/people/:personId',
  'people.change': 'PUT /api/people/:personId',
  'people.setOffice': 'PUT /api/people/:personId/office',
  'people.place': 'PUT /api/people/:personId/places/:conferenceId',
  'people.endPlace': 'DELETE /api/people/:personId/places/:conferenceId',
  'people.duplicates': 'GET /api/duplicates',
  'people.mergePreview': 'GET /api/people/:personId/merges/:otherId',
  'people.merge': 'POST /api/people/:personId/merges/:otherId',
  'people.data': 'GET /api/people/:personId/data.json',
  'people.dataText': 'GET /api/people/:personId/data.txt',
  'people.erasurePreview': 'GET /api/people/:personId/erasure',
  'people.erase': 'POST /api/people/:personId/erasure',
  'people.ownData': 'GET /api/account/data.json',
  'people.ownDataText': 'GET /api/account/data.txt',

  'members.list': 'GET /api/office/members',
  'members.one': 'GET /api/office/members/:personId',
  'members.invite': 'POST /api/office/members',
  'members.change': 'PUT /api/office/members/:personId',
  'members.end': 'DELETE /api/office/members/:personId',
  'members.registration': 'GET /api/office/registration',
  'members.setRegistration': 'PUT /api/office/registration',
  'members.joining': 'GET /api/registration',
  'members.join': 'POST /api/registration',

  'conferences.welcome': 'GET /api/conference',
  'conferences.logo': 'GET /api/conference/logos/:logoId',
  'conferences.settings': 'GET /api/office/conference',
  'conferences.plan': 'PUT /api/office/conference',
  'conferences.uploadLogo': 'POST /api/office/conference/logo',
  'conferences.removeLogo': 'DELETE /api/office/conference/logo',
  'conferences.mine': 'GET /api/conferences',
  'conferences.list': 'GET /api/office/conferences',
  'conferences.create': 'POST /api/office/conferences',
  'conferences.change': 'PUT /api/office/conferences/:conferenceId',
  'conferences.archive': 'POST /api/office/conferences/:conferenceId/archive',
  'conferences.unarchive': 'POST /api/office/conferences/:conferenceId/unarchive',
  'conferences.remove': 'DELETE /api/office/conferences/:conferenceId',
  'conferences.removeExample': 'DELETE /api/office/example',
  'conferences.checkSetup': 'POST /api/setup/link',
  'conferences.setUp': 'POST /api/setup',

  'program.agenda': 'GET /api/program',
  'program.calendar': 'GET /api/program/:sessionId.ics',
  'program.session': 'GET /api/program/:sessionId',
  'program.calendarOfAll': 'GET /api/program.ics',
  'program.ownCalendar': 'GET /api/agenda.ics',
  'program.subscription': 'GET /api/calendar',
  'program.subscribe': 'POST /api/calendar',
  'program.unsubscribe': 'DELETE /api/calendar',
  'program.subscribedCalendar': 'GET /api/calendar/:token.ics',
  'program.review': 'GET /api/program/:sessionId/review',
  'program.biasReports': 'GET /api/program/bias-reports',
  'program.decideBias': 'POST /api/program/:sessionId/bias-reports/:reportId',
  'program.ownAgenda': 'GET /api/agenda',
  'program.keep': 'PUT /api/agenda/:sessionId',
  'program.unkeep': 'DELETE /api/agenda/:sessionId',

  'disclosures.mine': 'GET /api/disclosures/mine',
  'disclosures.saveDraft': 'PUT /api/disclosures/mine/draft',
  'disclosures.sign': 'POST /api/disclosures/mine',
  'disclosures.withdraw': 'POST /api/disclosures/mine/withdraw',
  'disclosures.states': 'GET /api/disclosures/states',
  'disclosures.queue': 'GET /api/disclosures/office',
  'disclosures.decide': 'POST /api/disclosures/office/:personId/decisions',
  'disclosures.ask': 'POST /api/disclosures/:personId/ask',
  'disclosures.preview': 'GET /api/disclosures/preview/:sessionId',

  'support.overview': 'GET /api/office/support',
  'support.agree': 'PUT /api/office/support/agreements/:agreementId',
  'support.sign': 'POST /api/office/support/agreements/:agreementId/signatures',
  'support.upload': 'POST /api/office/support/agreements/:agreementId/files',
  'support.file': 'GET /api/office/support/agreements/:agreementId/files/:fileId',
  'support.withdraw': 'POST /api/office/support/agreements/:agreementId/withdraw',
  'support.saveStatement': 'PUT /api/office/support/statements/:activityId',
  'support.statementFile': 'GET /api/office/support/statements/:activityId.csv',

  'retention.list': 'GET /api/office/retention',
  'retention.setTerm': 'PUT /api/office/retention/term',
  'retention.hold': 'POST /api/office/retention/:conferenceId/holds/:heldId',
  'retention.release': 'POST /api/office/retention/:conferenceId/holds/:heldId/release',

  'provider.read': 'GET /api/office/provider',
  'provider.save': 'PUT /api/office/provider',

  'handouts.list': 'GET /api/sessions/:sessionId/handouts',
  'handouts.upload': 'POST /api/sessions/:sessionId/handouts',
  'handouts.file': 'GET /api/sessions/:sessionId/handouts/:handoutId',
  'handouts.review': 'POST /api/sessions/:sessionId/handouts/:handoutId/review',
  'handouts.remove': 'DELETE /api/sessions/:sessionId/handouts/:handoutId',
  'handouts.queue': 'GET /api/office/handouts',
  'program.planning': 'GET /api/office/program',
  'program.renameTrack': 'POST /api/office/program/tracks',
  'program.submitTogether': 'POST /api/office/program/submissions',
  'program.approveTogether': 'POST /api/office/program/approvals',
  'program.change': 'PUT /api/office/program/:sessionId',
  'program.remove': 'POST /api/office/program/:sessionId/remove',
  'program.duplicate': 'POST /api/office/program/:sessionId/copies',
  'program.restore': 'POST /api/office/program/:sessionId/restore',
  'program.submit': 'POST /api/office/program/:sessionId/submit',
  'program.approve': 'POST /api/office/program/:sessionId/approve',
  'program.withdraw': 'POST /api/office/program/:sessionId/withdraw',
  'program.exempt': 'PUT /api/office/program/:sessionId/exemption',
  'program.repeat': 'POST /api/office/program/:sessionId/series',

  'polls.results': 'GET /api/sessions/:sessionId/polls/:pollId.csv',

  'stage.capabilities': 'GET /api/stage/capabilities',
  'stage.leavePage': 'POST /api/stage/peers/:peerId/leave',

  'booths.leadsFile': 'GET /api/booths/:boothId/leads.csv',
  'booths.file': 'GET /api/booths/:boothId/files/:fileId',
  'booths.upload': 'POST /api/booths/:boothId/files',

  'credit.mine': 'GET /api/credit',
  'credit.appeal': 'POST /api/credit/appeals',
  'credit.transcript': 'GET /api/credit/transcript.pdf',
  'credit.certificate': 'GET /api/credit/certificates/:code.pdf',
  'credit.activity': 'GET /api/credit/:activityId',
  'credit.saveEvaluation': 'PUT /api/credit/:activityId/evaluation',
  'credit.saveTest': 'PUT /api/credit/:activityId/test',
  'credit.claim': 'POST /api/credit/:activityId/claims',
  'credit.declare': 'PUT /api/credit/:activityId/recruitment',
  'policies.compare': 'POST /api/policies/:policyId/changes',
  'policies.changes': 'GET /api/policies/:policyId/changes',
  'policies.putInForce': 'POST /api/policies/:policyId/in-force',
  'policies.confirm': 'POST /api/policies/:policyId/confirmations',
  'credit.wish': 'PUT /api/account/moc',
  'credit.verify': 'GET /api/certificates/:code',

  'office.policies': 'GET /api/policies',
  'office.overview': 'GET /api/credit/office',
  'office.override': 'POST /api/credit/office/overrides',
  'office.decline': 'POST /api/credit/office/appeals/:appealId',
  'office.revoke': 'POST /api/credit/office/certificates/:code/revoke',
  'office.activity': 'GET /api/credit/office/:activityId',
  'office.creditFile': 'GET /api/credit/office/:activityId/credits.csv',
  'office.evidence': 'GET /api/credit/office/:activityId/people/:personId/evidence',
  'office.evidenceFile': 'GET /api/credit/office/:activityId/people/:personId/evidence.csv',
  'office.evaluations': 'GET /api/credit/office/:activityId/evaluations',
  'office.planEvaluation': 'PUT /api/credit/office/:activityId/evaluation',
  'office.evaluationBook': 'GET /api/credit/office/:activityId/evaluations.xlsx',
  'office.evaluationPdf': 'GET /api/credit/office/:activityId/evaluations.pdf',
  'office.evaluationFile': 'GET /api/credit/office/:activityId/evaluations.csv',
  'office.parsFile': 'GET /api/credit/office/:activityId/registers/pars.json',
  'office.cpeMonitorFile': 'GET /api/credit/office/:activityId/registers/cpe-monitor.csv',
  'office.eivFile': 'GET /api/credit/office/:activityId/registers/eiv.txt',
  'office.cogeapsFile': 'GET /api/credit/office/:activityId/registers/cogeaps.csv',
  'office.racgpFile': 'GET /api/credit/office/:activityId/registers/racgp.csv',
  'office.register': 'GET /api/credit/office/:activityId/registers/:register',
  'office.readRegister': 'POST /api/credit/office/:activityId/registers/:register/answers/read',
  'office.answerRegister': 'POST /api/credit/office/:activityId/registers/:register/answers',
  'office.missingFile': 'GET /api/credit/office/:activityId/registers/:register-missing.csv',
  'office.markReported': 'POST /api/credit/office/:activityId/registers/:register/reported',

  'planningForm.find': 'GET /api/credit/office/:activityId/planning',
  'planningForm.save': 'PUT /api/credit/office/:activityId/planning',
  'planningForm.complete': 'POST /api/credit/office/:activityId/planning/complete',

  'outcomes.mine': 'GET /api/outcomes/:activityId',
  'outcomes.answer': 'PUT /api/outcomes/:activityId/answers',
  'outcomes.commit': 'PUT /api/outcomes/:activityId/commitment',
  'outcomes.followUp': 'PUT /api/outcomes/:activityId/follow-up',
  'outcomes.office': 'GET /api/office/activities/:activityId/outcomes',
  'outcomes.plan': 'PUT /api/office/activities/:activityId/outcomes',
  'outcomes.close': 'POST /api/office/activities/:activityId/outcomes/close',
  'outcomes.book': 'GET /api/office/activities/:activityId/outcomes.xlsx',
  'outcomes.file': 'GET /api/office/activities/:activityId/outcomes.csv',
  'outcomes.pdf': 'GET /api/office/activities/:activityId/outcomes.pdf',
  'eventReports.all': 'GET /api/event-reports',
  'eventReports.sent': 'POST /api/event-reports/:activityId',
  'records.find': 'GET /api/credit/office/:activityId/record',
  'records.file': 'GET /api/credit/office/:activityId/record.json',
  'records.markSent': 'POST /api/credit/office/:activityId/record/sent',
  'records.answer': 'POST /api/credit/office/:activityId/record/answers',
  'records.wish': 'PUT /api/credit/office/:activityId/record/wish',
  'records.conferenceTemplate': 'GET /api/office/activity-records',
  'records.conferenceFile': 'GET /api/office/activity-records.txt',
  'records.yearTemplate': 'GET /api/activity-records/:year',
  'records.yearFile': 'GET /api/activity-records/:year.txt',

  'activities.plan': 'PUT /api/office/activities',
  'activities.remove': 'DELETE /api/office/activities/:activityId',

  'reports.sessions': 'GET /api/reports',
  'reports.file': 'GET /api/reports.xlsx',
  'imports.list': 'GET /api/office/imports',
  'imports.upload': 'POST /api/office/imports',
  'imports.find': 'GET /api/office/imports/:importId',
  'imports.preview': 'PUT /api/office/imports/:importId/columns',
  'imports.rows': 'GET /api/office/imports/:importId/rows',
  'imports.apply': 'POST /api/office/imports/:importId/apply',
  'imports.undo': 'POST /api/office/imports/:importId/undo',
  'imports.discard': 'DELETE /api/office/imports/:importId',
  'exports.people': 'GET /api/office/exports/people.xlsx',
  'exports.peopleCsv': 'GET /api/office/exports/people.csv',
  'exports.program': 'GET /api/office/exports/programme.xlsx',
  'exports.programCsv': 'GET /api/office/exports/programme.csv',
  'exports.schedule': 'GET /api/office/exports/schedule.json',

  'overview.progress': 'GET /api/office/progress',
  'overview.needs': 'GET /api/office/needs',

  'health.now': 'GET /api/office/health',
  'health.announcements': 'GET /api/announcements',

  'ledger.page': 'GET /api/ledger',
  'ledger.export': 'GET /api/ledger/export',
  'ledger.key': 'GET /api/ledger/key',
  'ledger.state': 'GET /api/ledger/state',
  'ledger.verify': 'POST /api/ledger/verification',
  'ledger.stamp': 'POST /api/ledger/stamps',
  'ledger.stampFile': 'GET /api/ledger/stamps/last.tst',
  'ledger.publicKey': 'GET /api/ledger/public-key',

  'audit.mine': 'GET /api/audit',
  'audit.dossier': 'GET /api/audit/:activityId',
  'audit.attendance': 'GET /api/audit/:activityId/attendance',
  'audit.certificates': 'GET /api/audit/:activityId/certificates',
  'audit.packs': 'GET /api/audit/:activityId/packs',
  'audit.packFile': 'GET /api/audit/:activityId/packs/:packId.zip',
  'audit.makePack': 'POST /api/office/audit/:activityId/packs',
  'audit.cancelPack': 'POST /api/office/audit/:activityId/packs/:packId/cancel',
  'audit.auditors': 'GET /api/office/auditors',
  'audit.invite': 'POST /api/office/auditors',
  'audit.end': 'DELETE /api/office/auditors/:personId',

  'certificates.design': 'GET /api/office/certificates',
  'certificates.planDesign': 'PUT /api/office/certificates',
  'certificates.uploadPicture': 'POST /api/office/certificates/pictures/:picture',
  'certificates.removePicture': 'DELETE /api/office/certificates/pictures/:picture',
  'certificates.picture': 'GET /api/office/certificates/pictures/:picture/:pictureId',
  'certificates.template': 'GET /api/office/certificates/templates/:policyId',
  'certificates.saveTemplate': 'PUT /api/office/certificates/templates/:policyId',
  'certificates.resetTemplate': 'DELETE /api/office/certificates/templates/:policyId',
  'certificates.preview': 'POST /api/office/certificates/templates/:policyId/preview',

  'mail.list': 'GET /api/office/mail',
  'mail.one': 'GET /api/office/mail/mails/:mailId',
  'mail.act': 'POST /api/office/mail/mails/:mailId',
  'mail.templates': 'GET /api/office/mail/templates',
  'mail.saveTemplate': 'PUT /api/office/mail/templates',
  'mail.resetTemplate': 'POST /api/office/mail/templates/reset',
  'mail.preview': 'POST /api/office/mail/preview',
  'mail.test': 'POST /api/office/mail/test',
  'mail.count': 'POST /api/office/mail/group',
  'mail.send': 'POST /api/office/mail/sends',
  'mail.settings': 'GET /api/office/mail/settings',
  'mail.saveSettings': 'PUT /api/office/mail/settings',
  'mail.subscription': 'POST /api/mail/subscription',
  'mail.subscribe': 'PUT /api/mail/subscription',
  'mail.oneClick': 'POST /api/mail/unsubscribe/:token',
  'mail.unsubscribePage': 'GET /api/mail/unsubscribe/:token',
  'mail.myLink': 'POST /api/sign-in/mail',
  'mail.signInWays': 'GET /api/sign-in/ways',

  'oidc.begin': 'POST /api/sign-in/oidc',
  'oidc.finish': 'POST /api/sign-in/oidc/finish',
  'oidc.pending': 'GET /api/sign-in/oidc/pending',
  'oidc.mailProof': 'POST /api/sign-in/oidc/mail',
  'oidc.link': 'POST /api/sign-in/oidc/link',
  'oidc.forget': 'POST /api/sign-in/oidc/forget',
  'oidc.linked': 'GET /api/account/oidc',
  'oidc.unlink': 'POST /api/account/oidc/unlink',
  'oidc.linkedOf': 'GET /api/office/people/:personId/oidc',
  'oidc.unlinkOf': 'POST /api/office/people/:personId/oidc/unlink',

  'operator.conference': 'GET /api/operator/conference',
  'operator.planConference': 'PUT /api/operator/conference',
  'operator.people': 'GET /api/operator/people',
  'operator.person': 'GET /api/operator/people/:personId',
  'operator.planPerson': 'POST /api/operator/people',
  'operator.removePerson': 'DELETE /api/operator/people/:personId',
  'operator.makeLink': 'POST /api/operator/links',
  'operator.sessions': 'GET /api/operator/sessions',
  'operator.session': 'GET /api/operator/sessions/:sessionId',
  'operator.planSession': 'PUT /api/operator/sessions',
  'operator.approveSession': 'POST /api/operator/sessions/:sessionId/approve',
  'operator.removeSession': 'DELETE /api/operator/sessions/:sessionId',
  'operator.activities': 'GET /api/operator/activities',
  'operator.activity': 'GET /api/operator/activities/:activityId',
  'operator.planActivity': 'PUT /api/operator/activities',
  'operator.removeActivity': 'DELETE /api/operator/activities/:activityId',
} as const satisfies Record<string, RouteAddress>
export type RouteName = keyof typeof addresses

type Parts<At extends RouteAddress> = At extends `${infer Method extends HttpMethod} ${infer Path}`
  ? { method: Method; path: Path }
  : never
export type PartsOf<Name extends RouteName> = Parts<(typeof addresses)[Name]>

/** The method and the path of a route. */
export function partsOf<Name extends RouteName>(name: Name): PartsOf<Name> {
  const [method, path] = addresses[name].split(' ')
  return { method, path } as PartsOf<Name>
}

/** Where the pages and the API of a conference live: the server takes this off before it looks further. */
export const conferencePath = (conferenceId: string): string => `/c/${encodeURIComponent(conferenceId)}`

interface AddressValues {
  params?: Readonly<Record<string, string>> | undefined
  query?: Readonly<Record<string, unknown>> | undefined
}

function queryText(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  const pairs = given.map(([name, value]): [string, string] => [name, String(value)])
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
}

/** The address of a route. */
export const addressOf = (name: RouteName, values: AddressValues = {}): string =>
  fillPath(partsOf(name).path, values)

/** A path with its parameters and its query filled in. */
export const fillPath = (path: string, { params = {}, query = {} }: AddressValues): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '')) + queryText(query)
