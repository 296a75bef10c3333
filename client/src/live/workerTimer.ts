/** Calls `tick` every `everyMs` until the returned function is called. */
export type Timer = (everyMs: number, tick: () => void) => () => void

const pageTimer: Timer = (everyMs, tick) => {
  const timer = setInterval(tick, everyMs)
  return () => clearInterval(timer)
}

/** Keeps time in a hidden page, too; if the browser refuses the worker, falls back to a page timer. */
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
