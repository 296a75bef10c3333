import type { ServerEvents } from '@lectern/shared/commands'

/** Sends to everyone in one channel, or in any of several (once each), on every server. */
export type Broadcast = <Name extends keyof ServerEvents>(
  room: string | string[],
  event: Name,
  ...payload: Parameters<ServerEvents[Name]>
) => void
