// A server in a process of its own, for tests that kill it and start another one on the same Redis.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { operator, signIn } from '../../../scripts/programClient.ts'
import { atEnd } from './atEnd.ts'
import { operatorToken, secrets } from './servers.ts'

interface KillableOptions {
  redisUrl: string
  uploads: string
  env?: Record<string, string>
}

export interface Killable {
  address: string
  /** Resolves once the process is gone; nothing in it could react. */
  kill(): Promise<void>
}

export async function startKillable({ redisUrl, uploads, env }: KillableOptions): Promise<Killable> {
  const child: ChildProcess = fork(join(import.meta.dirname, '../main.ts'), {
    env: {
      ...process.env,
      ...secrets,
      NODE_OPTIONS: '',
      REDIS_URL: redisUrl,
      PORT: '0',
      OPERATOR_TOKEN: operatorToken,
      UPLOADS_DIR: uploads,
      LECTERN_EXAMPLE: '1',
      LOG_LEVEL: 'fatal',
      ...env,
    },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  atEnd(() => child.kill('SIGKILL'))
  const [{ address }] = (await once(child, 'message')) as [{ address: string }]
  return {
    address,
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** The session cookie of somebody of the example, for every server on this Redis. */
export async function cookieAt({ address }: Killable, personId: string): Promise<string> {
  const { link } = await operator<{ link: string }>(address, operatorToken, 'POST', 'links', { personId })
  return signIn(link)
}
