// How the dossier and its sheets write times and amounts.

/** ISO 8601 in UTC; empty for none. */
export const timeText = (at: number | null | undefined): string =>
  at === null || at === undefined ? '' : new Date(at).toISOString()

/** "2 March 2026 at 09:00 CET" */
export const momentText = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone,
    timeZoneName: 'short',
  } as Intl.DateTimeFormatOptions).format(at)

/** "1 person", "2 people" */
export const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
