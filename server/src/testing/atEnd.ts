// Stops everything a test file started at its top level, after its last test.
import { afterAll } from '@jest/globals'

const ends: (() => unknown)[] = []

/** Runs `end` after all tests of this file, in reverse order of registration. */
export function atEnd(end: () => unknown): void {
  if (ends.length === 0) afterAll(endAll)
  ends.push(end)
}

/** Call this if starting several things fails halfway: Jest runs no hooks of a file that fails to load. */
export async function endAll(): Promise<void> {
  const failures: unknown[] = []
  for (const end of ends.splice(0).reverse()) {
    try {
      await end()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
