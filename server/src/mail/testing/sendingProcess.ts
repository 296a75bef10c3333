// A server of its own that sends what is due once, to a mail server of the test.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

interface SendingProcess {
  redisUrl: string
  smtpPort: number
  conferenceId: string
  now: number
}

export const startSending = ({ redisUrl, smtpPort, conferenceId, now }: SendingProcess): ChildProcess =>
  spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL('./sendOnce.ts', import.meta.url)),
      ...[redisUrl, String(smtpPort), conferenceId, String(now)],
    ],
    { env: { ...process.env, NODE_OPTIONS: '' }, stdio: 'inherit' },
  )
