// A booth's figures for its organiser. Pure.
import type { ManagedBooth } from '@lectern/shared/booths'

export const visitsOf = ({ hours }: Pick<ManagedBooth, 'hours'>): number =>
  hours.reduce((sum, { visits }) => sum + visits, 0)

/** For how long (ms) somebody worked at the desk. */
export const staffedMsOf = ({ staffed }: Pick<ManagedBooth, 'staffed'>): number =>
  staffed.reduce((sum, { ms }) => sum + ms, 0)
