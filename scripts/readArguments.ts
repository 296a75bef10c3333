// The arguments of a command, or how to use it.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** Ends the process with these words. */
export function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

export function readArguments<Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  try {
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${usage}`)
  }
}
