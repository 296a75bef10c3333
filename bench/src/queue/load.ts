// One side's work with a number of listeners: what was sent, what arrived, and the processor time spent.
import { percentile } from '../statistics.ts'

export interface Load {
  seconds: number
  /** Messages broadcast. */
  messages: number
  /** Messages received by all listeners together, and their bytes. */
  deliveries: number
  bytes: number
  /** From each change to the last listener that got it, in ms. */
  times: number[]
  /** Seconds of a core: the process that broadcasts, and all listeners. */
  server: number
  generator: number
}

export const noLoad = (): Load => ({
  seconds: 0,
  messages: 0,
  deliveries: 0,
  bytes: 0,
  times: [],
  server: 0,
  generator: 0,
})

/** Processor time in percent of a core, and in µs per message. */
export const figuresOf = (load: Load, listeners: number) => {
  const { seconds, messages, deliveries, server } = load
  return {
    cpuPerMessage: (1e6 * server) / deliveries,
    cpuPerListener: (100 * server) / seconds / listeners,
    p99Ms: percentile(load.times, 0.99),
    bytesPerListener: load.bytes / seconds / listeners,
    messagesPerSecond: messages / seconds,
    deliveriesPerSecond: deliveries / seconds,
    serverCpu: (100 * server) / seconds,
    generatorCpu: (100 * load.generator) / seconds,
  }
}
export type QueueFigures = ReturnType<typeof figuresOf>

interface Step {
  listeners: number
  serverCpu: number
}

/**
 * Growth of the server's processor time from the first step to the last, divided by that of the listeners. 1:
 * linear.
 */
export function growthOf(steps: readonly Step[]): number {
  const [first, last] = [steps[0]!, steps.at(-1)!]
  return last.serverCpu / first.serverCpu / (last.listeners / first.listeners)
}
