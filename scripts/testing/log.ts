// A log whose lines a test reads.
import { logSerializers } from '@lectern/shared/logError'
import { type Logger, pino } from 'pino'

export interface MemoryLog {
  log: Logger
  lines: Record<string, unknown>[]
}

export function memoryLog(): MemoryLog {
  const lines: MemoryLog['lines'] = []
  return {
    log: pino(
      { level: 'debug', serializers: logSerializers },
      { write: (line) => lines.push(JSON.parse(line)) },
    ),
    lines,
  }
}
