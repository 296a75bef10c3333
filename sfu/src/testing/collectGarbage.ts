// For tests of what is let go: afterwards, a WeakRef to what nobody holds is empty.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  // Who is awaited is still held in this turn.
  await nextTurn()
  collect()
}
