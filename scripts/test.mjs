// npm test [-- filter]: prepares what is missing, checks format, lint, imports and types, and runs every
// test.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeBinary, projectEnvironment, root } from './prepare/machine.mjs'
import { prepareOrExit } from './prepare/prepare.mjs'
import { workerBinary } from './prepare/worker.mjs'

await prepareOrExit('test')
const node = nodeBinary() ?? process.execPath
const env = { ...projectEnvironment(), MEDIASOUP_WORKER_BIN: workerBinary(), NODE_ENV: 'test' }
const filter = process.argv.slice(2)
const scratch = mkdtempSync(join(tmpdir(), 'lectern-test-'))
const startedAt = Date.now()

/** Runs one program; a failure ends everything, named by the stage's title. */
function stage(title, args) {
  const since = Date.now()
  console.log(`\n── ${title}`)
  const { status } = spawnSync(node, args, { cwd: root, env, stdio: 'inherit' })
  console.log(
    `── ${title}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - since) / 1000).toFixed(1)} s`,
  )
  return status === 0
}
const bin = (name) => join(root, 'node_modules', ...name.split('/'))
const counts = { passed: 0, failed: 0 }

function jest(title, ...projects) {
  const report = join(scratch, `${projects.join('-')}.json`)
  const inOrder = projects.includes('e2e') ? ['--runInBand'] : []
  const passed = stage(title, [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    bin('jest/bin/jest.js'),
    '--selectProjects',
    ...projects,
    ...inOrder,
    '--seed=1',
    '--json',
    `--outputFile=${report}`,
    ...(filter.length > 0 ? ['--passWithNoTests', '--testPathPatterns', ...filter] : []),
  ])
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
  counts.passed += numPassedTests
  counts.failed += Math.max(numFailedTests, passed ? 0 : numFailedTestSuites || 1)
  return passed
}

const checks = [
  () => stage('Format', [bin('@biomejs/biome/bin/biome'), 'ci', '.']),
  () => stage('Lint', [bin('oxlint/bin/oxlint'), '--deny-warnings']),
  () => stage('Imports', ['--disable-warning=ExperimentalWarning', 'scripts/imports/check.ts']),
  () => stage('Unused files, exports and dependencies', [bin('knip/bin/knip.js'), '--no-progress']),
  () => stage('Types', [bin('typescript/bin/tsc'), '-b']),
]
const passed =
  (filter.length > 0 || checks.every((check) => check())) &&
  jest('Rules, stores, Redis, media node', 'node', 'client') &&
  jest('The product in a browser', 'e2e')
rmSync(scratch, { recursive: true, force: true })
console.log(`\nAll of it took ${((Date.now() - startedAt) / 1000).toFixed(0)} s.`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exit(passed && counts.passed > 0 ? 0 : 1)
