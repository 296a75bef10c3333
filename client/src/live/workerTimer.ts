/** Calls `tick` every `everyMs` until the function it answers is called. */
export type Timer = (everyMs: number, tick: () => void) => () => void

const pageTimer: Timer = (everyMs, tick) => {
  const timer = setInterval(tick, everyMs)
  return () => clearInterval(timer)
}

/** Keeps its time in a hidden page, too; in a browser that refuses the worker it is a page's timer. */
export const workerTimer: Timer = (everyMs, tick) => {
  try {
    const worker = new Worker(new URL('./timerWorker.ts', import.meta.url), { type: 'module' })
    let stop = () => worker.terminate()
    worker.onmessage = tick
    worker.onerror = () => {
      worker.terminate()
      stop = pageTimer(everyMs, tick)
    }
    worker.postMessage(everyMs)
    return () => stop()
  } catch {
    return pageTimer(everyMs, tick)
  }
}
