// Every certificate of an export is computed again from it alone; an altered export is caught, even if it was
// signed again by somebody who has the key, in as far as its entries contradict one another.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { canonicalText } from '@lectern/shared/ledgerChain'
import { contentLine } from '@lectern/shared/ledgerContent'
import { root } from '../../../scripts/prepare/machine.mjs'
import { sha256 } from '../ledger/ledgerStore.ts'
import { conferenceId } from '../testing/conference.ts'
import * as credit from '../testing/credit.ts'
import {
  exportedHour,
  publicKey,
  type Recorded,
  recorded,
  sessionId,
  signedAgain,
} from '../testing/exportedHour.ts'

let lines: string[]
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-recompute-'))
  lines = await exportedHour()
  copyOfVerifier()
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

/** Copies the verifier, with what it imports and nothing else, into an empty folder without packages. */
function copyOfVerifier(): void {
  const seen = new Set<string>()
  const copy = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const to = join(folder, 'own', relative(root, path))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(path, to)
    for (const [, types, from] of readFileSync(path, 'utf8').matchAll(
      /^(?:import|export)( type)?\s[^'";]*?from '([^']+)'/gm,
    ))
      if (!types && from!.startsWith('.')) copy(resolve(dirname(path), from!))
  }
  copy(join(root, 'scripts/ledger/main.ts'))
}

/** The verifier as an auditor calls it: with Node alone, in the folder. */
function verify(given: readonly string[], ...options: string[]): { status: number | null; said: string } {
  writeFileSync(join(folder, 'export.ndjson'), `${given.join('\n')}\n`)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(folder, 'own/scripts/ledger/main.ts'),
      'export.ndjson',
      '--credit',
      ...options,
    ],
    { cwd: folder, env: { PATH: process.env.PATH, INIT_CWD: folder }, encoding: 'utf8' },
  )
  return { status, said: stdout + stderr }
}

const isOf =
  (kind: string, personId?: string) =>
  ({ entry: { kind: own, data } }: Recorded) =>
    own === kind && (personId === undefined || data.personId === personId)
/** With this content of these entries changed. */
const withContent =
  (which: (one: Recorded) => boolean, name: string, change: (content: never) => unknown) =>
  (all: Recorded[]) =>
    all.map((one) =>
      which(one) && one.contents[name]
        ? {
            ...one,
            contents: {
              ...one.contents,
              [name]: {
                ...one.contents[name],
                content: change(structuredClone(one.contents[name].content) as never),
              },
            },
          }
        : one,
    )

test('every certificate is computed again, offline, with Node and nothing else', () => {
  const { said, status } = verify(lines, '--key', publicKey)
  expect(said).toContain('Recomputed: 4 certificates, each as it was issued.')
  expect(status).toBe(0)
})

test('signing the same again changes nothing', () => {
  expect(verify(signedAgain((all) => all))).toMatchObject({
    status: 0,
    said: expect.stringContaining('Recomputed: 4'),
  })
})

test('an export of an earlier version is judged by the rules of that version', () => {
  const isCertificate = isOf('certificate.issued')
  const former = signedAgain((all) =>
    withContent(isCertificate, 'inputs', (inputs: { timeZone?: string }) => {
      delete inputs.timeZone
      return inputs
    })(
      all.map((one) => {
        const { frozen } = one.entry.data as { frozen?: { rules: number } }
        if (!frozen) return one
        const { rules: _, ...rest } = frozen
        return { ...one, entry: { ...one.entry, data: { ...one.entry.data, frozen: rest } } }
      }),
    ),
  )
  expect(former.join('\n')).not.toMatch(/"timeZone":"Europe\/Berlin","for"|"rules":2/)
  expect(verify(former)).toMatchObject({ status: 0, said: expect.stringContaining('Recomputed: 4') })
})

/** With other data of these entries. */
const withData = (which: (one: Recorded) => boolean, data: object) => (all: Recorded[]) =>
  all.map((one) =>
    which(one) ? { ...one, entry: { ...one.entry, data: { ...one.entry.data, ...data } } } : one,
  )
const certificateOf = (personId: string, change: (certificate: never) => unknown) =>
  withContent(isOf('certificate.issued', personId), 'certificate', change)
const codeOf = (all: Recorded[], personId: string) =>
  String(all.find(isOf('certificate.issued', personId))!.entry.data.code)
const movedTo = (which: (one: Recorded) => boolean, to: number) => (all: Recorded[]) => {
  const moved = all.filter(which)
  return all.filter((one) => !which(one)).toSpliced(to, 0, ...moved)
}
/** An entry of this kind, at the end. */
const added =
  (kind: string, by: string, data: Record<string, unknown>) =>
  (all: Recorded[]): Recorded[] => [
    ...all,
    { entry: { ...all.at(-1)!.entry, kind: kind as never, by, data }, contents: {} },
  ]
const isSession = ({ entry: { kind, data } }: Recorded) =>
  kind === 'attendance.frozen' && data.personId === undefined
const sessionWith = (change: object) => (all: Recorded[]) =>
  withData(isSession, {
    frozen: { ...(all.find(isSession)!.entry.data.frozen as object), ...change },
  })(all)

const first = { present: 0 }
test.each<[string, (all: Recorded[]) => Recorded[], RegExp]>([
  [
    'a policy’s text: its rounding',
    withContent(isOf('certificate.issued', 'ben'), 'policy ancc', (policy: object) => ({
      ...policy,
      minutesPerUnit: 30,
    })),
    /Certificate \S+ \(entry \d+\): at most .* could be claimed when it was issued, and recomputing gives/,
  ],
  [
    'a policy’s text: what it states',
    withContent(
      isOf('certificate.issued', 'cleo'),
      'policy acpe-knowledge',
      (policy: { certificate: object }) => ({
        ...policy,
        certificate: { ...policy.certificate, statements: ['Nothing.'] },
      }),
    ),
    /which the policy does not/,
  ],
  [
    'a bitmap',
    withContent(isOf('attendance.frozen', 'ben'), 'frozen', (row: { present: string }) => {
      const bits = Buffer.from(row.present, 'base64')
      bits[first.present] = 0
      return { ...row, present: bits.toString('base64') }
    }),
    /Entry \d+: it says \d+ of 360 slots, and its marks give/,
  ],
  [
    'a missing check: taken out of the attendance',
    withContent(isOf('attendance.frozen', 'ben'), 'frozen', (row: object) => ({ ...row, checks: [] })),
    /check 0 was missed, as another entry says, and is missing from it/,
  ],
  [
    'a missing check: its entry',
    (all) => all.filter((one) => !isOf('check.missed', 'ben')(one)),
    /check 0 was missed by what it holds, and no entry says so/,
  ],
  [
    'a date: of a certificate',
    withContent(isOf('certificate.issued', 'ben'), 'certificate', (certificate: { startsAt: number }) => ({
      ...certificate,
      startsAt: certificate.startsAt - 86_400_000,
    })),
    /and the holder attended from 2026-03-02/,
  ],
  [
    'a date: of the session',
    (all) =>
      all.map((one) =>
        isOf('session.closed')(one)
          ? { ...one, entry: { ...one.entry, data: { ...one.entry.data, at: 1 } } }
          : one,
      ),
    /it says that the session ended at \d+, and another entry at 1/,
  ],
  [
    'a certificate’s number',
    withContent(isOf('certificate.issued', 'cleo'), 'certificate', (certificate: object) => ({
      ...certificate,
      number: '1234-0000-26-999-L01-P',
    })),
    /it prints the number “1234-0000-26-999-L01-P”, and the activity gives this person “1234-0000-26-001-L01-P”/,
  ],
  [
    'a certificate’s statement: an amount within its words',
    withContent(
      isOf('certificate.issued', 'ben'),
      'certificate',
      (certificate: { statements: string[] }) => ({
        ...certificate,
        statements: certificate.statements.map((each) => each.replace(/\d+\.\d+/, '9.75')),
      }),
    ),
    /it states “.*9\.75.*”, which the policy does not/,
  ],
  [
    'a certificate’s statement: another provider',
    withContent(
      isOf('certificate.issued', 'ann'),
      'certificate',
      (certificate: { statements: string[] }) => ({
        ...certificate,
        statements: certificate.statements.map((each) => each.replace('The Institute', 'Another Institute')),
      }),
    ),
    /it states “.*Another Institute.*”, which the policy does not/,
  ],
  [
    'the template that a certificate is printed with',
    (all) =>
      all.map((one) => {
        const { source } = one.contents
        if (!source) return one
        const content = String(source.content).replace('#', '#text(fill: white)[Not valid] #')
        return { ...one, contents: { ...one.contents, source: { ...source, content } } }
      }),
    /it is printed with another template than the one that lies beside its entry/,
  ],
  [
    'a rounding: of the claimed amount',
    (all) =>
      all.map((one) =>
        isOf('certificate.issued', 'ben')(one)
          ? { ...one, entry: { ...one.entry, data: { ...one.entry.data, amount: 0.505 } } }
          : one,
      ),
    /it states 0\.505, which is no multiple of 0\.01/,
  ],
  [
    'an amount',
    (all) =>
      all.map((one) =>
        isOf('certificate.issued', 'ben')(one)
          ? { ...one, entry: { ...one.entry, data: { ...one.entry.data, amount: 8 } } }
          : one,
      ),
    /it states 8, and 0\.\d+ was earned/,
  ],
  [
    'a removed override',
    (all) => all.filter((one) => !isOf('override.made')(one)),
    /counted, and no entry made it/,
  ],
  [
    'a removed claim',
    (all) => all.filter((one) => !(one.entry.kind === 'claim.made' && one.entry.by === 'cleo')),
    /no entry claims it, and it replaces no other/,
  ],
  [
    'a removed certificate',
    (all) => all.filter((one) => !isOf('certificate.issued', 'cleo')(one)),
    /it was claimed, and no entry issues its certificate/,
  ],
  [
    'an inserted certificate',
    (all) => {
      const issued = all.find(isOf('certificate.issued', 'ben'))!
      const made = { ...issued, entry: { ...issued.entry, data: { ...issued.entry.data, code: 'FORGED' } } }
      return [...all, made]
    },
    /Certificate FORGED \(entry \d+\): no entry claims it, and it replaces no other/,
  ],
  [
    'a removed evaluation',
    (all) => all.filter((one) => !(one.entry.kind === 'evaluation.submitted' && one.entry.by === 'cleo')),
    /it rests on an evaluation, and no entry says that one was submitted/,
  ],
  [
    'a removed test',
    (all) => all.filter((one) => one.entry.kind !== 'test.submitted'),
    /it rests on the test scores \[1\], and entries say \[\]/,
  ],
  [
    'a picture: the logo',
    withContent(isOf('certificate.issued', 'ben'), 'logo', () => 'QW5vdGhlcg=='),
    /it is printed with another logo than the one that lies beside its entry/,
  ],
  [
    'a picture: the signature, taken away',
    (all) =>
      all.map((one) => {
        const { signature: _, ...contents } = one.contents
        return { ...one, contents }
      }),
    /the signature that it is printed with does not lie beside its entry/,
  ],
  [
    'a statement’s italics',
    certificateOf('ann', (certificate: { statements: string[] }) => ({
      ...certificate,
      statements: certificate.statements.map((each) => each.replaceAll('*', '')),
    })),
    /in other italics than the policy/,
  ],
  [
    'the provider',
    certificateOf('ben', (certificate: object) => ({ ...certificate, provider: 'Another Institute' })),
    /it prints the provider “Another Institute”, which was “The Institute”/,
  ],
  [
    'an added answer to a check',
    (all) =>
      all.map((one) =>
        isOf('check.missed', 'ben')(one)
          ? { ...one, entry: { ...one.entry, kind: 'check.answered', by: 'ben' } }
          : one,
      ),
    /check 0 was missed by what it holds, and no entry says so/,
  ],
  [
    'an answered check that nobody sent',
    (all) => [
      {
        ...all[0]!,
        contents: {},
        entry: {
          ...all[0]!.entry,
          kind: 'check.answered',
          by: 'ben',
          data: { sessionId, personId: 'ben', check: 7 },
        },
      },
      ...all,
    ],
    /check 7 was answered, as another entry says, and is missing from it/,
  ],
  [
    'an outage that no server noticed',
    sessionWith({ outages: [{ from: credit.liveAt, to: credit.liveAt + 600_000, id: 'forged' }] }),
    /the platform failed from .* by what it holds, and no entry says so/,
  ],
  [
    'a widened outage',
    (all) =>
      sessionWith({ outages: [{ from: credit.liveAt, to: credit.liveAt + 600_000, id: 'o1' }] })([
        {
          ...all[0]!,
          contents: {},
          entry: {
            ...all[0]!.entry,
            kind: 'outage.closed',
            data: { outage: 'o1', from: credit.liveAt, to: credit.liveAt + 60_000 },
          },
        },
        ...all,
      ]),
    /the platform failed from .* by what it holds, and no entry says so/,
  ],
  [
    'a person excused whom no outage touched, with the slots that this would give',
    (all) =>
      withContent(isOf('attendance.frozen', 'ben'), 'frozen', (row: object) => ({
        ...row,
        outages: ['o1'],
      }))(withData(isOf('attendance.frozen', 'ben'), { creditedSlots: 360 })(all)),
    /it says 360 of 360 slots, and its marks give 330 of 360/,
  ],
  [
    'a break that was no pause',
    sessionWith({ breaks: [{ from: credit.liveAt, to: credit.liveAt + 60_000 }] }),
    /it has a break from .*, and no entries say so/,
  ],
  [
    'a removed visit to the hall',
    (all) => {
      const visited = withContent(isOf('attendance.frozen', 'cleo'), 'frozen', (row: object) => ({
        ...row,
        hall: [[credit.liveAt, credit.liveAt + 60_000]],
      }))(all)
      return visited
    },
    /it says 360 of 360 slots, and its marks give 354 of 360/,
  ],
  [
    'a designation’s date: on the certificate',
    withContent(
      isOf('certificate.issued', 'ben'),
      'activity',
      (activity: { designations: { designatedAt: number }[] }) => ({
        ...activity,
        designations: activity.designations.map((each) => ({ ...each, designatedAt: 1 })),
      }),
    ),
    /it rests on a designation of 1970-01-01 .*, and an entry designates at 2026/,
  ],
  [
    'a designation’s entry, moved before the session',
    movedTo(isOf('activity.designated'), 3),
    /and the entry of that comes after the first session had begun/,
  ],
  [
    'a designation beside its activity',
    (all) => withData(isOf('activity.designated'), { designations: [{ policyId: 'ama', maximum: 8 }] })(all),
    /it designates ama otherwise than the activity that lies beside it/,
  ],
  ['an override without a reason', withData(isOf('override.made'), { reason: ' ' }), /no reason is given/],
  [
    'a test’s score',
    withData(isOf('test.submitted'), { score: 0.5 }),
    /it rests on the test scores \[1\], and entries say \[0\.5\]/,
  ],
  [
    'the time of a permission',
    (all) =>
      added('permission.given', 'ann', { register: 'pars', at: all.at(-1)!.entry.at + 86_400_000 })(all),
    /Entry \d+: it is of .*, and was written at/,
  ],
  [
    'the profession of a learner',
    withContent(isOf('certificate.issued', 'cleo'), 'inputs', (inputs: { learner: object }) => ({
      ...inputs,
      learner: { ...inputs.learner, profession: 'nurse' },
    })),
    /policy acpe-knowledge gives this person nothing here/,
  ],
  [
    'codes of two people’s certificates, exchanged',
    (all) => {
      const [ben, cleo] = [codeOf(all, 'ben'), codeOf(all, 'cleo')]
      const swapped = (code: string): string => (code === ben ? cleo : code === cleo ? ben : code)
      return all.map((one) => {
        if (one.entry.kind !== 'certificate.issued') return one
        const code = swapped(String(one.entry.data.code))
        const { certificate } = one.contents
        const content = { ...(certificate!.content as object), code }
        return {
          entry: { ...one.entry, data: { ...one.entry.data, code } },
          contents: { ...one.contents, certificate: { ...certificate!, content } },
        }
      })
    },
    /it was claimed by somebody else than its certificate is for/,
  ],
  [
    'contents of two people, exchanged between entries of one kind',
    (all) => {
      const [ben, cleo] = ['ben', 'cleo'].map(
        (who) => all.find(isOf('attendance.frozen', who))!.contents.frozen!,
      )
      return all.map((one) =>
        isOf('attendance.frozen', 'ben')(one)
          ? { ...one, contents: { frozen: cleo! } }
          : isOf('attendance.frozen', 'cleo')(one)
            ? { ...one, contents: { frozen: ben! } }
            : one,
      )
    },
    /it says 330 of 360 slots, and its marks give 360 of 360/,
  ],
  [
    'moments that two activities are paid for',
    (all) => {
      const claim = all.find(({ entry }) => entry.kind === 'claim.made' && entry.by === 'cleo')!
      const data = { ...claim.entry.data, activityId: 'another', code: 'OTHER' }
      return added('claim.made', 'cleo', data)(all)
    },
    /it is paid for .*, which \S+ of another activity is paid for, too/,
  ],
  [
    'words that were shown',
    (all) => [
      {
        contents: { words: { content: { title: 'Other words' }, salt: 'c2FsdA' } },
        entry: { ...all[0]!.entry, kind: 'disclosure.shown', data: { sessionId, shown: 'a'.repeat(22) } },
      },
      ...all,
    ],
    /the words that were shown are not those that learners acknowledged/,
  ],
  [
    'an acknowledgement of words that nobody saw',
    added('disclosure.acknowledged', 'ann', { sessionId, shown: 'b'.repeat(22) }),
    /it acknowledges words of which no entry says that they were shown/,
  ],
  [
    'a purge that hides what a certificate rests on',
    (all) => {
      const { inputs } = all.find(isOf('certificate.issued', 'ben'))!.contents
      const line = contentLine(canonicalText(inputs!.content), inputs!.salt, { of: inputs!.of! })
      return added('content.purged', 'ito', {
        conferenceId,
        why: 'kept long enough',
        digests: [sha256(line)],
      })(all)
    },
    /it deletes “inputs” before 2032-03-02 .*, until when it must be kept/,
  ],
  [
    'a purge that says somebody was erased',
    (all) => {
      const { frozen } = all.find(isOf('attendance.frozen', 'ben'))!.contents
      const line = contentLine(canonicalText(frozen!.content), frozen!.salt, { of: frozen!.of! })
      const data = { conferenceId, why: 'erased', personId: 'ben', digests: [sha256(line)] }
      return added('content.purged', 'ito', data)(all)
    },
    /it deletes “frozen” because somebody was erased, which is kept for 6 years/,
  ],
])('%s: caught although it was signed again', (_, change, words) => {
  const again = signedAgain(change)
  const { said, status } = verify(again)
  expect(said).toMatch(/^Unaltered/)
  expect(said).toMatch(words)
  expect(status).toBe(1)
})

test('the export holds what each certificate is printed with, once for all that share it', () => {
  const sources = recorded().flatMap(({ contents }) => contents.source ?? [])
  expect(sources).toHaveLength(4)
  const shared = lines.filter((line) => line.startsWith('{"content":"{\\"template\\"'))
  expect(shared).toHaveLength(new Set(sources.map(({ content }) => content)).size)
})

test('the same alterations without the key break the chain', () => {
  const at = lines.findIndex((line) => line.includes('"kind":"claim.made"'))
  for (const altered of [
    lines.toSpliced(at, 1),
    lines.toSpliced(at, 0, lines[at]!),
    lines.slice(0, at),
    lines.map((line) => line.replace('"minutesPerUnit":60', '"minutesPerUnit":50')),
    lines.map((line) => line.replace('"rounding":"nearest"', '"rounding":"down"')),
  ])
    expect(verify(altered)).toMatchObject({ status: 1, said: expect.stringMatching(/^ALTERED\./) })
})
