// What people did, against when it was written and what rests on it: permissions, wishes, signatures, reports.
import { timeText } from '../../../shared/src/verifying/findings.ts'
import type { Entry } from '../../../shared/src/verifying/items.ts'

type Values = ReadonlyMap<string, unknown>
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Servers' clocks agree within seconds. */
const clockMs = 120_000
/** What a server left undone another one completes soon. */
const delayMs = 86_400_000
const prompt = /^(permission|moc|bias|support)\.|^recruitment\.declared$/

export function createActs() {
  /** When permissions were given, by person and register. */
  const given = new Map<string, Map<string, number[]>>()

  function add(personId: string, register: string, times: readonly number[]): void {
    const own = given.get(personId) ?? new Map<string, number[]>()
    own.set(register, [...(own.get(register) ?? []), ...times])
    given.set(personId, own)
  }

  function* signed({ at, data }: Entry, values: Values): Iterable<string> {
    const signedAt = Number(data.signedAt)
    if (signedAt > at + clockMs)
      yield `it was signed at ${timeText(signedAt)}, and written at ${timeText(at)}`
    const signature = values.get('signature') as { signedAt?: unknown; party?: unknown } | undefined
    if (signature && (signature.signedAt !== data.signedAt || signature.party !== data.party))
      yield 'the signature that lies beside it says another party or time'
  }

  /** The register was told of people who had permitted it before. */
  function* reported({ data }: Entry, values: Values): Iterable<string> {
    const permissions = Object.entries((values.get('permissions') ?? {}) as Record<string, unknown>)
    for (const [personId, time] of permissions) {
      const at = Date.parse(text(time))
      if (at > Number(data.madeAt) + clockMs)
        yield `its file was made at ${timeText(Number(data.madeAt))}, and ${personId} permitted it at ${timeText(at)}`
      // It may be in the ledger of another conference alone.
      const times = given.get(personId)?.get(text(data.register))
      if (times && !times.includes(at))
        yield `it rests on a permission of ${personId} of ${timeText(at)}, and entries say ${times.map(timeText).join(', ')}`
    }
  }

  return {
    *of(entry: Entry, values: Values): Iterable<string> {
      const { kind, at: writtenAt, data } = entry
      if (prompt.test(kind) && typeof data.at === 'number' && data.at < writtenAt - delayMs)
        yield `it is of ${timeText(data.at)}, and was written only at ${timeText(writtenAt)}`
      if (kind === 'support.signed') yield* signed(entry, values)
      if (kind === 'register.reported') yield* reported(entry, values)
      if (kind === 'permission.given') add(text(data.personId), text(data.register), [Number(data.at)])
      // Of two people who became one, either's permission may be the one that stands.
      if (kind === 'person.merged')
        for (const [register, times] of given.get(text(data.mergedId)) ?? [])
          add(text(data.personId), register, times)
    },
  }
}
