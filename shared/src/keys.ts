// Every Redis key of the product. Keys used by one script share a hash tag ({…}), so that Redis Cluster
// works. `server/src/people/personalKeys.ts` says what each holds of a person.

const ofSession = (sessionId: string) => `{s:${sessionId}}`
const ofPerson = (personId: string) => `{p:${personId}}`
const ofConference = (conferenceId: string) => `{c:${conferenceId}}`
const ofOutcomes = (activityId: string) => `{o:${activityId}}`
const ofBooth = (boothId: string) => `{b:${boothId}}`

export const keys = {
  // the installation
  /** String: JSON of the provider that owns the installation. */
  provider: () => 'provider',
  /** Hash: name → an intent that changes the provider's details. */
  providerIntents: () => '{provider}:intents',
  /** String: the version of the data (`dataVersion.ts`). */
  dataVersion: () => 'data-version',
  /** String: time of the backup that is being restored; there is none once that is complete. */
  unfinishedRestore: () => 'unfinished-restore',
  /** Sorted set: ids of all conferences by when they were created (ms). */
  conferences: () => 'conferences',
  /** String: the token of the server that migrates the data; it expires. */
  migrationLease: () => 'migration',
  /** String: 1 once the example has been created: it is created once. */
  exampleSeeded: () => 'example-seeded',
  /** String: id of the conference that the setup page makes. */
  firstConference: () => 'first-conference',
  /**
   * Hash: "activity id", "booth id" → id of the conference that it belongs to. Ids are unique in the
   * installation; a session's plan names its conference itself.
   */
  conferenceOf: () => 'conference-of',

  // one conference
  /** String: JSON of the conference. */
  conference: (conferenceId: string) => `${ofConference(conferenceId)}:conference`,
  /** String: id of the conference's logo among the uploads. */
  conferenceLogo: (conferenceId: string) => `${ofConference(conferenceId)}:logo`,
  /** Set: ids of everyone who ever had a place there; their memberships say who still has. */
  members: (conferenceId: string) => `${ofConference(conferenceId)}:members`,
  /** String: JSON of how people can join by themselves. */
  registration: (conferenceId: string) => `${ofConference(conferenceId)}:registration`,
  /** Set: ids of everyone who ever worked for an exhibitor there; their memberships say who still does. */
  staffOf: (conferenceId: string, exhibitorId: string) =>
    `${ofConference(conferenceId)}:staff-of:${exhibitorId}`,

  // accounts
  /** String: JSON of a person's identity. */
  person: (personId: string) => `${ofPerson(personId)}:person`,
  /** Hash: conference id → JSON of what the person is there. */
  memberships: (personId: string) => `${ofPerson(personId)}:memberships`,
  /** Set: ids of all people. */
  people: () => 'people',
  /** String: JSON of what only the person and the CE office see: mail address, identifiers, permissions. */
  details: (personId: string) => `${ofPerson(personId)}:details`,
  /** List: JSON {at, by, what} of changes to a person, newest first; names fields, never values. */
  personHistory: (personId: string) => `${ofPerson(personId)}:history`,
  /** String: JSON {to, at} of a person who was merged into another one. */
  mergedInto: (personId: string) => `${ofPerson(personId)}:merged-into`,
  /** String: JSON {at, keptUntil} of an erased person. */
  erased: (personId: string) => `${ofPerson(personId)}:erased`,
  /** Hash: comparable mail address → JSON list of {id, at} of the people who have it. */
  mailAddresses: () => '{people}:mail-addresses',
  /** Hash: name → an intent that changes a person: a permission, a merge, an erasure. */
  peopleIntents: () => '{people}:intents',
  /** String: the person id of a sign-in link, by the SHA-256 of its token (tokens are never stored). */
  link: (tokenHash: string) => `link:${tokenHash}`,
  /** Set: the token hashes of a person's links, to revoke them. */
  linksOf: (personId: string) => `${ofPerson(personId)}:links`,
  /** Set: ids of the links with which a person has ever signed in. */
  linksUsedBy: (personId: string) => `${ofPerson(personId)}:links-used`,
  /** Hash: sign-in id → JSON {webSessionId, at, device, linkId} of a signed-in browser. */
  signInsOf: (personId: string) => `${ofPerson(personId)}:sign-ins`,
  /** Hash: digest of an account at the OIDC provider → id of the person whose it is. */
  oidcSubjects: () => '{oidc}:subjects',
  /** String: JSON of the roles that a person has by claims alone. */
  oidcGranted: (personId: string) => `${ofPerson(personId)}:oidc-granted`,
  /** Hash: person id → id of their picture among the uploads. */
  pictures: () => 'pictures',
  /** Prefix of the HTTP sessions (connect-redis appends the session id). */
  httpSessions: () => 'web:',

  // program
  /** Set: ids of a conference's sessions. */
  sessions: (conferenceId: string) => `${ofConference(conferenceId)}:sessions`,
  /** Pattern of all keys of a session. */
  everythingOf: (sessionId: string) => `${ofSession(sessionId)}:*`,
  /** String: JSON of a session as planned. */
  session: (sessionId: string) => `${ofSession(sessionId)}:session`,
  /** String: JSON of a session that was removed and can be restored; its other keys stay meanwhile. */
  removedSession: (sessionId: string) => `${ofSession(sessionId)}:removed`,
  /** List: JSON of earlier plans, newest first. */
  earlierPlans: (sessionId: string) => `${ofSession(sessionId)}:earlier-plans`,
  /** Hash: the running session's state. */
  sessionState: (sessionId: string) => `${ofSession(sessionId)}:state`,
  /** Hash: session id → JSON {at, by} of its removal, while it can be restored. */
  removedSessions: (conferenceId: string) => `${ofConference(conferenceId)}:removed-sessions`,
  /** Hash: series id → JSON of its rule. */
  series: (conferenceId: string) => `${ofConference(conferenceId)}:series`,
  /** Hash: "series id day" → 1 for each session that was taken out of its series. */
  cancelledOfSeries: (conferenceId: string) => `${ofConference(conferenceId)}:series:cancelled`,
  /** String: JSON of whose agenda the calendar with this secret is, by the secret's SHA-256. */
  calendar: (tokenHash: string) => `calendar:${tokenHash}`,
  /** Hash: conference id → JSON {nonce, madeAt} of a person's calendar address. */
  calendarsOf: (personId: string) => `${ofPerson(personId)}:calendars`,
  /** Set: ids of the sessions in a person's own agenda. */
  ownAgenda: (personId: string) => `${ofPerson(personId)}:agenda`,
  /** List: JSON of reports of commercial bias, oldest first. */
  biasReports: (sessionId: string) => `${ofSession(sessionId)}:bias-reports`,
  /** Hash: "person id report id" → time of the report (ms). */
  biasReportIds: (sessionId: string) => `${ofSession(sessionId)}:bias-report-ids`,
  /** Hash: report id → JSON of what the CE office found and did. */
  biasDecisions: (sessionId: string) => `${ofSession(sessionId)}:bias-decisions`,

  // disclosures
  /** List: JSON of everything signed, withdrawn and decided about a person, oldest first. */
  disclosureActs: (personId: string) => `${ofPerson(personId)}:disclosures`,
  /** Hash: id of each of these acts → its place in the list, from 0. */
  disclosureActIds: (personId: string) => `${ofPerson(personId)}:disclosures:ids`,
  /** String: JSON of the form that the person has not signed yet. */
  disclosureDraft: (personId: string) => `${ofPerson(personId)}:disclosures:draft`,
  /** Hash: person id → JSON of when and by whom they were last asked for their form at this conference. */
  disclosureRequests: (conferenceId: string) => `${ofConference(conferenceId)}:disclosure-requests`,
  /** Hash: name → an intent that records an act. */
  disclosureIntents: () => '{disclosures}:intents',

  // commercial support
  /** Set: ids of all agreements with supporters. */
  agreements: (conferenceId: string) => `${ofConference(conferenceId)}:agreements`,
  /** List: JSON of everything recorded about an agreement, oldest first. */
  agreementActs: (conferenceId: string, agreementId: string) =>
    `${ofConference(conferenceId)}:agreement:${agreementId}`,
  /** Hash: id of each of these acts → its place in the list, from 0. */
  agreementActIds: (conferenceId: string, agreementId: string) =>
    `${ofConference(conferenceId)}:agreement:${agreementId}:ids`,
  /** Set: ids of the activities that have a statement of income and expense. */
  statements: (conferenceId: string) => `${ofConference(conferenceId)}:statements`,
  /** List: JSON of an activity's statements, oldest first: each replaces the one before. */
  statementActs: (conferenceId: string, activityId: string) =>
    `${ofConference(conferenceId)}:statement:${activityId}`,
  /** Hash: id of each of these statements → its place in the list, from 0. */
  statementActIds: (conferenceId: string, activityId: string) =>
    `${ofConference(conferenceId)}:statement:${activityId}:ids`,
  /** Hash: name → an intent that records an act. */
  supportIntents: () => '{support}:intents',

  // handouts
  /** Hash: id of a slide set or handout among the uploads → JSON of the handout. */
  handouts: (sessionId: string) => `${ofSession(sessionId)}:handouts`,

  // stage
  /** Hash: version, layout, spotlight. */
  stage: (sessionId: string) => `${ofSession(sessionId)}:stage`,
  /** Hash: peer id → JSON of the presenter, with its node. */
  stagePresenters: (sessionId: string) => `${ofSession(sessionId)}:presenters`,
  /** Hash: person id → on stage since (ms). */
  stageOnStage: (sessionId: string) => `${ofSession(sessionId)}:onstage`,
  /**
   * Hash: person id → when they were on stage, "from-to from-to from-" (ms; open while there); ":kept" → 1
   * if that was kept since the session went live, so that it counts.
   */
  stageTimes: (sessionId: string) => `${ofSession(sessionId)}:stage-times`,
  /** String: id of the node with the stage's origin. */
  stageOrigin: (sessionId: string) => `${ofSession(sessionId)}:origin`,
  /** Hash: node id → number of its viewers on this stage. */
  stageViewers: (sessionId: string) => `${ofSession(sessionId)}:viewers`,
  /**
   * String: JSON of the stage peer {sessionId, personId, nodeId, role}; expires some time after its last
   * sign.
   */
  peer: (peerId: string) => `peer:${peerId}`,

  /** Set: ids of the stage peers of a person's pages. */
  peersOf: (personId: string) => `${ofPerson(personId)}:peers`,

  // questions
  /**
   * Hash: version of the queue, last broadcast version (sent), pinned and live question, last order,
   * settings.
   */
  questions: (sessionId: string) => `${ofSession(sessionId)}:questions`,
  /** Hash: question id → JSON of the question without its votes. */
  questionsById: (sessionId: string) => `${ofSession(sessionId)}:questions:by-id`,
  /** Sorted set: question id by the version of its last change. */
  questionsByVersion: (sessionId: string) => `${ofSession(sessionId)}:questions:by-version`,
  /** Hash: "question id person id" → 1 for every vote, by the question that was pressed even if merged. */
  questionVotes: (sessionId: string) => `${ofSession(sessionId)}:questions:votes`,
  /** Hash: person id → when they last asked (ms). */
  questionAskedAt: (sessionId: string) => `${ofSession(sessionId)}:questions:asked-at`,
  /** Set: ids of the people muted in a session. */
  questionsMuted: (sessionId: string) => `${ofSession(sessionId)}:questions:muted`,
  /** Hash: undo id → JSON of what a moderator's action changed, while it can be undone. */
  questionUndos: (sessionId: string) => `${ofSession(sessionId)}:questions:undos`,
  /** Sorted set: undo id by the queue version that the action produced. */
  questionUndoOrder: (sessionId: string) => `${ofSession(sessionId)}:questions:undos:order`,

  // polls
  /** Hash: version of the list, and the version last sent to viewers. */
  polls: (sessionId: string) => `${ofSession(sessionId)}:polls`,
  /** Hash: poll id → JSON of the draft, "poll id state" → JSON of its state; votes are elsewhere. */
  pollsById: (sessionId: string) => `${ofSession(sessionId)}:polls:by-id`,
  /** Hash: person id → JSON of the choice and its time. */
  pollVotes: (sessionId: string, pollId: string) => `${ofSession(sessionId)}:polls:votes:${pollId}`,
  /** Hash: "people" → number of voters, ":choice" → count. */
  pollTally: (sessionId: string, pollId: string) => `${ofSession(sessionId)}:polls:tally:${pollId}`,

  // crew: both expire a day after the session
  /**
   * Hash: version; cue → JSON of the cue; "seen person id" → when (ms) they confirmed it;
   * recent → ids of the last cues.
   */
  crew: (sessionId: string) => `${ofSession(sessionId)}:crew`,
  /** List: "person id message id JSON" of the newest messages, oldest first. */
  crewMessages: (sessionId: string) => `${ofSession(sessionId)}:crew:messages`,

  // attendance
  /**
   * Hash: person id → seat, when, words. Seat: the person's index (0, 1, …) in the session's bitmaps, base
   * 36, assigned on acknowledging the disclosures; when: that moment, in s, base 36 (6 characters); words:
   * the first 3 characters of their version. Without a seat there are no slots. Kept short: a hash value of
   * up to 12 characters takes 16 bytes.
   */
  seats: (sessionId: string) => `${ofSession(sessionId)}:seats`,
  /**
   * String: a bitmap of 32 slots (`segment`) for everyone; bit = seat × 32 + slot in segment. Grouped by
   * seat, so one command marks many people and one reads a person's 32 slots.
   */
  present: (sessionId: string, segment: number) => `${ofSession(sessionId)}:present:${segment}`,
  delivered: (sessionId: string, segment: number) => `${ofSession(sessionId)}:delivered:${segment}`,
  /** String: a bitmap of the slots in which the stage sent something. */
  onAir: (sessionId: string) => `${ofSession(sessionId)}:onair`,
  /** Hash: person id → JSON of the attention checks sent. */
  checks: (sessionId: string) => `${ofSession(sessionId)}:checks`,
  /** Hash: person id → JSON of their watching pages, for the evidence sheet. */
  pages: (sessionId: string) => `${ofSession(sessionId)}:pages`,
  /** Hash: person id → JSON of the CE office's overrides. */
  overrides: (sessionId: string) => `${ofSession(sessionId)}:overrides`,
  /** Hash: person id → JSON of the final count, once the session has ended. */
  frozen: (sessionId: string) => `${ofSession(sessionId)}:frozen`,
  /** Hash: person id → JSON of their final time on stage. */
  presented: (sessionId: string) => `${ofSession(sessionId)}:presented`,
  /** Hash: start of a minute (ms) → counts of how well media reached the viewers, comma-separated. */
  deliveryQuality: (sessionId: string) => `${ofSession(sessionId)}:delivery-quality`,
  /** Hash: node id → when (ms) it last reported the stage's delivery. */
  deliveryReports: (sessionId: string) => `${ofSession(sessionId)}:delivery-reports`,
  /** Hash: name → an intent that records evidence of this session. */
  sessionIntents: (sessionId: string) => `${ofSession(sessionId)}:intents`,
  /** Hash: the progress of freezing a session. */
  freezing: (sessionId: string) => `${ofSession(sessionId)}:freezing`,
  /** Set: what identifies each version of the words shown before a session that the ledger holds. */
  shownWords: (sessionId: string) => `${ofSession(sessionId)}:shown-words`,
  /** Hash: session id → the intent that freezes it. */
  freezeIntents: () => '{freezes}:intents',
  /** Hash: outage id → the intent that records it. */
  outageIntents: () => '{outages}:intents',
  /** Hash: outage id → JSON of a platform outage. */
  outages: () => '{outages}:all',
  /** Hash: outage id → JSON list of the conferences whose ledgers record it. */
  outageConferences: () => '{outages}:conferences',
  /** String: a bitmap of the seats a server serves in a session. */
  servedBy: (sessionId: string, server: string) => `${ofSession(sessionId)}:served:${server}`,
  /** String: a copy of it from when the server failed. */
  outageServed: (sessionId: string, outageId: string) => `${ofSession(sessionId)}:outage-served:${outageId}`,
  /** Hash: server name → time (ms) of its last sign of life. */
  serverPulses: () => '{outages}:pulses',

  // credit
  /** Hash: activity id → JSON of the activity. */
  activities: (conferenceId: string) => `${ofConference(conferenceId)}:activities`,
  /** Hash: activity id → seq of the ledger entry of its last plan, even after it was removed. */
  activityPlans: (conferenceId: string) => `${ofConference(conferenceId)}:activities:plans`,
  /** Hash: activity id → JSON of its planning form, with its version. */
  planningForms: (conferenceId: string) => `{credit}:planning-forms:${conferenceId}`,
  /** String: JSON of a person's licences and numbers, before `details` existed. */
  creditProfile: (personId: string) => `${ofPerson(personId)}:credit:profile`,
  /** Hash: activity id → JSON of the evaluation, draft or submitted. */
  evaluations: (personId: string) => `${ofPerson(personId)}:credit:evaluations`,
  /** Hash: digest → JSON of a question of this activity's evaluation, as somebody was asked it. */
  evaluationWordings: (activityId: string) => `{credit}:evaluation-wordings:${activityId}`,
  /** Hash: activity id → JSON of the test: the draft and every attempt. */
  creditTests: (personId: string) => `${ofPerson(personId)}:credit:tests`,
  /** Hash of an activity's test: `edition`, its SHA-256; `taken`, "1" once somebody submits it. */
  activityTest: (activityId: string) => `{credit}:test:${activityId}`,
  /** Hash: "activity id policy id" → JSON of the claim. */
  claims: (personId: string) => `${ofPerson(personId)}:credit:claims`,
  /** Set: ids of everyone who has claimed in an activity. */
  claimants: (activityId: string) => `{credit}:claimants:${activityId}`,
  /** String: JSON of a certificate. */
  certificate: (code: string) => `certificate:${code}`,
  /** String: JSON of what the provider puts on every certificate. */
  certificateDesign: () => '{certificates}:design',
  /** Hash: "logo", "signature" → id of the picture among the uploads. */
  certificatePictures: () => '{certificates}:pictures',
  /** Set: ids of all pictures that certificates may have been issued with. */
  certificatePicturesKept: () => '{certificates}:pictures-kept',
  /** Hash: policy id → JSON of the body's template. */
  certificateTemplates: () => '{certificates}:templates',
  /** Hash: SHA-256 → JSON of the sources that certificates were issued with. */
  certificateSources: () => '{certificates}:sources',
  /** Hash: name → an intent (`ledger/intent.ts`) being recorded, which any server completes. */
  creditIntents: () => '{credit}:intents',
  /**
   * Hash: "person id policy id" → code of the certificate that the register has; empty once deleted there.
   */
  reported: (activityId: string) => `{credit}:reported:${activityId}`,
  /** Hash: register → JSON of the last file made for it: its time and records. */
  registerFiles: (activityId: string) => `{credit}:register-files:${activityId}`,
  /**
   * Hash: certificate code → JSON of what the register answered: when, and why it was rejected; and which
   * records it was told to delete.
   */
  registerAnswers: (activityId: string) => `{credit}:register-answers:${activityId}`,
  /** Hash: policy id → JSON of who said when that the report about the event was sent to its body. */
  eventReports: (activityId: string) => `{credit}:event-reports:${activityId}`,
  /**
   * Hash of what ACCME's register has of an activity: "file" → JSON of the last file; "wish"; "held KEY" →
   * JSON of what was sent for the activity or a year of it, and of the answer.
   */
  activityRecords: (activityId: string) => `{credit}:activity-records:${activityId}`,
  /** Hash: appeal id → JSON of the appeal. */
  appeals: (conferenceId: string) => `${ofConference(conferenceId)}:appeals`,

  /** Hash: SHA-256 → JSON of a policy's text that was in force or waits for it. */
  policyTexts: () => '{policies}:texts',
  /** Hash: policy id → SHA-256 of the text in force. */
  policiesInForce: () => '{policies}:in-force',
  /** Hash: policy id → SHA-256 of the first text that was, by which older claims were made. */
  policiesFirst: () => '{policies}:first',
  /** String: increments whenever another text is put in force. */
  policyVersion: () => '{policies}:version',
  /** Hash: policy id → JSON of the file that the office uploaded and has not decided on. */
  policyProposals: () => '{policies}:proposals',
  /** Hash: policy id → JSON of whose upload is in force, and since when; absent: the installation's file. */
  policyOrigins: () => '{policies}:origins',
  /** Hash: policy id → SHA-256 of the installation's file that an upload was preferred to. */
  policiesPassed: () => '{policies}:passed',
  /** Hash: "activity id policy id" → SHA-256 of the text that an activity which had begun keeps. */
  policiesHeld: () => '{policies}:held',
  /** Hash: SHA-256 of an uploaded policy → its table of cases as it was uploaded. */
  policyTables: () => '{policies}:tables',
  /** List: JSON of uploads and decisions, newest first. */
  policyHistory: () => '{policies}:history',
  /** String: JSON of what a policy's changed text would change. */
  policyChanges: (policyId: string) => `{policies}:changes:${policyId}`,
  /** Hash: policy id → JSON of who compared it with its source after it expired, and when. */
  policyConfirmations: () => '{policies}:confirmations',
  /** Hash: name → an intent that puts a policy in force. */
  policyIntents: () => '{policies}:intents',

  // outcomes: an activity's
  /**
   * Hash: plan → JSON; version; questions, options → digest, and "… version", "… used": of the paired
   * questions and of what is offered to those who commit; closed → JSON {id, at, by}; report → JSON of the
   * final report.
   */
  outcomesPlan: (activityId: string) => `${ofOutcomes(activityId)}:plan`,
  /** Hash: "before person id", "after person id" → JSON {answers, at}; "skip person id" → JSON {at}. */
  pairedAnswers: (activityId: string) => `${ofOutcomes(activityId)}:answers`,
  /**
   * Hash: "made person id" → JSON of a commitment to change; "kept person id" → JSON of what became of it.
   */
  commitments: (activityId: string) => `${ofOutcomes(activityId)}:commitments`,
  /**
   * Sorted set: id of a person who may be asked what became of their commitment, by when it was made (ms).
   */
  commitmentsToAsk: (activityId: string) => `${ofOutcomes(activityId)}:to-ask`,

  // ledger: one for each conference. All share a hash tag with the leases, since one intent may record
  // evidence of several conferences, and one script checks its lease and appends.
  /** Stream: every entry's canonical text (field `entry`), oldest first; the id is its seq. */
  ledger: (conferenceId: string) => `{ledger}:of:${conferenceId}:entries`,
  /**
   * Hash: seq, hash and at of the last entry; wanted: seq of the last entry that is worth a time stamp at
   * once; salt: the secret that the salts of nobody's contents follow from.
   */
  ledgerHead: (conferenceId: string) => `{ledger}:of:${conferenceId}:head`,
  /** Hash: digest → the content of which an entry holds that digest (`ledgerContent.ts`). */
  ledgerContents: (conferenceId: string) => `{ledger}:of:${conferenceId}:contents`,
  /** Set: "conference id digest" of each content that is deleted when this person is erased. */
  ledgerErasable: (personId: string) => `{ledger}:erasable:${personId}`,
  /** Sorted set: JSON of each time stamp of the ledger, by the seq of the entry that it stamps. */
  ledgerStamps: (conferenceId: string) => `{ledger}:of:${conferenceId}:stamps`,
  /**
   * Hash: since when no time stamp could be had (since), why (reason), how often tried, when next (nextAt).
   */
  stampFailure: (conferenceId: string) => `{ledger}:of:${conferenceId}:stamp-failure`,
  /** Hash: conference id → the intent that records a time stamp. */
  stampIntents: () => '{ledger}:stamp-intents',
  /** Hash: last: JSON of what verifying the ledger said; job: id of the job that verifies it. */
  ledgerVerification: (conferenceId: string) => `{ledger}:of:${conferenceId}:verification`,
  /** Hash: conference id → the intent that deletes its contents once they need not be kept. */
  retentionIntents: () => '{ledger}:retention',
  /** String: JSON of the provider's accreditation term. */
  accreditationTerm: () => 'accreditation-term',
  /** Hash: activity id → JSON of why its records are not purged. */
  retentionHolds: (conferenceId: string) => `${ofConference(conferenceId)}:retention-holds`,
  /** Hash: first digest of a portion → JSON of when and why it was purged. */
  purgedContents: (conferenceId: string) => `${ofConference(conferenceId)}:purged`,
  /** Set: ids of signed agreements whose files were purged. */
  purgedFiles: (conferenceId: string) => `${ofConference(conferenceId)}:purged-files`,
  /** Hash: name → an intent that only records evidence. */
  ledgerIntents: () => '{ledger}:intents',
  /** Hash: intent id → "token until (ms)" of the server working on it: no other can append its entries. */
  leases: () => '{ledger}:leases',
  /** Hash: step of an intent → seq of its entry. Deleted once the whole intent is recorded. */
  recordedSteps: (intentId: string) => `{ledger}:recorded:${intentId}`,

  // audit
  /**
   * Hash: person id → JSON of what an auditor of this conference may see, until when, and when that ended.
   */
  auditors: (conferenceId: string) => `{audit}:auditors:${conferenceId}`,
  /** Set: ids of the conferences of which somebody was ever an auditor. */
  auditsOf: (personId: string) => `${ofPerson(personId)}:audits`,
  /** String: the time (ms) at which an auditor opened something, which is in the ledger; it expires. */
  auditOpened: (personId: string, what: string) => `${ofPerson(personId)}:audit-opened:${what}`,
  /** Hash: pack id → JSON of the pack. */
  auditPacks: () => '{audit}:packs',
  /** String: id of the pack that is being made: one at a time. */
  auditBusy: () => '{audit}:busy',
  /** Hash: name → an intent: access given or ended, a pack made. */
  auditIntents: () => '{audit}:intents',

  // mail: a conference's
  /** Hash: mail id → JSON of the mail. */
  mails: (conferenceId: string) => `${ofConference(conferenceId)}:mails`,
  /** Sorted set, by name: "s status kind time id" and "p person id time id" of every mail. */
  mailIndex: (conferenceId: string) => `${ofConference(conferenceId)}:mails:index`,
  /** Sorted set: id of a mail that waits or is being sent, by when (ms) somebody must look after it. */
  mailsDue: (conferenceId: string) => `${ofConference(conferenceId)}:mails:due`,
  /** Hash: "language kind" → JSON of a text that the office wrote. */
  mailTemplates: (conferenceId: string) => `${ofConference(conferenceId)}:mails:templates`,
  /** Hash: digest → JSON of a text as it was sent. */
  mailTexts: (conferenceId: string) => `${ofConference(conferenceId)}:mails:texts`,
  /** String: JSON of the automatic mails' settings. */
  mailSettings: (conferenceId: string) => `${ofConference(conferenceId)}:mails:settings`,
  /** Hash: send id → JSON of a mail to a group of which not every mail is stored yet. */
  mailSends: (conferenceId: string) => `${ofConference(conferenceId)}:mails:sends`,
  /** Set: ids of the people who want no mail that they did not ask for. */
  mailUnsubscribed: (conferenceId: string) => `${ofConference(conferenceId)}:mails:unsubscribed`,
  /** Hash: session id → JSON of its start as people were told it, and as it was last seen. */
  mailTimes: (conferenceId: string) => `${ofConference(conferenceId)}:mails:times`,
  // mail: the installation's
  /** Hash: request id → JSON of an address that asked for its link, until a job has answered. */
  linkRequests: () => '{mail}:link-requests',
  /** String: how many links went to a mailbox of late, by a digest of its address. */
  linksMailed: (digest: string) => `{mail}:links-mailed:${digest}`,
  /** String: how many mails were handed over in a minute. */
  mailsInMinute: (minute: number) => `{mail}:minute:${minute}`,
  /** Hash: "transport", "bounces" → JSON {words, at} of what keeps mail from going out or coming in. */
  mailProblems: () => '{mail}:problems',
  /** Hash: uidValidity and the last uid read of the mailbox with bounces. */
  bouncesRead: () => '{mail}:bounces',
  // health: what servers note about how sessions run
  /** Hash: start of a minute (ms) → JSON of how the session fared in it. */
  healthMinutes: (sessionId: string) => `${ofSession(sessionId)}:health:minutes`,
  /** Hash: an error's code → joins that failed with it. */
  failedJoins: (sessionId: string) => `${ofSession(sessionId)}:health:failed-joins`,
  /** Hash: person id → "code at (ms)" of the last join of theirs that failed. */
  lastFailedJoins: (sessionId: string) => `${ofSession(sessionId)}:health:last-failed-joins`,
  /** Hash: server name → JSON {at, load, sockets}. */
  serverLoads: () => 'server-loads',
  /** Hash: announcement id → JSON of an announcement to the conference's people. */
  announcements: (conferenceId: string) => `${ofConference(conferenceId)}:announcements`,

  // booths: the halls
  /**
   * Hash: person id → id of the conference whose hall they are in. One hash for all halls: a person in any
   * of them earns no credit anywhere.
   */
  hallInside: () => '{hall}:people',
  /** Hash: person id → JSON list of [from, to or null while inside] in ms. */
  hallVisits: () => '{hall}:visits',
  /** Hash: booth id → JSON of the booth as written, "booth id files" → JSON list of its files. */
  booths: (conferenceId: string) => `${ofConference(conferenceId)}:booths`,
  /** Hash: exhibitor id → id of its booth. */
  boothsOfExhibitors: (conferenceId: string) => `${ofConference(conferenceId)}:exhibitors`,
  /** Hash: booth id → "until count": how many of its staff are there and not away, and until when (ms). */
  boothsStaffed: (conferenceId: string) => `${ofConference(conferenceId)}:staffed`,
  /** Set: ids of the booths that a person has visited. */
  boothsVisited: (personId: string) => `${ofPerson(personId)}:booths`,
  /** Set: ids of the booths at whose desk a person has been. */
  boothsWorkedAt: (personId: string) => `${ofPerson(personId)}:desks`,

  // booths: one booth
  /**
   * Hash: "count" → people who ever came; "p person id" → "visitor id number",
   * "v visitor id" → "person id number".
   */
  boothVisitors: (boothId: string) => `${ofBooth(boothId)}:visitors`,
  /** Sorted set: visitor id by the time (ms) their presence expires. */
  boothPresent: (boothId: string) => `${ofBooth(boothId)}:present`,
  /** Sorted set: ids of the visitors there, by arrival (ms). */
  boothArrived: (boothId: string) => `${ofBooth(boothId)}:arrived`,
  /** Hash: start of an hour (ms) → number of arrivals. */
  boothHours: (boothId: string) => `${ofBooth(boothId)}:hours`,
  /** Sorted set: person id of staff by the time (ms) their presence expires. */
  boothStaff: (boothId: string) => `${ofBooth(boothId)}:staff`,
  /** Hash: person id of staff → JSON {name, state}. */
  boothStaffStates: (boothId: string) => `${ofBooth(boothId)}:staff:states`,
  /**
   * Hash: "ms person id" → how long they worked at the desk (ms), "last person id" → until when (ms) that
   * is counted; "last " → the same for the booth as a whole.
   */
  boothStaffTimes: (boothId: string) => `${ofBooth(boothId)}:staff:times`,
  /** Hash: start of an hour (ms) → for how long (ms) of it somebody worked at the desk. */
  boothStaffedHours: (boothId: string) => `${ofBooth(boothId)}:staffed:hours`,
  /** Hash: news for the desk, and when (ms) it was last sent any. */
  boothNews: (boothId: string) => `${ofBooth(boothId)}:news`,
  /** Hash: front, staff: JSON last sent to the hall and the booth's visitors. */
  boothTold: (boothId: string) => `${ofBooth(boothId)}:told`,
  /** Hash: seq, assignee, seen and unread per side; "m seq" → a message's JSON, "i message id" → seq. */
  boothChat: (boothId: string, visitorId: string) => `${ofBooth(boothId)}:chat:${visitorId}`,
  /** Sorted set: visitor id by the time (ms) of the last message. */
  boothChats: (boothId: string) => `${ofBooth(boothId)}:chats`,
  /** Hash: call id → JSON of the call. */
  boothCalls: (boothId: string) => `${ofBooth(boothId)}:calls`,
  /**
   * Hash: visitor id → id of the ringing, offered or active call; "missed visitor id" → the last missed;
   * "taken " → how many calls took place.
   */
  boothCallOf: (boothId: string) => `${ofBooth(boothId)}:calls:of`,
  /** Sorted set: id of a ringing call by its order of asking. */
  boothRinging: (boothId: string) => `${ofBooth(boothId)}:calls:ringing`,
  /** Sorted set: id of a missed call by the time (ms) it was missed. */
  boothMissed: (boothId: string) => `${ofBooth(boothId)}:calls:missed`,
  /**
   * Hash: "call id who" → 1 for everyone who joined an active call; who: a visitor id or a staff member's
   * person id.
   */
  boothCallPeople: (boothId: string) => `${ofBooth(boothId)}:calls:people`,
  /** Hash: start of a slot (ms) → JSON {visitorId, at}. */
  boothBookings: (boothId: string) => `${ofBooth(boothId)}:bookings`,
  /** Hash: "value field", "at field", "consent field" of live consents; at, changedAt, notes, rating. */
  boothLead: (boothId: string, visitorId: string) => `${ofBooth(boothId)}:lead:${visitorId}`,
  /** Sorted set: visitor id of a lead by the time (ms) of its first field. */
  boothLeads: (boothId: string) => `${ofBooth(boothId)}:leads`,
  /** Hash: "name visitor id", "profession visitor id" → their live values, shown in lists and chats. */
  boothShown: (boothId: string) => `${ofBooth(boothId)}:shown`,
  /** List: JSON of every consent given and withdrawn by one visitor, oldest first, without values. */
  boothConsents: (boothId: string, visitorId: string) => `${ofBooth(boothId)}:consents:${visitorId}`,
  /** Hash: name → an intent that records a visitor's consents and withdrawals at this booth. */
  boothIntents: (boothId: string) => `${ofBooth(boothId)}:intents`,
  /** List: JSON of withdrawals, newest first, for the desk. */
  boothWithdrawals: (boothId: string) => `${ofBooth(boothId)}:withdrawals`,

  // imports: all but the last two expire
  /** Sorted set: ids of a conference's imports by the time (ms) of their upload. */
  imports: (conferenceId: string) => `${ofConference(conferenceId)}:imports`,
  /** Hash: head, mapping, state, … of an import. */
  import: (conferenceId: string, importId: string) => `${ofConference(conferenceId)}:import:${importId}`,
  /** String: id of the import that is being applied or undone. */
  importBusy: (conferenceId: string) => `${ofConference(conferenceId)}:imports:busy`,
  /** Hash: key of a row → JSON of what it would do, and did. */
  importRows: (conferenceId: string, importId: string) =>
    `${ofConference(conferenceId)}:import:${importId}:rows`,
  /** List: keys of the rows with this action, in order; "refused": of those that were left as they are. */
  importList: (conferenceId: string, importId: string, filter: string) =>
    `${ofConference(conferenceId)}:import:${importId}:rows:${filter}`,
  /**
   * Hash: key of a row, or "person " and an id → JSON of what was there before, and a print of what is now.
   */
  importUndo: (conferenceId: string, importId: string) =>
    `${ofConference(conferenceId)}:import:${importId}:undo`,
  /** Hash: hash of an external id → id of the person that it became. */
  importedPeople: (conferenceId: string) => `${ofConference(conferenceId)}:imported:people`,
  /** Hash: session id → what names it in the file from which it was imported. */
  importedSessions: (conferenceId: string) => `${ofConference(conferenceId)}:imported:sessions`,
  /** Hash: comparable heading → the field that the office chose for such a column, or '' for none. */
  importHeadings: (kind: string) => `imports:headings:${kind}`,

  /** Prefix of all keys of jobs (BullMQ). */
  jobs: () => '{jobs}',

  /** String: written by servers to test whether Redis accepts writes; it expires. */
  readiness: () => 'readiness',

  // media nodes
  /** Sorted set: node id by the time (ms) its announcement expires. */
  nodes: () => '{nodes}:all',
  /** String: JSON of one node's announcement. */
  node: (nodeId: string) => `{nodes}:${nodeId}`,
  /** Set: ids of the stages with presenters on a node, to clear them when it dies. */
  nodeStages: (nodeId: string) => `{nodes}:${nodeId}:stages`,
} as const
