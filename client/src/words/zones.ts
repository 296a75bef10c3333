// The time zone of displayed times: the reader's own or the conference's. The choice is kept in the browser.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { keep, kept } from '../live/kept.ts'

export type ZoneChoice = 'mine' | 'conference'

const keptAs = 'lectern.times'

export const zones = createStore<{ choice: ZoneChoice; conference: string | undefined }>(() => ({
  choice: kept(keptAs) === 'conference' ? 'conference' : 'mine',
  conference: undefined,
}))

export function chooseZone(choice: ZoneChoice): void {
  keep(keptAs, choice)
  zones.setState({ choice })
}

/** An unknown name counts as none. */
export function setConferenceZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat(undefined, { timeZone })
    zones.setState({ conference: timeZone })
  } catch {
    zones.setState({ conference: undefined })
  }
}

export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

const chosen = ({ choice, conference }: ReturnType<typeof zones.getState>): string =>
  choice === 'conference' && conference ? conference : ownZone()

/** The IANA name of the zone in which times are shown now. */
export const shownZone = (): string => chosen(zones.getState())

/** The same for a component, which is redrawn when another one is chosen. */
export const useShownZone = (): string => useStore(zones, chosen)

/** "Europe/Berlin" as people write it. */
const zoneWords = (timeZone: string): string => timeZone.replaceAll('_', ' ')

/** Every zone that this browser knows, by name, to choose from. */
export const zoneOptions = (...also: string[]): { value: string; label: string }[] =>
  [...new Set([...also, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
    .sort()
    .map((value) => ({ value, label: zoneWords(value) }))

/** The city that names a zone: "Buenos Aires" of "America/Argentina/Buenos_Aires". */
export const cityOf = (timeZone: string): string => timeZone.split('/').at(-1)!.replaceAll('_', ' ')
