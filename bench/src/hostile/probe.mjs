// Preloaded into the processes of the product: what the main thread's longest turn cost, and what is left on the heap.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
let [longest, before] = [0, process.threadCpuUsage()]
/** A timer runs once in a turn of the loop: the thread's own CPU since the one before is what that turn cost. */
setInterval(() => {
  const now = process.threadCpuUsage()
  longest = Math.max(longest, now.user + now.system - before.user - before.system)
  before = now
}, 1).unref()

createServer((_request, response) => {
  const longestMs = longest / 1000
  collect()
  collect()
  // Collecting is the measurement's doing.
  before = process.threadCpuUsage()
  longest = 0
  response.end(JSON.stringify({ longestMs, heapBytes: process.memoryUsage().heapUsed }))
})
  .listen(join(process.env.HOSTILE_PROBES, `${process.pid}.sock`))
  .unref()
