// How an error is logged. Messages and arguments of errors hold what people wrote (a failing command of Redis carries its
// arguments, a JSON error a piece of the text, an invalid URL its password), so none of them is.
import { redisErrorCode } from './redisAway.ts'

interface LoggedError {
  type: string
  code?: string
  /** Only of errors of the operating system: a call and an address. */
  message?: string
  /** Where it was thrown: the lines of the stack without the message. */
  at?: string[]
  cause?: LoggedError
}

const deepest = 3
const shownFrames = 8

function framesOf({ stack = '', message }: Error): string[] {
  // A message may have lines that look like frames.
  const head = stack.indexOf(message)
  const frames = head < 0 ? stack : stack.slice(head + message.length)
  return frames
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, shownFrames)
    .map((line) => line.trim())
}

const codeOf = (error: Error): string | undefined => {
  const code = redisErrorCode(error) ?? ('code' in error ? error.code : undefined)
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : undefined
}

/** A serializer for pino's `err`. Never throws. */
function errorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = codeOf(error)
  const isOfSystem = 'syscall' in error && 'errno' in error
  return {
    type: error.constructor.name || 'Error',
    ...(code !== undefined && { code }),
    ...(isOfSystem && { message: error.message }),
    at: framesOf(error),
    ...(error.cause !== undefined && depth < deepest && { cause: errorForLog(error.cause, depth + 1) }),
  }
}

/** What every process's log does with errors. */
export const logSerializers = { err: errorForLog, error: errorForLog }
