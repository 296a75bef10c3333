// The server process.
import { ConfigError, configExitStatus, configOrExit } from '@lectern/shared/configReader'
import { endInOrder } from '@lectern/shared/ending'
import { isRedisAway, RedisRefusedError, redisAwayMessage } from '@lectern/shared/redisAway'
import { noticesOf, readConfig } from './core/config.ts'
import { createLog } from './core/log.ts'
import { createServer } from './createServer.ts'

const config = configOrExit(readConfig)
const log = createLog(config.LOG_LEVEL)
try {
  const server = await createServer(config, log)
  log.info({ address: server.address }, 'ready')
  const { address, links, setupLink } = server
  const notices = noticesOf(config)
  if (!process.send) {
    for (const notice of notices) log.warn(notice)
    // No log has it: whoever opens this link is the office.
    if (setupLink) console.log(`This installation has no conference yet. Set it up here: ${setupLink}`)
  }
  endInOrder(() => server.close(), log)
  process.send?.({ ready: true, address, links, setupLink, notices })
} catch (error) {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    console.error(
      `PORT is "${config.PORT}": another program uses it on ${config.HOST}. Stop that program, or set PORT to a free one.`,
    )
    process.exit(configExitStatus)
  }
  if (error instanceof ConfigError || error instanceof RedisRefusedError) {
    console.error(error.message)
    process.exit(configExitStatus)
  }
  if (isRedisAway(error)) console.error(redisAwayMessage(config.REDIS_URL))
  else log.fatal({ err: error }, 'could not start')
  process.exit(1)
}
