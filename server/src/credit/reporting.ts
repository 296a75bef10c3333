// Reporting to registers: the server makes a file, the CE office uploads it and confirms. Making
// a file reports nobody: looking at a file must not clear the warning that the record is due.
import type { Activity } from '@lectern/shared/credit'
import type { Register, RegisterStatus } from '@lectern/shared/creditRegisters'
import { errors } from '@lectern/shared/errors'
import { reportedKey } from './claimsStore.ts'
import type { Credit } from './creditParts.ts'
import { type Claimed, type Lack, lacks, reportBy } from './registers.ts'

export interface Row {
  claimed: Claimed
  lacking: Lack[]
}

const keyOf = ({ person, policy }: Claimed): string => reportedKey(person.id, policy.id)

export type ReportingOptions = Pick<Credit, 'claims' | 'intents' | 'policies' | 'clock' | 'enter'>

export function createReporting(
  { claims, intents, policies, clock, enter }: ReportingOptions,
  claimed: (of: Activity) => Promise<Claimed[]>,
) {
  const rowsFor = (register: Register, all: readonly Claimed[]): Row[] =>
    all
      .filter(({ policy }) => policy.register === register)
      .map((one) => ({ claimed: one, lacking: lacks(register, one, clock()) }))

  const registersOf = ({ designations }: Activity): Register[] => [
    ...new Set(
      designations.flatMap(({ policyId }) => policies.find(({ id }) => id === policyId)?.register ?? []),
    ),
  ]

  async function status(of: Activity, register: Register, all: readonly Claimed[]): Promise<RegisterStatus> {
    const [reported, file] = await Promise.all([claims.reported(of.id), claims.registerFile(of.id, register)])
    const due = rowsFor(register, all).filter(({ claimed: one }) => reported[keyOf(one)] !== one.code)
    const deadlines = due.flatMap(({ claimed: one }) => reportBy(one) ?? [])
    const dueCodes = new Set(due.map(({ claimed: { code } }) => code))
    return {
      register,
      unreported: due.length,
      keptBack: due.filter(({ lacking }) => lacking.length > 0).length,
      dueBy: deadlines.length > 0 ? Math.min(...deadlines) : null,
      lastFile: file && {
        madeAt: file.madeAt,
        records: file.records.length,
        unreported: file.records.filter(([, code]) => dueCodes.has(code)).length,
      },
    }
  }

  return {
    /** Everyone with a claim for the register, with the reasons for keeping each record back. */
    rows: async (of: Activity, register: Register): Promise<Row[]> => rowsFor(register, await claimed(of)),

    statuses: (of: Activity, all: readonly Claimed[]): Promise<RegisterStatus[]> =>
      Promise.all(registersOf(of).map((register) => status(of, register, all))),

    /** The records for a new file, by name. The ledger records that it was made; its contents are stored. */
    async makeFile(by: string, of: Activity, register: Register): Promise<Claimed[]> {
      const rows = rowsFor(register, await claimed(of))
      const whole = rows.filter(({ lacking }) => lacking.length === 0).map((row) => row.claimed)
      const data = { what: register, activityId: of.id, people: whole.length }
      await enter([{ kind: 'export.made', by, data }])
      await claims.saveRegisterFile(of.id, register, {
        madeAt: clock(),
        records: whole.map((one) => [keyOf(one), one.code]),
      })
      return whole
    },

    /** Marks the records of the latest file, which must be the one made at `madeAt`; returns their number. */
    async markReported(by: string, of: Activity, register: Register, madeAt: number): Promise<number> {
      const file = await claims.registerFile(of.id, register)
      if (!file) throw errors.conflict('No file for this register has been made yet: download it first.')
      if (file.madeAt !== madeAt)
        throw errors.stale('A newer file was made meanwhile. Look at when, and upload that one.', {
          madeAt: file.madeAt,
        })
      const reported = await claims.reported(of.id)
      const valid = new Set(rowsFor(register, await claimed(of)).map(({ claimed: { code } }) => code))
      const records = file.records.filter(([key, code]) => valid.has(code) && reported[key] !== code)
      if (records.length === 0) return 0
      const work = { activityId: of.id, register, madeAt, by, records }
      const marked = await intents.begin('reported', `reported ${of.id} ${register}`, work)
      return marked ?? 0
    },
  }
}
