// Which conference this page belongs to. Its address says so: /c/CONFERENCE_ID/sessions/… A page opened
// without that prefix works as well: the server says which conference it is, and the page's address is
// replaced.

/** Pages of the whole installation: their addresses have no conference. */
const installationPages = /^\/(audit|conferences|provider|s|setup|verify|api-reference|design)(?=[/?#]|$)/

export interface Place {
  conferenceId: string | undefined
  /** The rest of the address; begins with a slash. */
  path: string
}

/** "/c/cardiology/credit?all" is "/credit?all" of the conference "cardiology". */
export function placeIn(address: string): Place {
  const [, conferenceId, path] = address.match(/^\/c\/([A-Za-z0-9_-]{1,64})((?:[/?#].*)?)$/s) ?? []
  if (conferenceId === undefined || path === undefined) return { conferenceId: undefined, path: address }
  return { conferenceId, path: path.startsWith('/') ? path : `/${path}` }
}

/** The path of a page without its conference, as the router knows it. */
export const pathIn = (address: string): string => placeIn(address).path

const prefixed = (conferenceId: string, path: string): string =>
  `/c/${conferenceId}${path.replace(/^\/(?=[?#]|$)/, '')}`

interface About {
  sessionId?: string
  activityId?: string
  boothId?: string
}
const subjects: readonly [keyof About, RegExp][] = [
  ['sessionId', /^\/sessions\/([\w-]+)/],
  ['activityId', /^\/(?:credit|office\/activities)\/([\w-]+)/],
  ['boothId', /^\/(?:hall|office\/exhibitors)\/([\w-]+)/],
]
const aboutOf = (path: string): About =>
  Object.fromEntries(
    subjects.flatMap(([name, pattern]) => {
      const [, id] = path.match(pattern) ?? []
      return id === undefined ? [] : [[name, id]]
    }),
  )

/** `address`: where the page was opened. */
export function createHere(address: string) {
  let { conferenceId } = placeIn(address)
  return {
    get conferenceId(): string | undefined {
      return conferenceId
    },
    /** The page is in this conference from now on. It never changes to another without being loaded again. */
    enter(id: string): void {
      conferenceId ??= id
    },
    /** Where a page of this conference, or of the installation, is. Addresses with a conference stay. */
    addressOf(path: string): string {
      const isElsewhere = conferenceId === undefined || installationPages.test(path)
      return isElsewhere || placeIn(path).conferenceId !== undefined ? path : prefixed(conferenceId!, path)
    },
    /** Where this conference asks the server. Other addresses (of a preview, of another conference) stay. */
    requestAt: (path: string): string =>
      conferenceId !== undefined && path.startsWith('/api/') ? prefixed(conferenceId, path) : path,
    /** For the server while the conference is not known: what the page is about tells which one it is. */
    about: (path = globalThis.location?.pathname ?? '/'): About =>
      conferenceId === undefined ? aboutOf(path) : {},
    /** Whether the page at this path belongs to a conference that is not known yet. */
    isSought: (path: string): boolean => conferenceId === undefined && !installationPages.test(path),
  }
}
export type Here = ReturnType<typeof createHere>

/** Of this page. */
export const here: Here = createHere(globalThis.location?.pathname ?? '/')
