// The browser's history without conferences: the router and its links know only paths within one.
import {
  createPath,
  type NavigateOptions,
  parsePath,
  type To,
  UNSAFE_createBrowserHistory,
  type unstable_HistoryRouter,
} from 'react-router'
import { type Here, here, pathIn, placeIn } from '../live/place.ts'

type History = Parameters<typeof unstable_HistoryRouter>[0]['history']
type Listener = Parameters<History['listen']>[0]

export interface PlaceHistory {
  /** For the router. */
  history: History
  /** The server has said which conference this page belongs to: its address says it from now on. */
  enter: (conferenceId: string) => void
}

/** `load`: opens an address in a new document. */
export function createPlaceHistory(
  here: Here,
  load = (address: string) => location.assign(address),
): PlaceHistory {
  const browser = UNSAFE_createBrowserHistory({ v5Compat: true })
  const within = (full: History['location']): History['location'] => ({
    ...full,
    pathname: pathIn(full.pathname),
  })
  const addressOf = (to: To): string => here.addressOf(typeof to === 'string' ? to : createPath(to))

  /** A page of another conference has other data and another connection: it is loaded as a whole. */
  const go = (change: 'push' | 'replace') => (to: To, state?: unknown, _options?: NavigateOptions) => {
    const address = addressOf(to)
    const { conferenceId } = placeIn(address)
    if (conferenceId !== undefined && conferenceId !== here.conferenceId) load(address)
    else browser[change](parsePath(address), state)
  }
  /** Where the browser is, as an address should say it by now. */
  const currentAddress = (): string => addressOf(browser.location)

  const history: History = {
    get action() {
      return browser.action
    },
    get location() {
      return within(browser.location)
    },
    createHref: addressOf,
    createURL: (to) => new URL(addressOf(to), location.origin),
    encodeLocation: (to) => browser.encodeLocation(to),
    push: go('push'),
    replace: go('replace'),
    go: (delta) => browser.go(delta),
    listen: (listener: Listener) =>
      browser.listen((update) => {
        // Back to where the page was before it knew its conference.
        window.history.replaceState(window.history.state, '', currentAddress())
        listener({ ...update, location: within(update.location) })
      }),
  }
  const enter = (conferenceId: string): void => {
    here.enter(conferenceId)
    // With a key of its own, so that every link is drawn again.
    browser.replace(parsePath(currentAddress()), browser.location.state)
  }
  return { history, enter }
}

export const placeHistory = createPlaceHistory(here)
