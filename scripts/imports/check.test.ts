import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { exceptions } from './exceptions.ts'

/** A small repository that keeps every rule. */
const clean = {
  'shared/src/polls.ts': 'export interface Poll { id: string }\n',
  'server/src/core/clock.ts': 'export const clock = () => 1\n',
  'server/src/polls/pollsStore.ts':
    "import type { Poll } from '../../../shared/src/polls.ts'\nimport { clock } from '../core/clock.ts'\nexport const polls: Poll[] = [{ id: String(clock()) }]\n",
  'server/src/polls/pollsCommands.ts': "export { polls } from './pollsStore.ts'\n",
  'server/src/credit/results.ts': "export { polls } from '../polls/pollsStore.ts'\n",
  'server/src/core/clock.test.ts': "import '../credit/results.ts'\nimport './testing/fakeClock.ts'\n",
  'server/src/core/testing/fakeClock.ts': "export { clock } from '../clock.ts'\n",
  'client/src/words/counts.ts': 'export const count = (n: number) => String(n)\n',
  'client/src/polls/Polls.tsx': "export { count } from '../words/counts.ts'\n",
  'client/src/room/RoomPage.tsx': "export { count } from '../polls/Polls.tsx'\n",
}
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'imports-'))
  plant(clean)
})
afterEach(() => rmSync(folder, { recursive: true }))

function plant(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** The check's output for the planted repository, and whether it passes. */
const check = (): Promise<{ passed: boolean; said: string }> =>
  new Promise((resolve) =>
    execFile(process.execPath, [join(import.meta.dirname, 'check.ts'), folder], (error, stdout, stderr) =>
      resolve({ passed: error === null, said: stdout + stderr }),
    ),
  )

test('passes if every import goes down', async () => {
  expect(await check()).toEqual({ passed: true, said: '10 files and packages, 9 imports.\n' })
})

test('names every import that the rules refuse', async () => {
  const forbidden = {
    'shared/src/up.ts': '../../server/src/core/clock.ts',
    'server/src/core/up.ts': '../polls/pollsStore.ts',
    'server/src/polls/beside.ts': '../questions/questionsStore.ts',
    'server/src/credit/orders.ts': '../polls/pollsCommands.ts',
    'server/src/polls/liveStore.ts': '../live/sockets.ts',
    'server/src/polls/newsStore.ts': 'socket.io',
    'server/src/credit/fake.ts': '../core/testing/fakeClock.ts',
    'server/src/nowhere/new.ts': '../core/clock.ts',
    'client/src/words/up.ts': '../polls/Polls.tsx',
    'client/src/questions/beside.ts': '../polls/Polls.tsx',
    'client/src/polls/page.ts': '../room/RoomPage.tsx',
    'client/src/desk/beside.ts': '../room/RoomPage.tsx',
    'client/src/polls/server.ts': '../../../server/src/core/clock.ts',
    'client/src/room/gone.ts': './gone/away.ts',
  }
  plant({ 'server/src/questions/questionsStore.ts': '', 'server/src/live/sockets.ts': '' })
  plant({
    'node_modules/socket.io/package.json': '{"name":"socket.io"}',
    'node_modules/socket.io/index.js': '',
  })
  plant(
    Object.fromEntries(
      Object.entries(forbidden).map(([file, to]) => [file, `import type {} from '${to}'\n`]),
    ),
  )
  const { passed, said } = await check()
  expect(passed).toBe(false)
  const named = said.match(/^ {2}\S+(?= → )/gm)!.map((file) => file.trim())
  expect([...new Set(named)].sort()).toEqual(Object.keys(forbidden).sort())
})

test('refuses circular imports, even of types only', async () => {
  plant({
    'shared/src/one.ts': "import type { Two } from './two.ts'\nexport type One = Two[]\n",
    'shared/src/two.ts': "import type { One } from './one.ts'\nexport type Two = One | null\n",
  })
  const { passed, said } = await check()
  expect(passed).toBe(false)
  expect(said).toContain('shared/src/one.ts → shared/src/two.ts → shared/src/one.ts')
})

test('ARCHITECTURE.md lists every feature of the client that uses another', () => {
  const listed = readFileSync(join(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8').match(
    /(?<=^- `)\w+ → \w+(?=`)/gm,
  )
  const featureOf = (path: string): string => path.match(/^client\/src\/(\w+)\//)![1]!
  const used = exceptions.flatMap(({ from, to }) =>
    to.map((path) => `${featureOf(from)} → ${featureOf(path)}`),
  )
  expect(listed).toEqual([...new Set(used)])
})
