// What a test file starts at its top level ends after its last test.
import { afterAll } from '@jest/globals'

const ends: (() => unknown)[] = []

/** Runs `end` after all tests of this file. What was started last ends first. */
export function atEnd(end: () => unknown): void {
  if (ends.length === 0) afterAll(endAll)
  ends.push(end)
}

/** To be called by whatever starts several things and fails halfway: Jest runs no hooks of a file that fails to load. */
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
