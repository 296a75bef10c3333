// Runs a verifier of `scripts/` by a Node that reads TypeScript.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodeBinary, root } from './machine.mjs'

/** @param {string} folder of `scripts/`, with a `main.ts`; it gets the command's arguments. */
export function runWithNode24(folder) {
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
      join(root, 'scripts', folder, 'main.ts'),
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  )
  verifier.once('exit', (status) => process.exit(status ?? 2))
}
