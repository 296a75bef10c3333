// Whatever a certificate rests on or prints: changed anywhere in an export, even if it was signed again, some
// other entry contradicts it. Each value of each entry is changed, and what is not noticed is listed here.
import { beforeAll, expect, test } from '@jest/globals'
import { canonicalText } from '@lectern/shared/ledgerChain'
import { createAudit } from '../../../scripts/ledger/credit/audit.ts'
import type { EntryItem } from '../../../shared/src/verifying/trail.ts'
import { sha256 } from '../ledger/ledgerStore.ts'
import * as credit from '../testing/credit.ts'
import { exportedHour, type Recorded, recorded } from '../testing/exportedHour.ts'

let all: Recorded[]
beforeAll(async () => {
  await exportedHour()
  all = recorded()
}, 60_000)

/** What recomputing finds; that an export can be signed again is tested in `recompute.test.ts`. */
function audited(records: readonly Recorded[]): string[] {
  const audit = createAudit()
  const seen = new Set<string>()
  for (const [i, { entry, contents }] of records.entries()) {
    const items = Object.entries(contents).map(([name, content]) => ({
      name,
      item: { is: 'content' as const, line: 0, digest: sha256(canonicalText(content)), content },
    }))
    const digests = Object.fromEntries(items.map(({ name, item }) => [name, item.digest]))
    const { contents: _, ...rest } = entry.data
    const data = items.length > 0 ? { ...rest, contents: digests } : rest
    const item: EntryItem = {
      ...{ is: 'entry', line: 0, entry: { ...entry, seq: i + 1, data }, withheld: [] },
      contents: items.map((each) => each.item).filter(({ digest }) => !seen.has(digest)),
    }
    for (const { digest } of item.contents) seen.add(digest)
    audit.see(item)
  }
  const { differences, recomputed } = audit.report()
  expect(recomputed).toBeGreaterThan(1)
  return differences.flatMap(({ problems }) => problems)
}

type Path = readonly (string | number)[]
function* pathsIn(value: unknown, at: Path = []): Iterable<Path> {
  if (typeof value !== 'object' || value === null) yield at
  else {
    if (Array.isArray(value) && value.length > 0) yield [...at, 'last']
    for (const [name, member] of Object.entries(value)) yield* pathsIn(member, [...at, name])
  }
}
const other = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 3 * credit.minuteMs
  if (typeof value === 'string') return `${value}x`
  return value === null ? 1 : !value
}
/** A copy with another value there, or without the last of a list. */
function changed<Value>(value: Value, path: Path): Value {
  if (path.length === 0) return other(value) as Value
  const copy = structuredClone(value) as Record<string | number, unknown>
  const parent = path.slice(0, -1).reduce((at, name) => at[name] as typeof copy, copy)
  const name = path.at(-1)!
  if (name === 'last' && Array.isArray(parent)) parent.pop()
  else parent[name] = other(parent[name])
  return copy as Value
}
const shape = (path: Path): string => path.map((name) => (/^\d+$/.test(`${name}`) ? '#' : name)).join('.')

/** A change of one value of each kind, by its place. */
function* changes(): Iterable<[place: string, Recorded[]]> {
  for (const [i, one] of all.entries()) {
    const { contents: _, ...data } = one.entry.data
    for (const path of pathsIn(data))
      yield [
        `${one.entry.kind} ${shape(path)}`,
        all.with(i, { ...one, entry: { ...one.entry, data: changed(data, path) } }),
      ]
    for (const [name, line] of Object.entries(one.contents))
      for (const path of pathsIn(line.content)) {
        const content = changed(line.content, path)
        yield [
          `${one.entry.kind} / ${name.startsWith('policy ') ? 'policy' : name} ${shape(path)}`.trim(),
          all.with(i, { ...one, contents: { ...one.contents, [name]: { ...line, content } } }),
        ]
      }
  }
}

/** Nothing that a certificate states rests on these, or nobody but the person can say what they were. */
const unnoticed = [
  // Who wrote what in a form: sealed by its digest, whose salt the person's own record keeps.
  /^evaluation\.submitted (digest|\/ form )/,
  /^test\.submitted (digest|attempt|\/ form (attempt|questions\.#\.feedback|questions\.last))/,
  // Bits that no slot of the session has.
  /^attendance\.frozen \/ frozen (present|delivered|acknowledgedAt|checks\.#\.window)$/,
  /^attendance\.frozen (activityId|frozen\.onAir|frozen\.rules)$/,
  /^check\.\w+ window$/,
  // Which identifiers somebody had is nowhere else, so that erasing them leaves nothing.
  /^certificate\.issued \/ inputs learner\.(identifiers|discipline|hasDeclared|evaluatedAt)/,
  /^certificate\.issued \/ inputs sessions\.#\.(endsAt|title)$/,
  // How a page looks; pictures and template lie beside the entry by content.
  /^certificate\.issued \/ certificate print\.(language|logo|signature|signer|paper|made\.\w+)$/,
  // Base64 that reads the same.
  /^certificate\.issued \/ (logo|signature)$/,
  // Another policy's id within what was not designated.
  /^certificate\.issued \/ policy id$/,
  /^certificate\.revoked (activityId|reason|\/ reason)$/,
  /^override\.made (appealId|\/ reason)$/,
  /^session\.(opened|closed) (activityId|\/ programme .*)$/,
  /^activity\.designated designations\.last$/,
]

test('any other value of any entry is noticed, but for those that nothing rests on', () => {
  expect(audited(all)).toEqual([])
  const missed = new Set<string>()
  const tried = new Set<string>()
  for (const [place, records] of changes()) {
    if (tried.has(place)) continue
    tried.add(place)
    if (unnoticed.some((each) => each.test(place))) continue
    if (audited(records).length === 0) missed.add(place)
  }
  expect([...missed].sort()).toEqual([])
  expect(tried.size).toBeGreaterThan(200)
})

test('an entry that is gone, there twice or elsewhere is noticed', () => {
  const missed = all.flatMap(({ entry: { kind } }, i) => {
    const isFree = /^(evaluation\.submitted|check\.\w+|session\.\w+|override\.made|activity\.designated)$/
    const without = audited(all.toSpliced(i, 1)).length === 0
    const twice = !isFree.test(kind) && audited(all.toSpliced(i, 0, all[i]!)).length === 0
    const first =
      i > 0 && kind !== 'activity.designated' && audited([all[i]!, ...all.toSpliced(i, 1)]).length === 0
    return [without && `without ${kind}`, twice && `${kind} twice`, first && `${kind} first`].filter(Boolean)
  })
  expect(missed).toEqual([])
})

const isOf =
  (kind: string, personId?: string) =>
  ({ entry: { kind: own, by, data } }: Recorded): boolean =>
    own === kind && (personId === undefined || data.personId === personId || by === personId)
type Json = Record<string, never>
/** With these contents of these entries changed. */
const withContents =
  (which: (one: Recorded) => boolean, changing: Record<string, (content: Json) => unknown>) =>
  (records: readonly Recorded[]): Recorded[] =>
    records.map((one) => {
      if (!which(one)) return one
      const own = Object.entries(changing).flatMap(([name, change]) => {
        const line = one.contents[name]
        return line ? [[name, { ...line, content: change(structuredClone(line.content) as Json) }]] : []
      })
      return { ...one, contents: { ...one.contents, ...Object.fromEntries(own) } }
    })
const withData = (which: (one: Recorded) => boolean, data: object) => (records: readonly Recorded[]) =>
  records.map((one) =>
    which(one) ? { ...one, entry: { ...one.entry, data: { ...one.entry.data, ...data } } } : one,
  )

/** When the last entry was written. */
const endsAt = (): number => all.at(-1)!.entry.at
const made = (
  kind: string,
  by: string,
  data: Record<string, unknown>,
  contents: Recorded['contents'] = {},
): Recorded => ({ entry: { ...all.at(-1)!.entry, kind: kind as never, by, data }, contents })
const permittedAt = (later: number): Recorded['contents'] => ({
  permissions: { content: { ann: new Date(endsAt() + later).toISOString() }, salt: 'x' },
})

test('a permission of somebody who became another person is the other’s', () => {
  const permit = (personId: string, later: number) =>
    made('permission.given', personId, { personId, register: 'pars', at: endsAt() + later })
  const records = [
    ...all,
    permit('ann', 10_000),
    permit('twin', 30_000),
    made('person.merged', 'ito', { personId: 'ann', mergedId: 'twin' }),
    made('register.reported', 'ito', { register: 'pars', madeAt: endsAt() + 60_000 }, permittedAt(30_000)),
  ]
  expect(audited(records).filter((each) => each.includes('permission'))).toEqual([])
})

test.each<[string, (records: readonly Recorded[]) => Recorded[], RegExp]>([
  [
    'a policy’s wording, beside the certificate and on it',
    withContents(isOf('certificate.issued', 'ben'), {
      'policy ancc': (policy: { certificate: { statements: string[] } }) => ({
        ...policy,
        certificate: { ...policy.certificate, statements: ['{{name}} was excellent.'] },
      }),
      certificate: (certificate: { holder: string }) => ({
        ...certificate,
        statements: [`${certificate.holder} was excellent.`],
      }),
    } as never),
    /it rests on the policy ancc in another text than any that an entry before it holds \(certificate\)/,
  ],
  [
    'an activity’s title, beside the certificate and on it',
    withContents(isOf('certificate.issued', 'ben'), {
      activity: (activity: Json) => ({ ...activity, title: 'Brain surgery' }),
      certificate: (certificate: { statements: string[] }) => ({
        ...certificate,
        activityTitle: 'Brain surgery',
        statements: certificate.statements.map((each) => each.replace('Activity activity', 'Brain surgery')),
      }),
    } as never),
    /it rests on the activity in another text .* \(title\)/,
  ],
  [
    'the designated maximum within a statement',
    withContents(isOf('certificate.issued', 'ann'), {
      certificate: (certificate: { statements: string[] }) => ({
        ...certificate,
        statements: certificate.statements.map((each) => each.replace('maximum of 1.00', 'maximum of 9.00')),
      }),
    } as never),
    /it states “.*maximum of 9\.00.*”, which the policy does not/,
  ],
  [
    'a statement that is left out',
    withContents(isOf('certificate.issued', 'ann'), {
      certificate: (certificate) => ({ ...certificate, accreditation: [] }),
    }),
    /it leaves out “The Institute is accredited by .*”, which it has to state/,
  ],
  [
    'a failed test, passed in its entry and beside the certificate',
    (records) =>
      withContents(isOf('test.submitted'), {
        form: (form) => ({ ...form, answers: { first: 'b', second: 'no' } }),
      })(records),
    /it says a score of 1, and its answers have 0/,
  ],
  [
    'answers of somebody else’s',
    (records) => {
      const formOf = (personId: string) =>
        records.find(isOf('evaluation.submitted', personId))!.contents.form!
      const others = { ann: formOf('ben'), ben: formOf('ann') }
      return records.map((one) => {
        const form = others[one.entry.by as 'ann' | 'ben']
        return isOf('evaluation.submitted')(one) && form ? { ...one, contents: { form } } : one
      })
    },
    /what lies beside it is another person’s/,
  ],
  [
    'a claim made too late, dated back',
    withContents(isOf('certificate.issued', 'ben'), {
      inputs: (inputs: { at: number }) => ({ ...inputs, at: inputs.at - 3 * 86_400_000 }),
      certificate: (certificate: { issuedAt: number }) => ({
        ...certificate,
        issuedAt: certificate.issuedAt - 3 * 86_400_000,
      }),
    } as never),
    /it was computed as of .*, and its entry was written at/,
  ],
  [
    'a claim that is called a correction, so that no test was needed',
    (records) =>
      withContents(isOf('certificate.issued', 'cleo'), {
        inputs: (inputs) => ({ ...inputs, for: 'correction' }),
      })(records.filter((one) => !isOf('test.submitted')(one))),
    /it was computed as a correction, and is a claim/,
  ],
  [
    'a revocation, taken out with what took its place',
    (records) => {
      const revoked = records.findIndex(isOf('certificate.revoked'))
      return records.toSpliced(revoked, 2)
    },
    /it states 1; override \S+ left 0\.75, and no entry revokes it/,
  ],
  [
    'what took the place of a revoked certificate',
    (records) => records.toSpliced(records.findIndex(isOf('certificate.revoked')) + 1, 1),
    /it was replaced by \S+, which no entry issues/,
  ],
  [
    'the moments that a claim is paid for',
    withData(isOf('claim.made', 'ben'), { time: [[credit.liveAt, credit.liveAt + 60 * credit.minuteMs]] }),
    /it is paid for moments that do not count/,
  ],
  [
    'attendance that is final a second time',
    (records) => {
      const row = records.find(isOf('attendance.frozen', 'cleo'))!
      const { of: _, ...line } = row.contents.frozen!
      const again = {
        entry: { ...row.entry, data: { ...row.entry.data, personId: 'ben' } },
        contents: { frozen: { ...line, of: 'ben' } },
      }
      const at = records.findIndex(isOf('attendance.frozen', 'ben'))
      return records.toSpliced(at + 1, 0, again)
    },
    /the attendance of this person was final already/,
  ],
  [
    'rules of attendance, where attendance was judged and beside certificates',
    (records) => {
      const attendance = { checks: null, excuseOutages: true, maxExcusedMinutes: 240 }
      const isSession = (one: Recorded) =>
        isOf('attendance.frozen')(one) && one.entry.data.personId === undefined
      return withContents(isOf('certificate.issued'), {
        activity: (activity) => ({ ...activity, attendance }),
      })(withData(isSession, { attendance })(records))
    },
    /it was judged by other rules of attendance than its activity has/,
  ],
  [
    'when a check was answered',
    withData(isOf('check.answered', 'ann'), { answeredAt: credit.liveAt }),
    /check 0 was answered at other times, as another entry says/,
  ],
  [
    'the day that a session counts for',
    withContents(isOf('certificate.issued', 'ben'), {
      inputs: (inputs: { sessions: object[] }) => ({
        ...inputs,
        sessions: inputs.sessions.map((each) => ({ ...each, on: '2026-03-03' })),
      }),
    } as never),
    /counts for 2026-03-03, and went live on 2026-03-02/,
  ],
  [
    'a certificate made to look like one of an earlier version',
    withContents(isOf('certificate.issued', 'ben'), {
      certificate: ({ print, ...certificate }: { print: Json }) => {
        const { made: _, ...before } = print
        return { ...certificate, print: before }
      },
    } as never),
    /it does not say what it is printed with, as certificates before it do/,
  ],
  [
    'when a permission was given that a report rests on',
    (records) => [
      ...records,
      made('permission.given', 'ann', { personId: 'ann', register: 'pars', at: endsAt() + 60_000 }),
      made('register.reported', 'ito', { register: 'pars', madeAt: endsAt() + 90_000 }, permittedAt(30_000)),
    ],
    /it rests on a permission of ann of .*, and entries say /,
  ],
  [
    'a permission that was given after the report',
    (records) => [
      ...records,
      made('register.reported', 'ito', { register: 'pars', madeAt: endsAt() }, permittedAt(300_000)),
    ],
    /its file was made at .*, and ann permitted it at/,
  ],
  [
    'a permission, dated back',
    (records) => [...records, made('permission.given', 'ann', { personId: 'ann', register: 'pars', at: 1 })],
    /it is of 1970-01-01 .*, and was written only at/,
  ],
  [
    'when an agreement was signed',
    (records) => [
      ...records,
      made('support.signed', 'ito', { party: 'provider', at: endsAt(), signedAt: endsAt() + 86_400_000 }),
    ],
    /it was signed at .*, and written at/,
  ],
  [
    'who signed an agreement',
    (records) => {
      const signature = { signature: { content: { party: 'supporter', signedAt: endsAt() }, salt: 'x' } }
      const data = { party: 'provider', at: endsAt(), signedAt: endsAt() }
      return [...records, { ...made('support.signed', 'ito', data), contents: signature }]
    },
    /the signature that lies beside it says another party or time/,
  ],
])('%s: noticed', (_, change, words) => {
  expect(audited(change(all)).join('\n')).toMatch(words)
})
