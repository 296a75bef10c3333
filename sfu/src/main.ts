// The media node process.
import { ConfigError, configExitStatus, configOrExit } from '@lectern/shared/configReader'
import { endInOrder } from '@lectern/shared/ending'
import { logSerializers } from '@lectern/shared/logError'
import { isRedisAway, RedisRefusedError, redisAwayMessage } from '@lectern/shared/redisAway'
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
// mediasoup's workers listen for signals too, and a process with a listener does not exit by itself.
const leave = () => process.exit(0)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, leave)
try {
  const sfu = await createSfu(config, log)
  log.info({ nodeId: sfu.nodeId, controlUrl: sfu.controlUrl, workers: sfu.workerPids().length }, 'ready')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave)
  endInOrder(() => sfu.close(), log)
  process.send?.({ ready: true })
} catch (error) {
  if (error instanceof ConfigError || error instanceof RedisRefusedError) {
    console.error(error.message)
    process.exit(configExitStatus)
  }
  if (isRedisAway(error)) console.error(redisAwayMessage(config.REDIS_URL))
  else log.fatal({ err: error }, 'could not start')
  process.exit(1)
}
