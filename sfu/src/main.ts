// The media node process.
import { configOrExit } from '@lectern/shared/configReader'
import { logSerializers } from '@lectern/shared/logError'
import { isRedisAway, redisAwayMessage } from '@lectern/shared/redisAway'
import { pino, stdTimeFunctions } from 'pino'
import { readConfig } from './config.ts'
import { createSfu } from './createSfu.ts'

const config = configOrExit(readConfig)
const log = pino({
  level: config.LOG_LEVEL,
  base: { process: 'sfu' },
  timestamp: stdTimeFunctions.isoTime,
  serializers: logSerializers,
})
try {
  const sfu = await createSfu(config, log)
  log.info({ nodeId: sfu.nodeId, controlUrl: sfu.controlUrl, workers: sfu.workerPids().length }, 'ready')
  const stop = () => {
    sfu.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  if (process.send) {
    process.once('disconnect', stop)
    process.send({ ready: true })
  }
} catch (error) {
  if (isRedisAway(error)) console.error(redisAwayMessage(config.REDIS_URL))
  else log.fatal({ err: error }, 'could not start')
  process.exit(1)
}
