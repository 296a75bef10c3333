// npm run check-policies [FOLDER]: checks a folder of policies, and each of them against its own cases.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodeBinary, root } from './prepare/machine.mjs'

const checked = spawn(
  nodeBinary() ?? process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    join(root, 'scripts', 'checkPolicies.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
checked.once('exit', (status) => process.exit(status ?? 1))
