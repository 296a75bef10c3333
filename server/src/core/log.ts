import { logSerializers } from '@lectern/shared/logError'
import { type Logger, pino } from 'pino'

export type Log = Logger

/** Logs contain ids and codes; never names, mail addresses, tokens or what people wrote. */
export const createLog = (level: string, name = 'server'): Log =>
  pino({
    level,
    base: { process: name },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: logSerializers,
  })
