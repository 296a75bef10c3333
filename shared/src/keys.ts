// Every Redis key of the product. Keys that one script touches share a hash tag ({…}), so that Redis Cluster works.

const ofSession = (sessionId: string) => `{s:${sessionId}}`
const ofPerson = (personId: string) => `{p:${personId}}`

export const keys = {
  /** String: JSON of the conference. */
  conference: () => 'conference',

  // accounts
  /** String: JSON of a person. */
  person: (personId: string) => `${ofPerson(personId)}:person`,
  /** Set: ids of all people. */
  people: () => 'people',
  /** String: the person id behind a sign-in link, keyed by the SHA-256 of its token (tokens are never stored). */
  link: (tokenHash: string) => `link:${tokenHash}`,
  /** Set: the token hashes of a person's links, so that they can be revoked. */
  linksOf: (personId: string) => `${ofPerson(personId)}:links`,
  /** Prefix of the HTTP sessions (connect-redis appends the session id). */
  httpSessions: () => 'web:',
  /** Prefix of the rate limiter's counters. */
  rate: () => 'rate',

  // program
  /** Set: ids of all sessions. */
  sessions: () => 'sessions',
  /** String: JSON of a session as planned. */
  session: (sessionId: string) => `${ofSession(sessionId)}:session`,
  /** Hash: a session as it runs. */
  sessionState: (sessionId: string) => `${ofSession(sessionId)}:state`,

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
  /** String: what a moderator's action changed, for as long as it can be undone. */
  questionUndo: (sessionId: string, undoId: string) => `${ofSession(sessionId)}:questions:undo:${undoId}`,

  // polls
  /** Hash: version of the list, and the version that viewers were told of last. */
  polls: (sessionId: string) => `${ofSession(sessionId)}:polls`,
  /** Hash: poll id → JSON of the draft, "poll id state" → JSON of what has become of it; votes apart. */
  pollsById: (sessionId: string) => `${ofSession(sessionId)}:polls:by-id`,
  /** Hash: person id → JSON of the choice and when it was made. */
  pollVotes: (sessionId: string, pollId: string) => `${ofSession(sessionId)}:polls:votes:${pollId}`,
  /** Hash: "people", and ":" with a choice behind it → count. */
  pollTally: (sessionId: string, pollId: string) => `${ofSession(sessionId)}:polls:tally:${pollId}`,

  // media nodes
  /** Sorted set: node id by the time (ms) its announcement expires. */
  nodes: () => '{nodes}:all',
  /** String: JSON of one node's announcement. */
  node: (nodeId: string) => `{nodes}:${nodeId}`,
  /** Set: ids of the stages that have presenters on a node, so that they can be cleared when it dies. */
  nodeStages: (nodeId: string) => `{nodes}:${nodeId}:stages`,
} as const
