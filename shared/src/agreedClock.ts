// The time that all processes agree on: Redis' clock. A process takes its monotonic clock, which nobody can
// set, and adds the offset to Redis' clock. Its wall clock is only compared, never used.

export interface AgreedClock {
  /** In ms since the epoch, on Redis' clock. */
  now: () => number
  /** This process's wall clock minus Redis', in ms. */
  difference(): number
  /** False while the two clocks differ by more than `agreedWithinMs`: no timed work, no new people. */
  agrees(): boolean
  /** Asks Redis once. Rejects if Redis does not answer. */
  measure(): Promise<void>
  /** Measures once a second from now on and reports changes. */
  start(): void
  close(): void
}

export interface AgreedClockOptions {
  /** Redis' time, in ms since the epoch. */
  ask: () => Promise<number>
  /** This process's wall clock, in ms since the epoch. */
  wall: () => number
  /** In ms, on a clock that never jumps. */
  monotonic: () => number
  /** Called each time the clocks start to differ or agree again. */
  onChange: (agrees: boolean, differenceMs: number) => void
}

/** The largest accepted difference between a process's wall clock and Redis', in ms. */
const agreedWithinMs = 2000
const everyMs = 1000

export function createAgreedClock({ ask, wall, monotonic, onChange }: AgreedClockOptions): AgreedClock {
  /** Redis' clock minus the monotonic one. Before the first answer, the process's own clock has to do. */
  let offset = wall() - monotonic()
  let isMeasured = false
  let agreed = true
  let timer: NodeJS.Timeout | undefined

  const now = (): number => Math.round(monotonic() + offset)
  const difference = (): number => Math.round(wall() - monotonic() - offset)
  const agrees = (): boolean => Math.abs(difference()) <= agreedWithinMs

  function compare(): void {
    if (agrees() === agreed) return
    agreed = !agreed
    onChange(agreed, difference())
  }

  async function measure(): Promise<void> {
    const asked = monotonic()
    const time = await ask()
    const answered = monotonic()
    // Redis read its clock between asking and answering. Keep the old offset if it fits, so time does not
    // jitter.
    const least = time - answered
    const most = time - asked
    offset = isMeasured ? Math.min(Math.max(offset, least), most) : (least + most) / 2
    isMeasured = true
    compare()
  }

  return {
    now,
    difference,
    agrees,
    measure,
    start() {
      let isAsking = false
      timer = setInterval(() => {
        // Compare while Redis is away too: the monotonic clock shows that the wall clock was set.
        compare()
        if (isAsking) return
        isAsking = true
        measure()
          .catch(() => undefined)
          .finally(() => {
            isAsking = false
          })
      }, everyMs)
      timer.unref()
    },
    close: () => clearInterval(timer),
  }
}

/** The reply of Redis' `TIME`, in ms. */
export const msOfRedisTime = ([seconds, microseconds]: readonly (string | number)[]): number =>
  Number(seconds) * 1000 + Number(microseconds) / 1000
