// A log whose lines a test reads.
import { type Logger, pino } from 'pino'

export interface MemoryLog {
  log: Logger
  lines: Record<string, unknown>[]
}

export function memoryLog(): MemoryLog {
  const lines: MemoryLog['lines'] = []
  return { log: pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) }), lines }
}
