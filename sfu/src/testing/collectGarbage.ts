// For tests of leaks: afterwards, a WeakRef to an unreferenced object is empty.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  // An awaited object is still referenced in this turn.
  await nextTurn()
  collect()
}
