// The media node process.
import { ConfigError, configExitStatus, configOrExit } from '@lectern/shared/configReader'
import { endInOrder } from '@lectern/shared/ending'
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
  endInOrder(() => sfu.close(), log)
  process.send?.({ ready: true })
} catch (error) {
  if (error instanceof ConfigError) {
    console.error(error.message)
    process.exit(configExitStatus)
  }
  if (isRedisAway(error)) console.error(redisAwayMessage(config.REDIS_URL))
  else log.fatal({ err: error }, 'could not start')
  process.exit(1)
}
