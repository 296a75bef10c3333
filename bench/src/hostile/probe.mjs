// Preloaded into the product's processes: the cost of the main thread's longest turn, and the size of the
// heap.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
let [longest, before] = [0, process.threadCpuUsage()]
/**
 * A timer runs once per turn of the loop: the thread's CPU time since the last one is the cost of that turn.
 */
setInterval(() => {
  const now = process.threadCpuUsage()
  longest = Math.max(longest, now.user + now.system - before.user - before.system)
  before = now
}, 1).unref()

createServer((_request, response) => {
  const longestMs = longest / 1000
  collect()
  collect()
  // Garbage collection belongs to the measurement.
  before = process.threadCpuUsage()
  longest = 0
  response.end(JSON.stringify({ longestMs, heapBytes: process.memoryUsage().heapUsed }))
})
  .listen(join(process.env.HOSTILE_PROBES, `${process.pid}.sock`))
  .unref()
