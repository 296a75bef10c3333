// One side's work: what was sent, what arrived, and the processor time spent.

export interface Load {
  seconds: number
  /** Packets expected at all viewers together. */
  expected: number
  received: number
  /** Seconds of a core: the media worker, the Node process around it, and all viewers. */
  worker: number
  node: number
  generator: number
}

export const noLoad = (): Load => ({
  seconds: 0,
  expected: 0,
  received: 0,
  worker: 0,
  node: 0,
  generator: 0,
})

/** Processor time in percent of a core. */
export function figuresOf({ seconds, expected, received, worker, node, generator }: Load, viewers: number) {
  const percentOfCore = (used: number) => (100 * used) / seconds
  return {
    // How many such viewers would fill a core.
    viewersPerCore: viewers / (worker / seconds),
    cpuPerViewer: percentOfCore(worker + node) / viewers,
    deliveredShare: received / expected,
    workerCpu: percentOfCore(worker),
    nodeCpu: percentOfCore(node),
    generatorCpu: percentOfCore(generator),
    viewers,
  }
}
export type FanoutFigures = ReturnType<typeof figuresOf>
