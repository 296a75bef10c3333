// Every Redis key by what it holds of a person, whether they get it with their data, and what erasing them
// leaves of it. A new key needs a line here.
import type { keys } from '@lectern/shared/keys'

/**
 * nobody: nothing about a person, or counts alone. id: ids of people, which mean nobody once their person is
 * erased. erased: removed, or emptied of them. soon: expires within days by itself. kept: six years, with the
 * reason. `exported`: the title in a person's own data.
 */
interface Holding {
  holds: 'nobody' | 'id' | 'erased' | 'soon' | 'kept'
  exported?: string
  why?: string
}

const nobody: Holding = { holds: 'nobody' }
const id: Holding = { holds: 'id' }
const soon: Holding = { holds: 'soon' }
const erased = (exported?: string): Holding => ({ holds: 'erased', ...(exported && { exported }) })
const kept = (why: string, exported?: string): Holding => ({
  holds: 'kept',
  why,
  ...(exported && { exported }),
})
const idIn = (exported: string): Holding => ({ holds: 'id', exported })

const evidence = 'Attendance stays verifiable for six years (ACCME); under an id that means nobody.'
const programme = 'Who taught, and what learners read of it, is part of the activity’s record.'

export const personalKeys: Record<keyof typeof keys, Holding> = {
  // the installation and its conferences
  provider: nobody,
  dataVersion: nobody,
  unfinishedRestore: nobody,
  conferences: nobody,
  migrationLease: nobody,
  exampleSeeded: nobody,
  firstConference: nobody,
  conferenceOf: nobody,
  conference: nobody,
  conferenceLogo: nobody,
  registration: nobody,

  // who somebody is
  members: erased('Conferences'),
  staffOf: erased('Conferences'),
  person: erased('Person'),
  memberships: erased('Conferences'),
  people: erased(),
  details: erased('Licences and numbers'),
  personHistory: erased('Changes to these details'),
  mergedInto: id,
  erased: {
    holds: 'kept',
    why: 'An import must not bring somebody back unnoticed: the id and a time alone.',
  },
  mailAddresses: erased('Person'),
  peopleIntents: soon,
  link: erased('Sign-in links that work'),
  linksOf: erased('Sign-in links that work'),
  linksUsedBy: erased(),
  signInsOf: erased('Signed in on'),
  oidcSubjects: erased('Linked accounts of another provider'),
  oidcGranted: erased(),
  pictures: erased(),
  httpSessions: soon,

  // the programme
  sessions: nobody,
  everythingOf: nobody,
  session: kept(programme, 'Places in the programme'),
  removedSession: erased(),
  earlierPlans: kept(programme),
  sessionState: id,
  removedSessions: id,
  series: nobody,
  cancelledOfSeries: nobody,
  calendar: erased(),
  calendarsOf: erased(),
  ownAgenda: erased('Own agenda'),
  biasReports: kept('A report of commercial bias is the activity’s record.', 'Reports of commercial bias'),
  biasReportIds: id,
  biasDecisions: kept('What the office found about a report is the activity’s record.'),
  disclosureActs: kept(
    'Signed forms are the record of the activities that rested on them.',
    'Disclosure forms',
  ),
  disclosureActIds: kept('With the forms.'),
  disclosureDraft: erased(),
  disclosureRequests: erased(),
  disclosureIntents: soon,
  handouts: kept('What learners got; what was not approved is removed.', 'Slides and handouts'),

  // a running session
  stage: nobody,
  stagePresenters: soon,
  stageOnStage: id,
  stageOrigin: nobody,
  stageViewers: nobody,
  peer: soon,
  peersOf: soon,
  questions: id,
  questionsById: idIn('Questions and votes for questions'),
  questionsByVersion: nobody,
  questionVotes: idIn('Questions and votes for questions'),
  questionAskedAt: id,
  questionsMuted: id,
  questionUndos: soon,
  questionUndoOrder: soon,
  polls: nobody,
  pollsById: nobody,
  pollVotes: idIn('Votes in polls'),
  pollTally: nobody,
  crew: erased(),
  crewMessages: erased('Messages to the crew'),
  healthMinutes: nobody,
  failedJoins: nobody,
  lastFailedJoins: erased('Joins that failed'),
  serverLoads: nobody,
  announcements: nobody,

  // audits
  auditors: erased('Audits'),
  auditsOf: erased('Audits'),
  auditOpened: soon,
  auditPacks: id,
  auditBusy: nobody,
  auditIntents: soon,

  // watched time
  seats: kept(evidence, 'Watched sessions'),
  present: id,
  delivered: id,
  onAir: nobody,
  checks: kept(evidence, 'Watched sessions'),
  pages: kept(evidence),
  overrides: kept(evidence, 'Watched sessions'),
  frozen: kept(evidence, 'Watched sessions'),
  deliveryQuality: nobody,
  deliveryReports: nobody,
  sessionIntents: soon,
  freezing: nobody,
  shownWords: nobody,
  freezeIntents: soon,
  outageIntents: soon,
  outages: nobody,
  outageConferences: nobody,
  servedBy: id,
  outageServed: id,
  serverPulses: nobody,

  // credit
  activities: nobody,
  activityPlans: nobody,
  planningForms: id,
  creditProfile: erased('Licences and numbers'),
  evaluations: erased('Evaluations'),
  evaluationWordings: nobody,
  creditTests: erased('Tests'),
  claims: kept('Credit stays verifiable for six years.', 'Claims'),
  claimants: id,
  certificate: kept('Whoever has its code can verify it for six years.', 'Certificates'),
  certificateDesign: kept('The signer is named on the certificates that they signed.'),
  certificatePictures: nobody,
  certificatePicturesKept: nobody,
  certificateTemplates: id,
  certificateSources: nobody,
  creditIntents: soon,
  reported: id,
  registerFiles: id,
  registerAnswers: id,
  appeals: erased('Appeals'),
  outcomesPlan: id,
  pairedAnswers: erased('Questions before and after'),
  commitments: erased('Commitments to change'),
  commitmentsToAsk: erased(),
  ledger: kept(evidence),
  ledgerHead: nobody,
  ledgerStamps: nobody,
  stampFailure: nobody,
  stampIntents: nobody,
  ledgerVerification: id,
  ledgerContents: kept('Programmes and certificates as they stood; what is the person’s alone is purged.'),
  ledgerErasable: erased(),
  retentionIntents: soon,
  ledgerIntents: soon,
  leases: nobody,
  recordedSteps: soon,

  // mail
  mails: erased('Mails'),
  mailIndex: erased(),
  mailsDue: erased(),
  mailTemplates: nobody,
  mailTexts: nobody,
  mailSettings: nobody,
  mailSends: soon,
  mailUnsubscribed: erased(),
  mailTimes: nobody,
  linkRequests: soon,
  linksMailed: soon,
  mailsInMinute: nobody,
  mailProblems: nobody,
  bouncesRead: nobody,

  // the exhibit hall
  hallInside: erased(),
  hallVisits: kept(evidence, 'Visits to the exhibit hall'),
  booths: nobody,
  boothsOfExhibitors: nobody,
  boothsStaffed: nobody,
  boothsVisited: erased('Visited booths'),
  boothVisitors: erased('Visited booths'),
  boothPresent: soon,
  boothArrived: soon,
  boothHours: nobody,
  boothStaff: erased(),
  boothStaffStates: erased('Worked at booths'),
  boothStaffTimes: erased(),
  boothStaffedHours: nobody,
  boothsWorkedAt: erased(),
  boothNews: nobody,
  boothTold: erased(),
  boothChat: erased('Visited booths'),
  boothChats: erased(),
  boothCalls: erased(),
  boothCallOf: id,
  boothRinging: nobody,
  boothMissed: nobody,
  boothCallPeople: id,
  boothBookings: id,
  boothLead: erased('Visited booths'),
  boothLeads: erased(),
  boothShown: erased(),
  boothConsents: erased('Visited booths'),
  boothIntents: soon,
  boothWithdrawals: id,

  // imports
  imports: nobody,
  import: soon,
  importBusy: nobody,
  importRows: erased('Rows of imported files'),
  importList: nobody,
  importUndo: erased(),
  importedPeople: {
    holds: 'kept',
    why: 'The hash of what named them in a file, so that no import brings them back unnoticed.',
  },
  importedSessions: nobody,
  importHeadings: nobody,

  // processes
  jobs: nobody,
  readiness: nobody,
  nodes: nobody,
  node: nobody,
  nodeStages: nobody,
}
