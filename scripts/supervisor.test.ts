import { EventEmitter, once } from 'node:events'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { backoff, Supervisor } from './supervisor.mjs'

let folder: string
const output = new EventEmitter()
let lines: string[]
const supervisors: Supervisor[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-supervisor-'))
  lines = []
  jest.spyOn(console, 'error').mockImplementation((line: string) => {
    lines.push(line)
    output.emit('line')
  })
})
afterEach(async () => {
  await Promise.all(supervisors.splice(0).map((supervisor) => supervisor.stop()))
  jest.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

/** Waits for this line of the supervisor; each counts once. */
async function says(line: string): Promise<void> {
  while (!lines.includes(line)) await once(output, 'line')
  lines.splice(lines.indexOf(line), 1)
}

function supervise(limits?: ConstructorParameters<typeof Supervisor>[0]): Supervisor {
  const supervisor = new Supervisor({ stopMs: 5000, ...limits })
  supervisors.push(supervisor)
  return supervisor
}

/** A process that runs this script and never outlives the test; it writes to the journal. */
const service = (name: string, script: string) => ({
  name,
  command: [
    process.execPath,
    '-e',
    `const note = (what) =>
       require('fs').appendFileSync('${join(folder, 'journal')}', '${name} ' + what + '\\n')
     const hold = () => setInterval(() => undefined, 1000)
     process.on('disconnect', () => process.exit())
     ${script}`,
  ],
})
const lasting = (name: string) => service(name, `hold(); process.send({ ready: true })`)
const journal = (): string[] => readFileSync(join(folder, 'journal'), 'utf8').trim().split('\n')
const kill = (supervisor: Supervisor, name: string) => process.kill(supervisor.pids[name]!, 'SIGKILL')
const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

test('it waits until each service is ready, and stops them in turn, the last first', async () => {
  const supervisor = supervise()
  const script = `
    hold()
    process.on('SIGTERM', () => {
      note('stops')
      setTimeout(() => { note('ends'); process.exit() }, 30)
    })
    setTimeout(() => { note('is ready'); process.send({ ready: true, port: 1 }) }, 30)`
  for (const name of ['A', 'B', 'C']) {
    expect(await supervisor.run(service(name, script))).toEqual({ ready: true, port: 1 })
    expect(journal().at(-1)).toBe(`${name} is ready`)
  }
  await supervisor.stop()
  expect(journal().slice(3)).toEqual(['C stops', 'C ends', 'B stops', 'B ends', 'A stops', 'A ends'])
})

test('a service without a channel is ready when its own check says so', async () => {
  const supervisor = supervise()
  const up = Promise.withResolvers<void>()
  const { name, command } = service('A', 'hold()')
  let isReady = false
  const run = supervisor.run({ name, command, waitUntilReady: () => up.promise }).then(() => {
    isReady = true
  })
  await supervisor.run(lasting('B'))
  expect(isReady).toBe(false)
  up.resolve()
  await run
})

test('a dead service is restarted, later each time, and no other is', async () => {
  const supervisor = supervise()
  await supervisor.run(lasting('A'))
  await supervisor.run(lasting('B'))
  const { A, B } = supervisor.pids
  kill(supervisor, 'A')
  await says('A ended (SIGKILL); it is started again in 0.4 s.')
  await says('A runs again.')
  expect(supervisor.pids.A).not.toBe(A)
  kill(supervisor, 'A')
  await says('A ended (SIGKILL); it is started again in 0.8 s.')
  await says('A runs again.')
  expect(supervisor.pids.B).toBe(B)
  expect(lines).toEqual([])
})

test('a service that had run for long is restarted at once', async () => {
  const supervisor = supervise({ lastingMs: -1 })
  await supervisor.run(lasting('A'))
  for (let time = 0; time < 2; time++) {
    kill(supervisor, 'A')
    await says('A ended (SIGKILL); it is started again in 0.2 s.')
    await says('A runs again.')
  }
})

test('the delay grows with every failure, up to ten seconds', () => {
  fc.assert(
    fc.property(fc.nat(2000), (failures) => {
      expect(backoff(failures)).toBeLessThanOrEqual(backoff(failures + 1))
      expect(backoff(failures)).toBeGreaterThanOrEqual(200)
      expect(backoff(failures)).toBeLessThanOrEqual(10_000)
    }),
  )
  expect(backoff(6)).toBe(10_000)
})

test('a service that fails before it is ready is retried without end', async () => {
  const supervisor = supervise()
  const flag = join(folder, 'broken')
  await supervisor.run(
    service(
      'A',
      `if (require('fs').existsSync('${flag}')) process.exit(3); hold(); process.send({ ready: true })`,
    ),
  )
  writeFileSync(flag, '')
  kill(supervisor, 'A')
  await says('A ended (SIGKILL); it is started again in 0.4 s.')
  await says('A ended (status 3); it is started again in 0.8 s.')
  rmSync(flag)
  await says('A runs again.')
})

test('a service whose program is missing for a while is retried', async () => {
  const supervisor = supervise()
  const program = join(folder, 'program')
  const script = `process.on('disconnect', () => process.exit()); process.send({ ready: true })`
  writeFileSync(program, `#!${process.execPath}\n${script}\n`, { mode: 0o755 })
  await supervisor.run({ name: 'A', command: [program] })
  renameSync(program, `${program}.away`)
  kill(supervisor, 'A')
  await says('A ended (SIGKILL); it is started again in 0.4 s.')
  await says(`A could not be started: spawn ${program} ENOENT; it is started again in 0.8 s.`)
  renameSync(`${program}.away`, program)
  await says('A runs again.')
})

test.each([
  ['dies before it is ready', 'process.exit(3)', 'A did not start (status 3).'],
  ['refuses its settings', 'process.exit(78)', 'A did not start (status 78).'],
  ['is killed before it is ready', "process.kill(process.pid, 'SIGKILL')", 'A did not start (SIGKILL).'],
  ['is not ready in time', 'hold()', 'A was not ready within 0.3 s.'],
])('a service that %s at its first start is told of, and not tried again', async (_, script, message) => {
  const supervisor = supervise({ readyMs: script === 'hold()' ? 300 : 20_000 })
  await expect(supervisor.run(service('A', script))).rejects.toThrow(message)
  await supervisor.stop()
  expect(isGone(supervisor.pids.A!)).toBe(true)
  expect(lines).toEqual([])
})

test('a missing program is reported', async () => {
  const program = join(folder, 'none')
  await expect(supervise().run({ name: 'A', command: [program] })).rejects.toThrow(
    `A could not be started: spawn ${program} ENOENT`,
  )
})

test('a service that ends because its settings are wrong is given up', async () => {
  const supervisor = supervise()
  const givenUp = new Promise<string>((resolve) => supervisor.onGiveUp(resolve))
  await supervisor.run(
    service('A', `process.on('SIGHUP', () => process.exit(78)); hold(); process.send({ ready: true })`),
  )
  process.kill(supervisor.pids.A!, 'SIGHUP')
  expect(await givenUp).toBe('A')
  expect(lines).toEqual([])
})

test('a service that does not stop when asked is killed', async () => {
  const supervisor = supervise({ stopMs: 200 })
  await supervisor.run(lasting('A'))
  await supervisor.run(
    service('B', `process.on('SIGTERM', () => note('stays')); hold(); process.send({ ready: true })`),
  )
  const pids = Object.values(supervisor.pids) as number[]
  await Promise.all([supervisor.stop(), supervisor.stop()])
  expect(journal()).toEqual(['B stays'])
  expect(pids.map(isGone)).toEqual([true, true])
})

test('after a stop nothing is restarted', async () => {
  const [supervisor, other] = [supervise(), supervise()]
  await supervisor.run(service('A', `note('starts'); hold(); process.send({ ready: true })`))
  await other.run(lasting('B'))
  kill(supervisor, 'A')
  await says('A ended (SIGKILL); it is started again in 0.4 s.')
  await supervisor.stop()
  // It waits as long as the first would have, and began later.
  kill(other, 'B')
  await says('B runs again.')
  expect(journal()).toEqual(['A starts'])
})
