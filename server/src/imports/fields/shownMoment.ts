import { zoned } from '@lectern/shared/zoneTime'

/** "2026-11-24 14:30" as clocks in the zone show it: how previews and tables write times. */
export const shownMoment = (at: number, timeZone: string): string =>
  zoned(at, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
