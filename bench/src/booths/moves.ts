// Who moves where: every booth is equally likely, and the same in every run.

/** Repeatable random numbers from 0 to just below 1 (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Any booth but the current one, by index in the hall. */
export const otherBooth = (at: number, booths: number, chance: number): number =>
  (at + 1 + Math.floor(chance * (booths - 1))) % booths

/** Every second desk is open. */
export const isStaffed = (booth: number): boolean => booth % 2 === 0
