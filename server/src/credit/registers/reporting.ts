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
import type { Credit } from '../creditParts.ts'
import type { About, RecordToSend } from './adapter.ts'
import { adapters } from './adapters.ts'
import { readAnswer } from './answers.ts'
import type { Claimed } from './claimed.ts'
import { entriesFor, isDue, type Reported, unmarkedIn } from './records.ts'

export type ReportingOptions = Pick<
  Credit,
  'claims' | 'intents' | 'policies' | 'clock' | 'enter' | 'program' | 'findPerson' | 'details'
> & {
  /** Where certificates are verified. */
  publicUrl: () => string
}

export function createReporting(options: ReportingOptions, claimed: (of: Activity) => Promise<Claimed[]>) {
  const { claims, intents, policies, clock, enter, program, findPerson, details, publicUrl } = options

  const aboutOf = async (activity: Activity): Promise<About> => ({
    activity,
    timeZone: (await program.conference(activity.conferenceId)).timeZone,
    host: new URL(publicUrl()).hostname,
    now: clock(),
  })

  /**
   * What a register has and what no longer stands. Erased people are left out: nothing says who they were.
   */
  async function outdatedOf(codes: readonly string[]): Promise<RecordToSend[]> {
    const found = codes.map(async (code): Promise<RecordToSend[]> => {
      const certificate = await claims.certificate(code)
      const policy = policies.find(({ id }) => id === certificate?.policyId)
      const person = certificate && (await findPerson(certificate.personId))
      if (!policy || !person) return []
      const { amount, issuedAt: claimedAt, endsAt, partId } = certificate
      const when = { claimedAt, completedAt: endsAt - 1, reportFrom: endsAt }
      const given = await details.of(person.id)
      const part = partId === undefined ? {} : { partId }
      return [{ action: 'delete', person, details: given, policy, amount, code, ...when, ...part }]
    })
    return (await Promise.all(found)).flat()
  }

  const reportedOf = async (activityId: string): Promise<Reported> => {
    const [codes, answers] = await Promise.all([
      claims.reported(activityId),
      claims.registerAnswers(activityId),
    ])
    return { codes, answers }
  }

  /** `all`: the activity's claims, if they were read already. */
  async function entriesOf(of: Activity, register: Register, all?: readonly Claimed[]) {
    const [made, reported, about] = await Promise.all([all ?? claimed(of), reportedOf(of.id), aboutOf(of)])
    const standing = new Set(made.map(({ code }) => code))
    const outdated = await outdatedOf(
      Object.values(reported.codes).filter((code) => code !== '' && !standing.has(code)),
    )
    return { entries: entriesFor(register, made, outdated, { about, reported }), reported, about }
  }

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
    const deadlines = due.flatMap(({ record: { dueBy } }) => dueBy ?? [])
    return {
      register,
      unreported: due.length,
      keptBack: due.filter(({ record: { state } }) => state === 'kept_back').length,
      dueBy: deadlines.length > 0 ? Math.min(...deadlines) : null,
      lastFile: file && {
        madeAt: file.madeAt,
        records: file.records.length,
        unreported: unmarkedIn(file, reported).length,
      },
    }
  }

  return {
    registersOf,

    statuses: (of: Activity, all: readonly Claimed[]): Promise<RegisterStatus[]> =>
      Promise.all(registersOf(of).map((register) => status(of, register, all))),

    async report(of: Activity, register: Register): Promise<RegisterReport> {
      const { entries } = await entriesOf(of, register)
      const { draft, activityProblems } = adapters[register]
      return {
        register,
        draft,
        problems: activityProblems({ activity: of }),
        records: entries.map(({ record }) => record),
      }
    },

    /** A new file with every record that is ready. The ledger gets its digest; its records are stored. */
    async makeFile(by: string, of: Activity, register: Register): Promise<string> {
      const adapter = adapters[register]
      const [problem] = adapter.activityProblems({ activity: of })
      if (problem) throw errors.conflict(problem.says)
      const { entries, about } = await entriesOf(of, register)
      const ready = entries.filter(({ record: { state } }) => state === 'ready')
      const content = adapter.write(
        ready.map(({ send }) => send),
        about,
      )
      const digest = createHash('sha256').update(content).digest('hex')
      const people = ready.length
      await enter([{ kind: 'export.made', by, data: { what: register, activityId: of.id, people, digest } }])
      await claims.saveRegisterFile(of.id, register, {
        madeAt: about.now,
        digest,
        records: ready.map(({ key, record: { code, action } }) => ({ key, code, action })),
      })
      return content
    },

    /** Marks the records of the latest file, which must be the one made at `madeAt`; returns their number. */
    async markReported(by: string, of: Activity, register: Register, madeAt: number): Promise<number> {
      const file = await claims.registerFile(of.id, register)
      if (!file) throw errors.conflict('No file for this register has been made yet: download it first.')
      if (file.madeAt !== madeAt)
        throw errors.stale('A newer file was made meanwhile. Look at when, and upload that one.', {
          madeAt: file.madeAt,
        })
      if (unmarkedIn(file, await reportedOf(of.id)).length === 0) return 0
      const work = { activityId: of.id, register, by, ...file }
      const marked = await intents.begin('reported', `reported ${of.id} ${register}`, work)
      return marked ?? 0
    },

    /** Finds the records that a register's answer names; records nothing. */
    async readAnswer(of: Activity, register: Register, text: string): Promise<AnswerRead> {
      const { entries } = await entriesOf(of, register)
      return readAnswer(
        text,
        entries.filter((entry) => !isDue(entry)),
      )
    },

    /** What the register said of records that it was sent; returns for how many that is new. */
    async answer(
      by: string,
      of: Activity,
      register: Register,
      { codes, rejected }: RegisterAnswer,
    ): Promise<number> {
      const { entries, reported } = await entriesOf(of, register)
      const there = new Set(entries.filter((entry) => !isDue(entry)).map(({ record: { code } }) => code))
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
        ...(rejected && { rejected: rejected.reason }),
      }
      const changed = await intents.begin('answered', `answered ${newId()}`, work)
      return changed ?? 0
    },
  }
}
