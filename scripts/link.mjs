// npm run link: prints a personal sign-in link for anyone, to the person at the machine.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodeBinary, projectEnvironment, root } from './prepare/machine.mjs'

const made = spawn(
  nodeBinary() ?? process.execPath,
  ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'link.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: projectEnvironment() },
)
made.once('exit', (status) => process.exit(status ?? 1))
