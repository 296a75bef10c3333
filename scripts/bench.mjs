// npm run bench -- NAME [--quick]: prepares the machine and runs a bench. Without a name it lists them.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodeBinary, projectEnvironment, root } from './prepare/machine.mjs'
import { prepareOrExit } from './prepare/prepare.mjs'
import { workerBinary } from './prepare/worker.mjs'

// Benches need the same things as tests.
await prepareOrExit('test')
const bench = spawn(
  nodeBinary() ?? process.execPath,
  ['--disable-warning=ExperimentalWarning', join(root, 'bench', 'src', 'main.ts'), ...process.argv.slice(2)],
  {
    // A group of its own, so that Ctrl-C reaches only this process; the bench ends what it started.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...projectEnvironment(), MEDIASOUP_WORKER_BIN: workerBinary() },
  },
)
const interrupt = () => {
  if (bench.connected) bench.disconnect()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt)
bench.once('exit', (status) => process.exit(status ?? 1))
