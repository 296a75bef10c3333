// npm run bench -- NAME [--quick]
import { parseArgs } from 'node:util'
import { agenda } from './agenda.ts'
import { auditPack } from './auditPack.ts'
import type { Bench } from './bench.ts'
import { boothPresence } from './boothPresence.ts'
import { creditClose } from './creditClose.ts'
import { desk } from './desk.ts'
import { firstVisit } from './firstVisit.ts'
import { hostile } from './hostile.ts'
import { importTables } from './importTables.ts'
import { joinTime } from './joinTime.ts'
import { questionFanout } from './questionFanout.ts'
import { recompute } from './recompute.ts'
import { table, writeResult } from './report.ts'
import { Scope } from './scope.ts'
import { stageFanout } from './stageFanout.ts'
import { stageLatency } from './stageLatency.ts'
import { votes } from './votes.ts'
import { watchBeats } from './watchBeats.ts'

const benches: Record<string, Bench> = {
  'join-time': joinTime,
  'first-visit': firstVisit,
  'stage-latency': stageLatency,
  'stage-fanout': stageFanout,
  'question-fanout': questionFanout,
  votes,
  'watch-beats': watchBeats,
  'credit-close': creditClose,
  recompute,
  'booth-presence': boothPresence,
  desk,
  import: importTables,
  'audit-pack': auditPack,
  agenda,
  hostile,
}

const list = () =>
  [
    'Measures one thing of Lectern against its floor: the same with none of our code.',
    '',
    '  npm run bench -- NAME [--quick]',
    '',
    ...Object.entries(benches).map(([name, { what }]) => `  ${name.padEnd(16)}${what}`),
  ].join('\n')

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false } } })
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${list()}`)
    return process.exit(1)
  }
}

const {
  positionals: [name],
  values: { quick },
} = readArguments()
if (name === undefined) {
  console.log(list())
  process.exit(0)
}
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
if (!bench) {
  console.error(`There is no bench "${name}".\n\n${list()}`)
  process.exit(1)
}

/** How long clean-up may take after an interruption, in ms. */
const endMs = 20_000
const scope = new Scope()
const startedAt = Date.now()
let stopped = false

async function stop(why: string): Promise<void> {
  if (stopped) return
  stopped = true
  console.error(why)
  setTimeout(() => process.exit(1), endMs)
  await scope.close()
  process.exit(1)
}
// The parent process disconnects to interrupt the bench, and when it dies.
process.once('disconnect', () => void stop('Interrupted.'))
process.once('SIGTERM', () => void stop('Interrupted.'))
setTimeout(() => void stop('It took too long and was ended.'), bench.deadlineMinutes * 60_000).unref()

const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(0).padStart(4)
const say = (line: string) => {
  if (!stopped) console.log(`${seconds()} s  ${line}`)
}

try {
  const measured = await bench.run({ quick, scope, say })
  await scope.close()
  console.log(`\n${table(measured)}\n\n${writeResult(name, quick, measured)}`)
  process.exit(0)
} catch (error) {
  if (!stopped) console.error(error)
  await stop('The bench failed.')
}
