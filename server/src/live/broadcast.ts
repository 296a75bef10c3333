import type { ServerEvents } from '@lectern/shared/commands'

/** Tells everybody in a room, or in any of several rooms (once each), on every server. */
export type Broadcast = <Name extends keyof ServerEvents>(
  room: string | string[],
  event: Name,
  ...payload: Parameters<ServerEvents[Name]>
) => void
