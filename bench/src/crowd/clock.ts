/** Milliseconds on a clock that all processes of the machine share and nobody can set. */
export const sharedClock = (): number => Number(process.hrtime.bigint()) / 1e6
