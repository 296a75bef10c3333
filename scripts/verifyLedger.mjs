// npm run verify-ledger -- FILE [--key PUBLICKEY]: whether an export of the ledger is what was signed. Needs
// only Node 24: no network, nothing installed.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodeBinary, root } from './prepare/machine.mjs'

const node = nodeBinary()
if (!node) {
  console.error(
    `This needs Node 24 or newer; this is ${process.version}. Install it, or run: npm ci --ignore-scripts`,
  )
  process.exit(2)
}
const verifier = spawn(
  node,
  [
    '--disable-warning=ExperimentalWarning',
    join(root, 'scripts', 'ledger', 'main.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
verifier.once('exit', (status) => process.exit(status ?? 2))
