// The arguments of a command, or how to use it.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/**
 * What a file says, on one line: a terminal obeys control characters, and words that turn around others read
 * otherwise than they are.
 */
export const inOneLine = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu,
    (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`,
  )

/** Ends the process with these words. */
export function fail(message: string, status = 1): never {
  console.error(message)
  process.exit(status)
}

/** A value may begin with a dash, as one public key in 64 does: `--key -Ab` is read as `--key=-Ab`. */
function withValues(given: readonly string[], options: ParseArgsOptionsConfig): string[] {
  const args: string[] = []
  for (const arg of given) {
    const last = args.at(-1) ?? ''
    if (last.startsWith('--') && options[last.slice(2)]?.type === 'string')
      args.splice(-1, 1, `${last}=${arg}`)
    else args.push(arg)
  }
  return args
}

/** @param status with which the process ends if the arguments cannot be read */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  status = 1,
) {
  try {
    const args = withValues(process.argv.slice(2), options)
    return parseArgs({ args, allowPositionals: true, options })
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${usage}`, status)
  }
}
