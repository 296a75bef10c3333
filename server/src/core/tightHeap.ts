// While thousands of rows pass, V8 would let the heap grow threefold before it collects what they left. Then
// memory would depend on the number of rows, although the work holds only a few of them at a time.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** By how much of what is alive (%) the heap may grow before it is collected; 0 leaves it to V8. */
const growth = { tight: 25, usual: 0 }
const grow = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`)

type Collect = (options: { type: 'major'; execution: 'async' }) => Promise<void>
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as Collect

export async function withTightHeap<Result>(work: () => Promise<Result>): Promise<Result> {
  grow(growth.tight)
  try {
    // V8 sets the next limit whenever it collects: from now on by the new rule.
    await collect({ type: 'major', execution: 'async' })
    return await work()
  } finally {
    grow(growth.usual)
  }
}
