// Every Redis key of the product. Keys that one script touches share a hash tag ({…}), so that Redis Cluster works.

const ofSession = (sessionId: string) => `{s:${sessionId}}`
const ofPerson = (personId: string) => `{p:${personId}}`
const ofBooth = (boothId: string) => `{b:${boothId}}`

export const keys = {
  /** String: JSON of the conference. */
  conference: () => 'conference',
  /** String: JSON of the provider that the installation belongs to. */
  provider: () => 'provider',

  // accounts
  /** String: JSON of a person. */
  person: (personId: string) => `${ofPerson(personId)}:person`,
  /** Set: ids of all people. */
  people: () => 'people',
  /** Set: ids of the people who have ever worked for an exhibitor; whoever still does says so themselves. */
  staffOf: (exhibitorId: string) => `exhibitor:${exhibitorId}:staff`,
  /** String: the person id behind a sign-in link, keyed by the SHA-256 of its token (tokens are never stored). */
  link: (tokenHash: string) => `link:${tokenHash}`,
  /** Set: the token hashes of a person's links, so that they can be revoked. */
  linksOf: (personId: string) => `${ofPerson(personId)}:links`,
  /** Hash: sign-in id → JSON {webSessionId, at, device, linkId} of a browser in which the person is signed in. */
  signInsOf: (personId: string) => `${ofPerson(personId)}:sign-ins`,
  /** Prefix of the HTTP sessions (connect-redis appends the session id). */
  httpSessions: () => 'web:',

  // program
  /** Set: ids of all sessions. */
  sessions: () => 'sessions',
  /** Pattern of all keys of a session. */
  everythingOf: (sessionId: string) => `${ofSession(sessionId)}:*`,
  /** String: JSON of a session as planned. */
  session: (sessionId: string) => `${ofSession(sessionId)}:session`,
  /** Hash: a session as it runs. */
  sessionState: (sessionId: string) => `${ofSession(sessionId)}:state`,
  /** List: JSON of what people reported as commercial bias, oldest first. */
  biasReports: (sessionId: string) => `${ofSession(sessionId)}:bias-reports`,
  /** Hash: "person id report id" → when (ms) it was reported. */
  biasReportIds: (sessionId: string) => `${ofSession(sessionId)}:bias-report-ids`,

  // stage
  /** Hash: version, layout, spotlight. */
  stage: (sessionId: string) => `${ofSession(sessionId)}:stage`,
  /** Hash: peer id → JSON of the presenter (with the node that holds it). */
  stagePresenters: (sessionId: string) => `${ofSession(sessionId)}:presenters`,
  /** Hash: person id → since when (ms) the person is on stage. */
  stageOnStage: (sessionId: string) => `${ofSession(sessionId)}:onstage`,
  /** String: id of the node that holds the stage's origin. */
  stageOrigin: (sessionId: string) => `${ofSession(sessionId)}:origin`,
  /** Hash: node id → viewers of this stage on it. */
  stageViewers: (sessionId: string) => `${ofSession(sessionId)}:viewers`,
  /** String: JSON of the stage peer {sessionId, personId, nodeId, role}; expires some time after its last sign of life. */
  peer: (peerId: string) => `peer:${peerId}`,

  /** Set: ids of the stage peers that a person's pages hold. */
  peersOf: (personId: string) => `${ofPerson(personId)}:peers`,

  // questions
  /** Hash: version of the queue, version last broadcast (sent), the pinned and the live question, last place given, settings. */
  questions: (sessionId: string) => `${ofSession(sessionId)}:questions`,
  /** Hash: question id → JSON of the question, votes apart. */
  questionsById: (sessionId: string) => `${ofSession(sessionId)}:questions:by-id`,
  /** Sorted set: question id by the queue's version at its last change. */
  questionsByVersion: (sessionId: string) => `${ofSession(sessionId)}:questions:by-version`,
  /** Hash: "question id person id" → 1 for every vote, on the question that was pressed, merged or not. */
  questionVotes: (sessionId: string) => `${ofSession(sessionId)}:questions:votes`,
  /** Hash: person id → when (ms) they last asked. */
  questionAskedAt: (sessionId: string) => `${ofSession(sessionId)}:questions:asked-at`,
  /** Set: ids of the people who are muted in a session. */
  questionsMuted: (sessionId: string) => `${ofSession(sessionId)}:questions:muted`,
  /** Hash: undo id → JSON of what a moderator's action changed, for as long as it can be undone. */
  questionUndos: (sessionId: string) => `${ofSession(sessionId)}:questions:undos`,
  /** Sorted set: undo id by the version of the queue that the action made. */
  questionUndoOrder: (sessionId: string) => `${ofSession(sessionId)}:questions:undos:order`,

  // polls
  /** Hash: version of the list, and the version that viewers were told of last. */
  polls: (sessionId: string) => `${ofSession(sessionId)}:polls`,
  /** Hash: poll id → JSON of the draft, "poll id state" → JSON of what has become of it; votes apart. */
  pollsById: (sessionId: string) => `${ofSession(sessionId)}:polls:by-id`,
  /** Hash: person id → JSON of the choice and when it was made. */
  pollVotes: (sessionId: string, pollId: string) => `${ofSession(sessionId)}:polls:votes:${pollId}`,
  /** Hash: "people", and ":" with a choice behind it → count. */
  pollTally: (sessionId: string, pollId: string) => `${ofSession(sessionId)}:polls:tally:${pollId}`,

  // attendance
  /**
   * Hash: person id → seat, when, words: the person's place (0, 1, …) in the session's bitmaps, to base 36, given by
   * acknowledging the disclosures; when that was, in s to base 36 (6 characters); the beginning of their version (3
   * characters). No seat, no slot. Short, since a hash's value of up to 12 characters takes 16 bytes.
   */
  seats: (sessionId: string) => `${ofSession(sessionId)}:seats`,
  /**
   * String: a bitmap of 32 slots (`segment`) for everybody; bit seat × 32 + slot in segment. Seat by seat, so that one
   * command marks many people and one reads a person's 32 slots.
   */
  present: (sessionId: string, segment: number) => `${ofSession(sessionId)}:present:${segment}`,
  delivered: (sessionId: string, segment: number) => `${ofSession(sessionId)}:delivered:${segment}`,
  /** String: a bitmap of the slots in which the stage sent something. */
  onAir: (sessionId: string) => `${ofSession(sessionId)}:onair`,
  /** Hash: person id → JSON of the attention checks that were sent. */
  checks: (sessionId: string) => `${ofSession(sessionId)}:checks`,
  /** Hash: person id → JSON of the pages that watched, for the evidence sheet. */
  pages: (sessionId: string) => `${ofSession(sessionId)}:pages`,
  /** Hash: person id → JSON of the overrides of the CE office. */
  overrides: (sessionId: string) => `${ofSession(sessionId)}:overrides`,
  /** Hash: person id → JSON of what counts for good, once the session has ended. */
  frozen: (sessionId: string) => `${ofSession(sessionId)}:frozen`,
  /** Hash: node id → when (ms) it last reported the stage's delivery. */
  deliveryReports: (sessionId: string) => `${ofSession(sessionId)}:delivery-reports`,
  /** Hash: name → an intent, of what becomes evidence in this session. */
  sessionIntents: (sessionId: string) => `${ofSession(sessionId)}:intents`,
  /** Hash: how far the freezing of a session has come. */
  freezing: (sessionId: string) => `${ofSession(sessionId)}:freezing`,
  /** Hash: session id → the intent that freezes it. */
  freezeIntents: () => '{freezes}:intents',
  /** Hash: outage id → the intent that records it. */
  outageIntents: () => '{outages}:intents',
  /** Hash: outage id → JSON of a time in which the platform failed. */
  outages: () => '{outages}:all',
  /** String: a bitmap of the seats that a server serves in a session. */
  servedBy: (sessionId: string, server: string) => `${ofSession(sessionId)}:served:${server}`,
  /** String: the same as it was when the server failed. */
  outageServed: (sessionId: string, outageId: string) => `${ofSession(sessionId)}:outage-served:${outageId}`,
  /** Hash: server name → when (ms) it last gave a sign of life. */
  serverPulses: () => '{outages}:pulses',

  // credit
  /** Hash: activity id → JSON of the activity. */
  activities: () => '{credit}:activities',
  /** String: JSON of a person's licences and numbers. */
  creditProfile: (personId: string) => `${ofPerson(personId)}:credit:profile`,
  /** Hash: activity id → JSON of the evaluation, draft or submitted. */
  evaluations: (personId: string) => `${ofPerson(personId)}:credit:evaluations`,
  /** Hash: activity id → JSON of the test: the draft and every attempt. */
  creditTests: (personId: string) => `${ofPerson(personId)}:credit:tests`,
  /** Hash: "activity id policy id" → JSON of the claim. */
  claims: (personId: string) => `${ofPerson(personId)}:credit:claims`,
  /** Set: ids of everybody who has claimed in an activity. */
  claimants: (activityId: string) => `{credit}:claimants:${activityId}`,
  /** String: JSON of a certificate. */
  certificate: (code: string) => `certificate:${code}`,
  /** Hash: name → an intent (`ledger/intent.ts`): what is being recorded, and completed by any server. */
  creditIntents: () => '{credit}:intents',
  /** Hash: "person id policy id" → code of the certificate that was reported to the register. */
  reported: (activityId: string) => `{credit}:reported:${activityId}`,
  /** Hash: register → JSON of the file for it that was made last: when, and the records in it. */
  registerFiles: (activityId: string) => `{credit}:register-files:${activityId}`,
  /** Hash: appeal id → JSON of the appeal. */
  appeals: () => '{credit}:appeals',

  // ledger
  /** Stream: every entry's canonical text (field `entry`), oldest first; the id is its seq. */
  ledger: () => '{ledger}:entries',
  /** Hash: seq, hash and at of the last entry. */
  ledgerHead: () => '{ledger}:head',
  /** Hash: intent id → "token until (ms)" of the server that works on it: no other one can append its entries. */
  leases: () => '{ledger}:leases',
  /** Hash: step of an intent → seq of its entry. Gone once all of the intent is recorded. */
  recordedSteps: (intentId: string) => `{ledger}:recorded:${intentId}`,

  // booths: the hall
  /** Set: ids of the people who are in the hall. */
  hallInside: () => '{hall}:inside',
  /** Hash: person id → JSON list of [from, to or null while inside] in ms. */
  hallVisits: () => '{hall}:visits',
  /** Hash: booth id → JSON of the booth as it was written, "booth id files" → JSON list of its files. */
  booths: () => '{hall}:booths',
  /** Hash: exhibitor id → id of its booth. */
  boothsOfExhibitors: () => '{hall}:exhibitors',
  /** Hash: booth id → until when (ms) its staff are there and not away, if they give no other sign. */
  boothsStaffed: () => '{hall}:staffed',
  /** Set: ids of the booths that a person has visited. */
  boothsVisited: (personId: string) => `${ofPerson(personId)}:booths`,

  // booths: one booth
  /** Hash: "count" → people who have ever come; "p person id" → "visitor id number", "v visitor id" → "person id number". */
  boothVisitors: (boothId: string) => `${ofBooth(boothId)}:visitors`,
  /** Sorted set: visitor id by the time (ms) their presence expires. */
  boothPresent: (boothId: string) => `${ofBooth(boothId)}:present`,
  /** Sorted set: visitor id by the time (ms) they came, of those who are there. */
  boothArrived: (boothId: string) => `${ofBooth(boothId)}:arrived`,
  /** Hash: beginning of an hour (ms) → how often somebody came. */
  boothHours: (boothId: string) => `${ofBooth(boothId)}:hours`,
  /** Sorted set: person id of the staff by the time (ms) their presence expires. */
  boothStaff: (boothId: string) => `${ofBooth(boothId)}:staff`,
  /** Hash: person id of the staff → JSON {name, state}. */
  boothStaffStates: (boothId: string) => `${ofBooth(boothId)}:staff:states`,
  /** Hash: what the desk has not been told of yet, and when (ms) it was told last. */
  boothNews: (boothId: string) => `${ofBooth(boothId)}:news`,
  /** Hash: front, staff: JSON of what the hall and the booth's visitors were told of last. */
  boothTold: (boothId: string) => `${ofBooth(boothId)}:told`,
  /** Hash: seq, who looks after it, seen by whom, unread by whom, "m seq" → JSON of a message, "i message id" → its seq. */
  boothChat: (boothId: string, visitorId: string) => `${ofBooth(boothId)}:chat:${visitorId}`,
  /** Sorted set: visitor id by the time (ms) of the last message. */
  boothChats: (boothId: string) => `${ofBooth(boothId)}:chats`,
  /** Hash: call id → JSON of the call. */
  boothCalls: (boothId: string) => `${ofBooth(boothId)}:calls`,
  /** Hash: visitor id → id of the call that rings, is offered or runs; "missed visitor id" → the last that was missed. */
  boothCallOf: (boothId: string) => `${ofBooth(boothId)}:calls:of`,
  /** Sorted set: id of a ringing call by its place in the order of asking. */
  boothRinging: (boothId: string) => `${ofBooth(boothId)}:calls:ringing`,
  /** Sorted set: id of a missed call by when (ms) it was missed. */
  boothMissed: (boothId: string) => `${ofBooth(boothId)}:calls:missed`,
  /** Hash: "call id who" → 1 for those who have joined a call that runs; who is a visitor id or a person id of the staff. */
  boothCallPeople: (boothId: string) => `${ofBooth(boothId)}:calls:people`,
  /** Hash: beginning of a slot (ms) → JSON {visitorId, at}. */
  boothBookings: (boothId: string) => `${ofBooth(boothId)}:bookings`,
  /** Hash: "value field", "at field", "consent field" of what is live; at, changedAt, notes, rating. */
  boothLead: (boothId: string, visitorId: string) => `${ofBooth(boothId)}:lead:${visitorId}`,
  /** Sorted set: visitor id of the leads by when (ms) the first field was given. */
  boothLeads: (boothId: string) => `${ofBooth(boothId)}:leads`,
  /** Hash: "name visitor id", "profession visitor id" → what is live of these two, which lists and chats show. */
  boothShown: (boothId: string) => `${ofBooth(boothId)}:shown`,
  /** List: JSON of every consent given and withdrawn by one visitor, oldest first, without values. */
  boothConsents: (boothId: string, visitorId: string) => `${ofBooth(boothId)}:consents:${visitorId}`,
  /** Hash: name → an intent, of what visitors allow and withdraw at this booth. */
  boothIntents: (boothId: string) => `${ofBooth(boothId)}:intents`,
  /** List: JSON of what was withdrawn, newest first, for the desk. */
  boothWithdrawals: (boothId: string) => `${ofBooth(boothId)}:withdrawals`,

  /** String: what servers write to learn whether Redis takes writes; it expires. */
  readiness: () => 'readiness',

  // media nodes
  /** Sorted set: node id by the time (ms) its announcement expires. */
  nodes: () => '{nodes}:all',
  /** String: JSON of one node's announcement. */
  node: (nodeId: string) => `{nodes}:${nodeId}`,
  /** Set: ids of the stages that have presenters on a node, so that they can be cleared when it dies. */
  nodeStages: (nodeId: string) => `{nodes}:${nodeId}:stages`,
} as const
