// Every Socket.IO room of the product.
export const rooms = {
  /** All of one person's sockets, on every server. */
  person: (personId: string) => `person:${personId}`,
  /** All sockets of one signed-in browser. */
  webSession: (webSessionId: string) => `web:${webSessionId}`,
  /** Everybody signed in: what the agenda shows. */
  program: () => 'program',
  /** Those who follow a session as viewers. */
  session: (sessionId: string) => `session:${sessionId}`,
  /** Its speakers and moderators, and organisers: they are told more, and are not in the room above. */
  staff: (sessionId: string) => `session:${sessionId}:staff`,
} as const
