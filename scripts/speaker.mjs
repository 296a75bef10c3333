// npm run speaker: prepares what it needs (ffmpeg), then plays a recording into a session.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodeBinary, projectEnvironment, root } from './prepare/machine.mjs'
import { prepareOrExit } from './prepare/prepare.mjs'

await prepareOrExit('speaker')
const player = spawn(
  nodeBinary() ?? process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    join(root, 'scripts', 'speaker', 'main.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: projectEnvironment() },
)
// Ctrl-C reaches the player itself; this process only waits for it.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => player.kill('SIGTERM'))
player.once('exit', (status) => process.exit(status ?? 1))
