// npm run backup -- FILE, npm run restore -- FILE (`scripts/backup.mjs` and `restore.mjs` know the
// installation): what they say and how they end.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { configOrExit, configReader, redisUrl } from '@lectern/shared/configReader'
import { newestData } from '@lectern/shared/dataVersion'
import { isRedisAway, redisAwayMessage, redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { BackupError } from './archive.ts'
import { backUp } from './backup.ts'
import { restore } from './restore.ts'
import { keepSettings, settingsFor } from './settings.ts'

const usage = `npm run backup -- FILE [--with-secrets]
  Writes everything an installation holds into a new FILE, while it runs: its data, its uploads, and
  LEDGER_KEY, which signs exports of the ledger. --with-secrets: the other secrets too.

npm run restore -- FILE
  Restores it into an empty installation whose servers do not run.`

const config = configOrExit(
  configReader(
    z.object({
      REDIS_URL: redisUrl,
      UPLOADS_DIR: z.string().min(1),
      /** Where `npm start` keeps its secrets; absent if the environment has them. */
      SECRETS_FILE: z.string().optional(),
    }),
  ),
)

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function readArguments() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { 'with-secrets': { type: 'boolean', default: false } },
    })
    const [act, file, ...more] = positionals
    if ((act !== 'backup' && act !== 'restore') || !file || more.length > 0) return fail(usage)
    return { act, file, withSecrets: values['with-secrets'] }
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${usage}`)
  }
}

const { act, file, withSecrets } = readArguments()
if (act === 'restore' && !existsSync(file)) fail(`There is no ${file}.`)
const redis = new Redis(redisLocation(config.REDIS_URL), { retryStrategy: () => null, lazyConnect: true })
redis.on('error', () => undefined)
try {
  await redis.connect()
  const { REDIS_URL, UPLOADS_DIR: uploadsFolder, SECRETS_FILE } = config
  if (act === 'backup') {
    const settings = settingsFor(process.env, SECRETS_FILE, withSecrets)
    const { files } = await backUp({ redis, redisUrl: REDIS_URL, uploadsFolder, file, settings })
    const uploads = Object.keys(files).length - 1
    console.log(
      `${file} holds the data, ${uploads} uploaded files and ${Object.keys(settings).join(', ') || 'no key'}.`,
    )
    console.log('It holds personal data: keep it where only those who may see all of it can read it.')
  } else {
    const { manifest, keys } = await restore({ redis, uploadsFolder, file, newestData })
    console.log(`Restored ${keys} keys and the uploads, as they were at ${manifest.at}.`)
    for (const line of keepSettings(manifest.settings, process.env, SECRETS_FILE)) console.log(line)
  }
} catch (error) {
  if (isRedisAway(error)) fail(redisAwayMessage(config.REDIS_URL))
  if (error instanceof BackupError) fail(error.message)
  fail(error instanceof Error ? error.message : String(error))
} finally {
  redis.disconnect()
}
