// Which file may import which, as rules for dependency-cruiser. Paths are relative to the repository.
import type { IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser'

/** The server's folders, bottom up. A folder uses those below it, never one beside it. */
const serverFloors = [
  ['core'],
  ['http', 'live', 'jobs'],
  ['uploads', 'backup', 'typst'],
  ['accounts', 'ledger'],
  ['program', 'conferences', 'oidc'],
  ['questions', 'polls', 'stage', 'crew', 'recordings'],
  ['booths', 'disclosures', 'handouts', 'support'],
  // Asks the hall who is inside.
  ['attendance'],
  // Asks what somebody has watched.
  ['outcomes'],
  ['credit', 'health'],
  // Writes about what every feature below has.
  ['mail'],
  // Shows an auditor what all of these have.
  ['audit'],
  // Merges, exports and erases what every feature keeps about people.
  ['people'],
  ['imports'],
  // What concerns all features at once: data of earlier versions, whole conferences.
  ['installation'],
  ['reports'],
  ['example'],
]
/** The client's ground floor, used by everything. It names no feature. */
const ground = ['live', 'ui', 'words']
/** A feature uses the ground floor, and other features only as exceptions.ts lists. */
const features = [
  'accounts',
  'attendance',
  'audit',
  'booths',
  'conferences',
  'credit',
  'crew',
  'disclosures',
  'handouts',
  'imports',
  'health',
  'ledger',
  'mail',
  'polls',
  'program',
  'questions',
  'stage',
]
/** A page composes features and uses no other page. */
const pages = [
  'agenda',
  'backstage',
  'design',
  'desk',
  'details',
  'integrators',
  'office',
  'people',
  'room',
  'setup',
]

const either = (names: readonly string[]) => `(?:${names.join('|')})`
const testFile = String.raw`\.(?:test|e2e)\.tsx?$`
/** Test kits: in a folder `testing/`, or files named testing.ts, fake… or draw…. */
const kit = String.raw`(?:/testing/|/(?:testing|(?:played|fake|draw)[A-Z]\w*)\.tsx?$|^e2e/)`
const product = { path: '^(?:shared|sfu|server|client|scripts)/', pathNot: `(?:${testFile}|${kit})` }

interface Limit {
  name: string
  comment: string
  from: string
  to: IRegularForbiddenRuleType['to']
}
/** What product code under `from` must not import. Tests may import anything. */
const limit = ({ from, ...rule }: Limit): IForbiddenRuleType => ({
  severity: 'error',
  from: { path: `^${from}`, pathNot: product.pathNot },
  ...rule,
})

/** A folder under `root` that may import only itself and `allowed` there. */
const floor = (
  root: string,
  folder: string,
  allowed: readonly string[],
  comment: string,
): IForbiddenRuleType =>
  limit({
    name: `floor of ${root}${folder}`,
    comment,
    from: `${root}${folder}/`,
    to: { path: `^${root}`, pathNot: `^${root}${either([folder, ...allowed])}/` },
  })

const processes = ['shared', 'sfu', 'server', 'client'].map((name) =>
  limit({
    name: `packages: ${name}`,
    comment: 'shared ← {sfu, server, client}, and nothing else of this repository.',
    from: `${name}/src/`,
    to: {
      path: '^(?:shared|sfu|server|client|scripts|bench|e2e|docker|samples)/',
      pathNot: `^(?:${name}|shared)/`,
    },
  }),
)

const server = serverFloors.flatMap((folders, height) =>
  folders.map((folder) =>
    floor(
      'server/src/',
      folder,
      serverFloors.slice(0, height).flat(),
      'A folder of the server uses those below it, never one beside it or above it.',
    ),
  ),
)

const client = [
  ...ground.map((folder) =>
    floor('client/src/', folder, ground, "The client's ground floor uses only itself and shared."),
  ),
  ...features.map((folder) =>
    floor(
      'client/src/',
      folder,
      ground,
      'A feature uses the ground floor, and of another only what exceptions.ts lists.',
    ),
  ),
  ...pages.map((folder) =>
    floor(
      'client/src/',
      folder,
      [...ground, ...features],
      'A page composes features; it uses no other page.',
    ),
  ),
]

const placed = (root: string, names: readonly string[]) =>
  limit({
    name: `floor of a new folder in ${root}`,
    comment: 'Every folder has a floor: give this one its place in rules.ts.',
    from: `${root}(?!${either(names)}/)[^/]+/`,
    to: {},
  })

export const rules: IForbiddenRuleType[] = [
  ...processes,
  ...server,
  ...client,
  placed('server/src/', serverFloors.flat()),
  placed('client/src/', [...ground, ...features, ...pages, 'app']),
  limit({
    name: 'stores: packages',
    comment: 'A store imports Redis and shared, and no other package.',
    from: String.raw`server/src/.*Store\.ts$`,
    to: { path: 'node_modules/(?!ioredis/)' },
  }),
  limit({
    name: 'stores: server',
    comment: 'A store uses only core, its own folder, other stores, and the head of an intent.',
    from: String.raw`server/src/([^/]+)/.*Store\.ts$`,
    to: {
      path: String.raw`^server/src/(?!core/|.*Store\.ts$|ledger/intent\.ts$)`,
      pathNot: '^server/src/$1/',
    },
  }),
  limit({
    name: 'stores: commands',
    comment: 'A store knows nothing of commands and routes.',
    from: String.raw`server/src/.*Store\.ts$`,
    to: { path: String.raw`(?:Commands|Routes)\.ts$` },
  }),
  limit({
    name: 'commands of another feature',
    comment: "A feature reads another feature's store, never its commands or routes.",
    from: 'server/src/([^/]+)/',
    to: { path: String.raw`^server/src/.*(?:Commands|Routes)\.ts$`, pathNot: '^server/src/$1/' },
  }),
  {
    name: 'test kits',
    severity: 'info',
    comment: 'Product code never imports a test or what only tests use.',
    from: product,
    to: { path: `(?:${testFile}|${kit})` },
  },
  {
    name: 'cycles',
    severity: 'info',
    comment: 'Files never import each other in a circle, not even for types.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolution',
    severity: 'info',
    comment: 'Every import names a file or a package that exists.',
    from: {},
    to: { couldNotResolve: true },
  },
]
