/** Milliseconds since the epoch. Injected wherever time decides, so that tests own it. */
export type Clock = () => number
export const systemClock: Clock = () => Date.now()
