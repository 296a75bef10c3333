// Computes every certificate of an export again, from its entries and contents alone.

import type { Certificate } from '../../../shared/src/certificates.ts'
import type { Activity } from '../../../shared/src/credit.ts'
import type { CreditBasis } from '../../../shared/src/creditBasis.ts'
import type { CreditPolicy } from '../../../shared/src/creditPolicy.ts'
import { contentsOf } from '../../../shared/src/ledgerContent.ts'
import type { Entry } from '../../../shared/src/verifying/items.ts'
import type { EntryItem } from '../../../shared/src/verifying/trail.ts'
import { createActs } from './acts.ts'
import { attendanceProblems, type CheckEntry, presentedProblems } from './attendance.ts'
import { certificateProblems } from './certificate.ts'
import { createClaims } from './claims.ts'
import { createFacts, type Override, rowOf, sessionOf, stageTimeOf } from './facts.ts'
import { createForms } from './forms.ts'
import { type Held, type Issued, PurgedError } from './issued.ts'
import { createRecorded } from './recorded.ts'
import { createRecords } from './records.ts'
import { createStanding } from './standing.ts'

export interface Difference {
  seq: number
  /** Of the certificate concerned; absent for another entry. */
  code?: string
  problems: string[]
}

export interface CreditReport {
  /** Certificates that were computed again. */
  recomputed: number
  /** Certificates whose contents, or what they rest on, were purged. */
  purged: number
  /** Certificates of other activities: an export of one activity withholds what they rest on. */
  withheld: number
  /** Certificates issued before the ledger held what they rest on. */
  older: number
  differences: Difference[]
}

const notWritten = 'it is not what a server writes, and cannot be judged'
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Of one entry, by name. */
interface Contents {
  values: Map<string, unknown>
  /** Whether the export withholds one. */
  isWithheld: boolean
  /** None is missing. */
  isWhole: boolean
}

/** The contents of entries; those that several entries share are remembered. */
function createContents() {
  const shared = new Map<string, unknown>()
  const withheld = new Set<string>()
  return ({ entry, contents, withheld: named }: EntryItem): Contents => {
    for (const { digest } of named) withheld.add(digest)
    const own = new Map(contents.map(({ digest, content }) => [digest, content] as const))
    for (const [digest, { of, content }] of own) if (of === undefined) shared.set(digest, content)
    const all = contentsOf(entry)
    const values = new Map(
      all.flatMap(([name, digest]) => {
        if (own.has(digest)) return [[name, own.get(digest)!.content] as const]
        return shared.has(digest) ? [[name, shared.get(digest)] as const] : []
      }),
    )
    const isWhole = values.size === all.length
    return {
      values,
      isWhole,
      isWithheld: all.some(([name, digest]) => !values.has(name) && withheld.has(digest)),
    }
  }
}

/** Kinds whose contents are the person's whom the entry names, or who made it. */
const ofOnePerson = new Set([
  'evaluation.submitted',
  'test.submitted',
  'attendance.frozen',
  'certificate.issued',
  'appeal.made',
])

function* ownerProblems({ entry: { kind, by, data }, contents }: EntryItem): Iterable<string> {
  if (!ofOnePerson.has(kind)) return
  const owner = data.personId ?? by
  if (contents.some(({ content: { of } }) => of !== undefined && of !== owner))
    yield 'what lies beside it is another person’s'
}

export function createAudit() {
  const facts = createFacts()
  const contentsIn = createContents()
  const checks = new Map<string, CheckEntry[]>()
  const forms = createForms()
  const records = createRecords()
  const recorded = createRecorded()
  const acts = createActs()
  const claims = createClaims()
  const standing = createStanding(facts)
  const moves = new Map<string, number>()
  const issued = new Map<string, Issued>()
  const withheldSessions = new Set<string>()
  let hasMade = false
  /** Who has an entry of their time on stage, by session and person. */
  const presenters = new Set<string>()
  const report: CreditReport = { recomputed: 0, purged: 0, withheld: 0, older: 0, differences: [] }

  const differs = (seq: number, problems: string[], code?: string): void => {
    if (problems.length > 0) report.differences.push({ seq, problems, ...(code !== undefined && { code }) })
  }
  const of = (personId: unknown, other: unknown): string => `${facts.personOf(text(personId))} ${text(other)}`

  function frozen(entry: Entry, { values, isWithheld }: Contents): void {
    const { seq, data } = entry
    const sessionId = text(data.sessionId)
    if (data.personId === undefined) {
      const held = {
        facts: sessionOf(data.frozen as never),
        attendance: data.attendance as never,
        seq,
      }
      const { liveAt, until } = held.facts
      const problems = [
        [moves.get(`${sessionId} opened`), liveAt, 'went live'] as const,
        [moves.get(`${sessionId} closed`), until, 'ended'] as const,
      ].flatMap(([said, at, what]) =>
        said !== undefined && said !== at
          ? [`it says that the session ${what} at ${at}, and another entry at ${said}`]
          : [],
      )
      differs(seq, [
        ...problems,
        ...(facts.session(sessionId) ? ['the attendance of this session was final already'] : []),
        ...records.session(sessionId, held),
        ...recorded.attendance(entry),
      ])
      facts.addSession(sessionId, held)
      return
    }
    const held = facts.session(sessionId)
    if (facts.row(sessionId, text(data.personId)) !== undefined)
      differs(seq, ['the attendance of this person was final already'])
    const row = values.get('frozen') ?? data.frozen
    if (!held || row === undefined) {
      if (isWithheld) withheldSessions.add(sessionId)
      facts.addRow(sessionId, text(data.personId), null)
      return
    }
    const read = rowOf(row as never)
    facts.addRow(sessionId, text(data.personId), read)
    const said = { creditedSlots: data.creditedSlots, possibleSlots: data.possibleSlots }
    const entries = checks.get(of(data.personId, sessionId)) ?? []
    const person = facts.personOf(text(data.personId))
    differs(seq, [
      ...attendanceProblems(held, read, said, entries),
      ...records.row(sessionId, (personId) => facts.personOf(personId) === person),
    ])
  }

  function presented({ seq, data }: Entry, { values, isWithheld }: Contents): void {
    const [sessionId, personId] = [text(data.sessionId), facts.personOf(text(data.personId))]
    const held = facts.session(sessionId)
    const stage = values.get('stage')
    if (!held) differs(seq, ['it comes before the entry of the session’s attendance'])
    if (!held || stage === undefined) {
      if (isWithheld) withheldSessions.add(sessionId)
      facts.addPresented(sessionId, personId, null)
      return
    }
    const time = stageTimeOf(stage as never)
    const entry = `${sessionId} ${text(data.personId)}`
    if (presenters.has(entry)) differs(seq, ['another entry is about the same time on stage'])
    presenters.add(entry)
    facts.addPresented(sessionId, personId, time)
    const isNamed = held.facts.presenters?.some((each) => facts.personOf(each) === personId) ?? false
    differs(seq, [...presentedProblems(held, time, data.presentedSlots, isNamed)])
  }

  /** Undefined if something of it was purged. */
  function heldBy({ values, isWhole }: Contents): Held | undefined {
    if (!isWhole) return undefined
    const [certificate, inputs, activity] = ['certificate', 'inputs', 'activity'].map((name) =>
      values.get(name),
    )
    if (!certificate || !inputs || !activity) return undefined
    const policies = [...values].filter(([name]) => name.startsWith('policy ')).map(([, policy]) => policy)
    return {
      certificate: certificate as Certificate,
      inputs: inputs as CreditBasis,
      activity: activity as Activity,
      policies: policies as CreditPolicy[],
      source: values.get('source'),
      pictures: { logo: values.get('logo'), signature: values.get('signature') },
    }
  }

  /** What was purged is counted; what was withheld although this certificate rests on it differs. */
  function judgeLacking(own: Issued, held: Held | undefined): void {
    const sessions = held?.inputs.sessions.filter(({ sessionId }) => withheldSessions.has(sessionId)) ?? []
    if (sessions.length === 0) report.purged += 1
    const problems = sessions.map(
      ({ title }) => `it rests on the attendance of “${title}”, which is withheld`,
    )
    differs(own.seq, problems, own.code)
  }

  /** A certificate that says less about itself than those before it is none of an earlier version. */
  function* modern({ certificate: { print } }: Held): Iterable<string> {
    if (print?.made) hasMade = true
    else if (hasMade) yield 'it does not say what it is printed with, as certificates before it do'
  }

  function judge(entry: Entry, contents: Contents): void {
    const own = { ...entry.data, seq: entry.seq, at: entry.at } as unknown as Issued
    if (issued.has(own.code)) differs(entry.seq, ['it was issued already'], own.code)
    issued.set(own.code, own)
    if (contents.isWithheld) {
      report.withheld += 1
      return
    }
    if (!contentsOf(entry).some(([name]) => name === 'inputs')) {
      report.older += 1
      return
    }
    const held = heldBy(contents)
    try {
      if (!held) throw new PurgedError()
      own.purpose = held.inputs.for
      own.isFormer = held.inputs.timeZone === undefined
      const written = forms.of(facts.personOf(own.personId), own.activityId)
      const claimed = claims.timeOf(own.code)
      const problems = [
        ...certificateProblems(own, held, facts, { ...written, ...(claimed && { claimed }) }),
        ...claims.counted(own, held, facts.personOf),
        ...records.designation(held.activity, own.policyId),
        ...recorded.problems(held.activity, held.policies),
        ...modern(held),
      ]
      report.recomputed += 1
      standing.add(own, held, facts.personOf(own.personId))
      differs(entry.seq, problems, own.code)
    } catch (error) {
      if (error instanceof PurgedError) judgeLacking(own, held)
      else differs(entry.seq, [notWritten], own.code)
    }
  }

  const judges: Record<string, (entry: Entry, contents: Contents) => void> = {
    'session.opened': ({ data }) => moves.set(`${text(data.sessionId)} opened`, Number(data.at)),
    'session.closed': ({ data }) => moves.set(`${text(data.sessionId)} closed`, Number(data.at)),
    'attendance.frozen': frozen,
    'presentation.frozen': presented,
    'override.made': ({ data }) => {
      facts.addOverride(text(data.sessionId), text(data.personId), {
        id: text(data.override),
        from: data.from,
        to: data.to,
        credited: data.credited,
        presented: data.presented === true,
      } as Override)
      if (data.credited !== true)
        standing.overridden(facts.personOf(text(data.personId)), text(data.sessionId), text(data.override))
    },
    'recruitment.declared': ({ by, data }) => forms.declared(facts.personOf(by), text(data.activityId)),
    'evaluation.submitted': ({ by, data }) => forms.evaluated(facts.personOf(by), text(data.activityId)),
    'test.submitted'(entry, { values }) {
      const { seq, by, data } = entry
      forms.attempted(facts.personOf(by), text(data.activityId), {
        score: Number(data.score),
        at: Number((values.get('form') as { submittedAt?: number } | undefined)?.submittedAt ?? Number.NaN),
      })
      differs(seq, [...recorded.attempt(entry, values)])
    },
    'claim.made': (entry) => differs(entry.seq, [...claims.made(entry)], text(entry.data.code)),
    'certificate.issued': judge,
    'certificate.revoked': (entry) => {
      differs(entry.seq, [...claims.revoked(entry)], text(entry.data.code))
      standing.remove(text(entry.data.code))
      const code = text(entry.data.code)
      if (!issued.has(code)) differs(entry.seq, ['it revokes a certificate that no entry issued'], code)
    },
    'person.merged': ({ data }) => {
      const [from, to] = [text(data.mergedId), facts.personOf(text(data.personId))]
      // Nobody becomes themselves.
      if (from === to || facts.personOf(from) !== from) return
      facts.merge(from, to)
      forms.merge(from, to)
    },
  }
  for (const outcome of ['answered', 'missed', 'postponed', 'cancelled'])
    judges[`check.${outcome}`] = ({ data }) => {
      const at = of(data.personId, data.sessionId)
      checks.set(at, [...(checks.get(at) ?? []), { ...data, outcome, check: Number(data.check) }])
    }
  const kinds = new Map(Object.entries(judges))

  return {
    /** Takes the entries in their order, each with its contents. */
    see(item: EntryItem): void {
      const { entry } = item
      const contents = contentsIn(item)
      try {
        recorded.see(entry, contents.values)
        differs(entry.seq, [
          ...ownerProblems(item),
          ...records.of(entry, contents.values),
          ...acts.of(entry, contents.values),
        ])
        kinds.get(entry.kind)?.(entry, contents)
      } catch {
        // Whoever has the key can sign what no server writes.
        differs(entry.seq, [notWritten])
      }
    },

    /** At the end. */
    report(): CreditReport {
      for (const { seq, code, problems } of claims.problems(issued, facts.personOf))
        differs(seq, problems, code)
      for (const { seq, code, problem } of standing.problems()) differs(seq, [problem], code)
      for (const [seq, people] of facts.unpresented())
        differs(
          seq,
          people.map((personId) => `it names ${personId} among those on stage, and no entry says when`),
        )
      report.differences.sort((a, b) => a.seq - b.seq)
      return report
    },
  }
}
