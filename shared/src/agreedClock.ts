// What time it is, agreed between processes: Redis' clock decides. A process reads its monotonic clock, which nobody can set, and
// adds how far Redis' clock is from it. Its own wall clock decides nothing: it is only compared.

export interface AgreedClock {
  /** In ms since the epoch, on Redis' clock. */
  now: () => number
  /** This process's own clock minus Redis', in ms. */
  difference(): number
  /** False while the two differ by more than two seconds: such a process does no timed work and takes no new people. */
  agrees(): boolean
  /** Asks Redis once. Rejects where Redis does not answer. */
  measure(): Promise<void>
  /** Asks once a second from now on, and tells of changes. */
  start(): void
  close(): void
}

export interface AgreedClockOptions {
  /** Redis' time, in ms since the epoch. */
  ask: () => Promise<number>
  /** This process's own clock, in ms since the epoch. */
  wall: () => number
  /** In ms, on a clock that never jumps. */
  monotonic: () => number
  /** Once each time that the clocks begin to differ, or to agree again. */
  onChange: (agrees: boolean, differenceMs: number) => void
}

/** How far a process's own clock may be from Redis', in ms. */
const agreedWithinMs = 2000
const everyMs = 1000

export function createAgreedClock({ ask, wall, monotonic, onChange }: AgreedClockOptions): AgreedClock {
  /** Redis' clock minus the monotonic one. Until Redis has been asked, the process's own clock is all there is. */
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
    // Redis read its clock between the two. What lies within is as good as any other guess, so that time does not jitter.
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
        // Also while Redis is away: a clock that was set is found against the monotonic one.
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

/** What `TIME` of Redis answers, in ms. */
export const msOfRedisTime = ([seconds, microseconds]: readonly (string | number)[]): number =>
  Number(seconds) * 1000 + Number(microseconds) / 1000
