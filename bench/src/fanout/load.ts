// What one side was given to do, what became of it, and the processor time it took.

export interface Load {
  seconds: number
  /** Packets at all viewers together. */
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

/** Processor time is in percent of a core. */
export function figuresOf({ seconds, expected, received, worker, node, generator }: Load, viewers: number) {
  const percentOfCore = (used: number) => (100 * used) / seconds
  return {
    // So many like these would fill a core, by what these took of one.
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
