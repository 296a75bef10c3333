// Reporting to registers: the server makes a file, the CE office uploads it, confirms that, and reads the
// register's answer back in. Making a file reports nobody: looking at a file must not clear the warning that
// a record is due.
import { createHash } from 'node:crypto'
import type { Activity } from '@lectern/shared/credit'
import type {
  AnswerRead,
  Register,
  RegisterAnswer,
  RegisterReport,
  RegisterStatus,
} from '@lectern/shared/creditRegisters'
import { errors } from '@lectern/shared/errors'
import { newId } from '../../core/newId.ts'
import type { RegisterFile } from '../claimsStore.ts'
import type { Credit } from '../creditParts.ts'
import { adapters } from './adapters.ts'
import { readAnswer } from './answers.ts'
import type { Claimed } from './claimed.ts'
import { createEntries, type EntriesOptions } from './entries.ts'
import { type Entry, isDue, type Reported, unmarkedIn } from './records.ts'

/** How much of a file is not marked as sent, and how much of that is not to be sent like this any more. */
function unmarkedCounts(file: RegisterFile, entries: readonly Entry[], reported: Reported) {
  const unmarked = unmarkedIn(file, reported)
  const ready = new Set(
    entries.flatMap(({ record: { state, action, code } }) =>
      state === 'ready' ? [`${action} ${code}`] : [],
    ),
  )
  const outdated = unmarked.filter(({ action, code }) => !ready.has(`${action} ${code}`)).length
  return { unreported: unmarked.length, outdated }
}

export type Reporting = ReturnType<typeof createReporting>
export type ReportingOptions = EntriesOptions & Pick<Credit, 'intents' | 'enter'>

export function createReporting(options: ReportingOptions, claimed: (of: Activity) => Promise<Claimed[]>) {
  const { claims, intents, policies, clock, enter } = options

  const { entriesOf, reportedOf } = createEntries(options, claimed)

  const registersOf = ({ designations }: Activity): Register[] => [
    ...new Set(
      designations.flatMap(({ policyId }) => policies.find(({ id }) => id === policyId)?.register ?? []),
    ),
  ]

  async function status(of: Activity, register: Register, all: readonly Claimed[]): Promise<RegisterStatus> {
    const [{ entries, reported }, file] = await Promise.all([
      entriesOf(of, register, all),
      claims.registerFile(of.id, register),
    ])
    const due = entries.filter(isDue)
    const possible = due.filter(({ record: { isTooLate } }) => !isTooLate)
    const deadlines = possible.flatMap(({ record: { dueBy } }) => dueBy ?? [])
    const dueBy = deadlines.length > 0 ? Math.min(...deadlines) : null
    return {
      register,
      unreported: due.length,
      keptBack: due.filter(({ record: { state } }) => state === 'kept_back').length,
      tooLate: due.length - possible.length,
      dueBy,
      isOverdue: dueBy !== null && dueBy < clock(),
      lastFile: file && {
        madeAt: file.madeAt,
        records: file.records.length,
        ...unmarkedCounts(file, entries, reported),
      },
    }
  }

  return {
    registersOf,

    statuses: (of: Activity, all: readonly Claimed[]): Promise<RegisterStatus[]> =>
      Promise.all(registersOf(of).map((register) => status(of, register, all))),

    async report(of: Activity, register: Register): Promise<RegisterReport> {
      const { entries, about } = await entriesOf(of, register)
      const { draft, activityProblems } = adapters[register]
      return {
        register,
        draft,
        problems: activityProblems(about),
        records: entries.map(({ record }) => record),
      }
    },

    /** A new file with every record that is ready. The ledger gets its digest; its records are stored. */
    async makeFile(by: string, of: Activity, register: Register): Promise<string> {
      const adapter = adapters[register]
      const { entries, about } = await entriesOf(of, register)
      const [problem] = adapter.activityProblems(about)
      if (problem) throw errors.conflict(problem.says)
      const ready = entries.filter(({ record: { state } }) => state === 'ready')
      const content = adapter.write(
        ready.map(({ send }) => send),
        about,
      )
      const digest = createHash('sha256').update(content).digest('hex')
      const people = ready.length
      await enter([{ kind: 'export.made', by, data: { what: register, activityId: of.id, people, digest } }])
      await claims.saveRegisterFile(of.id, register, {
        // Its time names a file: no two have the same.
        madeAt: Math.max(about.now, ((await claims.registerFile(of.id, register))?.madeAt ?? 0) + 1),
        digest,
        records: ready.map(({ key, send, record: { code, action } }) => {
          const permittedAt = send.details.permissions[register]?.at ?? null
          return { key, code, action, ...(action === 'add' && permittedAt !== null && { permittedAt }) }
        }),
      })
      return content
    },

    /** Marks the records of the latest file, which must be the one made at `madeAt`; returns their number. */
    async markReported(by: string, of: Activity, register: Register, madeAt: number): Promise<number> {
      const file = await claims.registerFile(of.id, register)
      if (!file) throw errors.conflict('No file for this register has been made yet: download it first.')
      if (file.madeAt !== madeAt)
        throw errors.stale('A newer file was made meanwhile. Look when it was made, and upload that one.', {
          madeAt: file.madeAt,
        })
      if (unmarkedIn(file, await reportedOf(of.id)).length === 0) return 0
      const work = { activityId: of.id, register, by, ...file }
      const marked = await intents.begin('reported', `reported ${of.id} ${register}`, work)
      return marked ?? 0
    },

    /** Finds the records that a register's answer names; records nothing. */
    async readAnswer(of: Activity, register: Register, text: string): Promise<AnswerRead> {
      const { entries, unanswered } = await entriesOf(of, register)
      const sent = entries.filter((entry) => !isDue(entry) || entry.record.rejected !== null)
      return readAnswer(text, [...sent, ...unanswered])
    },

    /** What the register said of records that it was sent; returns for how many that is new. */
    async answer(
      by: string,
      of: Activity,
      register: Register,
      { codes, rejected, afterAll }: RegisterAnswer,
    ): Promise<number> {
      const { entries, unanswered, reported } = await entriesOf(of, register)
      const mayBeAccepted = ({ record: { isByHand, rejected: before } }: Entry): boolean =>
        isByHand || (before !== null && afterAll)
      const sent = entries.filter((entry) => !isDue(entry) || (!rejected && mayBeAccepted(entry)))
      const there = new Set([...sent, ...unanswered].map(({ record: { code } }) => code))
      const unknown = codes.find((code) => !there.has(code) && reported.answers[code] === undefined)
      if (unknown !== undefined)
        throw errors.stale('A record of these was not sent, or has changed since. Look at the list again.', {
          code: unknown,
        })
      const answered = codes.filter((code) => there.has(code))
      if (answered.length === 0) return 0
      const work = {
        activityId: of.id,
        register,
        by,
        at: clock(),
        codes: answered,
        deleted: sent.flatMap(({ key, record: { code, action, isByHand: byHand } }) =>
          action === 'delete' && codes.includes(code) ? [{ key, code, byHand }] : [],
        ),
        ...(rejected && { rejected: rejected.reason }),
      }
      const changed = await intents.begin('answered', `answered ${newId()}`, work)
      return changed ?? 0
    },
  }
}
