// How errors are logged. Their messages and arguments contain what people wrote (a failed Redis command its
// arguments, a JSON error part of the text, an invalid URL its password), so neither is logged.
import { redisErrorCode } from './redisAway.ts'

interface LoggedError {
  type: string
  code?: string
  /** Only for errors of the operating system: a call and an address. */
  message?: string
  /** Where it was thrown: the stack's lines without the message. */
  at?: string[]
  cause?: LoggedError
}

const deepest = 3
const shownFrames = 8

function framesOf({ stack = '', message }: Error): string[] {
  // A message may contain lines that look like frames.
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

/** Serializers for every process's log. */
export const logSerializers = { err: errorForLog, error: errorForLog }
