// Everything that names a person, for them to have: as JSON, and as a text to read.
import { errors } from '@lectern/shared/errors'
import { namePartsOf, proposedPrintedName } from '@lectern/shared/names'
import type { FileAnswer } from '../http/routeHandlers.ts'
import type { PeopleParts } from './people.ts'

type Data = Record<string, unknown>

const indent = '  '

/** A value in lines: "Label: text", with what belongs to it indented. */
function linesOf(label: string, value: unknown, depth = 0): string[] {
  const lead = indent.repeat(depth)
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value)) {
    if (value.length === 0) return []
    if (value.every((each) => typeof each !== 'object')) return [`${lead}${label}: ${value.join('; ')}`]
    return [`${lead}${label}:`, ...value.flatMap((each, i) => linesOf(String(i + 1), each, depth + 1))]
  }
  if (typeof value === 'object') {
    const inner = Object.entries(value).flatMap(([name, each]) => linesOf(name, each, depth + 1))
    return inner.length === 0 ? [] : [`${lead}${label}:`, ...inner]
  }
  const [first = '', ...rest] = `${value as string | number | boolean}`.split('\n')
  return [`${lead}${label}: ${first}`, ...rest.map((line) => `${lead}${indent}${line}`)]
}

const readable = (data: Data): string =>
  Object.entries(data)
    .map(([title, value]) => {
      const isEmpty = linesOf('x', value).length === 0
      const lines = isEmpty
        ? [`${indent}Nothing.`]
        : typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.entries(value).flatMap(([name, each]) => linesOf(name, each, 1))
          : linesOf('', value, 0).slice(1)
      return `${title}\n${'='.repeat(title.length)}\n${lines.join('\n')}`
    })
    .join('\n\n')

export function createExporting(parts: PeopleParts) {
  const { accounts, details, history, program, records, clock } = parts

  async function dataOf(personId: string): Promise<Data> {
    const [account, own, changes, links, signIns] = await Promise.all([
      accounts.account(personId),
      details.of(personId),
      history.of(personId),
      accounts.linksOf(personId, clock()),
      accounts.signInsOf(personId),
    ])
    if (!account) throw errors.notFound('person')
    const { identity, memberships } = account
    const places = await Promise.all(
      [...memberships].map(async ([conferenceId, { roles, exhibitorId, since }]) => ({
        conference: (await program.findConference(conferenceId))?.title ?? conferenceId,
        roles,
        exhibitorId,
        since: new Date(since).toISOString(),
      })),
    )
    const parted = await Promise.all(records.map(({ collect }) => collect(personId)))
    return {
      Person: {
        ...identity,
        ...namePartsOf(identity),
        printedName: identity.printedName ?? proposedPrintedName(identity),
        mailAddress: own.email,
      },
      'Licences and numbers': own.identifiers,
      'Permissions for registers': Object.fromEntries(
        Object.entries(own.permissions).map(([register, { given, at }]) => [
          register,
          { given, at: at === null ? 'before times were recorded' : new Date(at).toISOString() },
        ]),
      ),
      'MOC points asked for': own.mocWishes,
      'Recruitment declared': own.recruitments,
      Conferences: places,
      'Sign-in links that work': links.map(({ createdAt, expiresAt }) => ({
        created: createdAt === null ? null : new Date(createdAt).toISOString(),
        expires: new Date(expiresAt).toISOString(),
      })),
      'Signed in on': signIns.map(({ at, device }) => ({ since: new Date(at).toISOString(), device })),
      ...Object.assign({}, ...parted),
      'Changes to these details': changes.map(({ at, what }) => ({ at: new Date(at).toISOString(), what })),
    }
  }

  return {
    async json(personId: string): Promise<FileAnswer> {
      const content = JSON.stringify(
        { madeAt: new Date(clock()).toISOString(), ...(await dataOf(personId)) },
        null,
        2,
      )
      return { name: `lectern-data-${personId}.json`, content }
    },
    async text(personId: string): Promise<FileAnswer> {
      const head = `Everything that Lectern keeps about this person, on ${new Date(clock()).toUTCString()}.`
      return {
        name: `lectern-data-${personId}.txt`,
        content: `${head}\n\n${readable(await dataOf(personId))}\n`,
      }
    },
  }
}
