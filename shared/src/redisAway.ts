// What every process needs to know of a Redis that is not there.
import { withoutPassword } from './configReader.ts'

/** `unix:///path/to/socket` or a redis:// URL, as ioredis takes it. */
export const redisLocation = (url: string): string =>
  url.startsWith('unix://') ? url.slice('unix://'.length) : url

const awayNames = new Set(['MaxRetriesPerRequestError', 'AbortError'])
const awayMessages =
  /Command timed out|Connection is closed|ECONNREFUSED|ENOENT|LOADING|Stream isn't writeable|READONLY|MISCONF|OOM|Socket closed|client is (?:closed|offline)/

/** Whether an error says that Redis could not be reached or could not write, rather than that we asked it nonsense. */
export const isRedisAway = (error: unknown): boolean =>
  error instanceof Error && (awayNames.has(error.name) || awayMessages.test(error.message))

/** For whoever starts a process. A password in the URL is not shown. */
export const redisAwayMessage = (url: string): string =>
  `REDIS_URL is "${withoutPassword(url)}": no Redis answers there. Start it, or correct REDIS_URL.`
