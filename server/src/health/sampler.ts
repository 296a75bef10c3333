// Notes once a minute how each running session fares, and how busy this server is. Whichever server comes
// first notes a minute; one that is late changes nothing.
import { performance } from 'node:perf_hooks'
import type { SessionView } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { HealthStore } from './healthStore.ts'
import { type Look, minuteMs } from './look.ts'

/** How often (ms) a server looks whether a minute is noted. */
const everyMs = 15_000
/** A server that has not told its load for so long (ms) is gone. */
const goneMs = 10 * 60_000

export interface SamplerOptions {
  health: HealthStore
  look: Pick<Look, 'minute'>
  running: () => Promise<SessionView[]>
  serverName: string
  sockets: () => number
  /** False while this server does no timed work. */
  mayWork: () => boolean
  clock: Clock
  log: Log
}

export function createSampler(options: SamplerOptions) {
  const { health, look, running, serverName, sockets, mayWork, clock, log } = options
  let before = performance.eventLoopUtilization()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  async function noteLoad(): Promise<void> {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    await health.noteServer(serverName, { at: clock(), load: utilization, sockets: sockets() })
    const silent = [...(await health.servers())].filter(([, { at }]) => clock() - at > goneMs)
    await health.forgetServers(silent.map(([name]) => name))
  }

  async function noteMinutes(): Promise<void> {
    const at = clock() - (clock() % minuteMs)
    for (const view of await running())
      if (!(await health.hasMinute(view.session.id, at)))
        await health.addMinute(view.session.id, await look.minute(view))
  }

  const sampler = {
    /** Notes what is due now. */
    async sample(): Promise<void> {
      if (!mayWork()) return
      await noteLoad()
      await noteMinutes()
    },
    start(): void {
      timer = setTimeout(() => {
        sampler
          .sample()
          .catch((error: unknown) => log.debug({ err: error }, 'health could not be noted'))
          .finally(() => {
            if (!closed) sampler.start()
          })
      }, everyMs)
      timer.unref()
    },
    async close(): Promise<void> {
      closed = true
      clearTimeout(timer)
      await health.forgetServers([serverName]).catch(() => undefined)
    },
  }
  return sampler
}
