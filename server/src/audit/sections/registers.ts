// What registers were told, and what they answered.
import type { Section } from '@lectern/shared/audit'
import type { Register } from '@lectern/shared/creditRegisters'
import { counted, momentText } from '../words.ts'
import { type About, sectionOf, table, text } from './about.ts'

export interface RegisterStanding {
  register: Register
  /** Records that were sent, those deleted since included. */
  sent: number
  accepted: number
  rejected: number
  lastFileAt: number | null
}

const registerNames: Record<Register, string> = {
  pars: 'PARS (ACCME)',
  'cpe-monitor': 'CPE Monitor (ACPE, NABP)',
  eiv: 'EIV (Germany)',
  cogeaps: 'Co.Ge.A.P.S. (Italy)',
  racgp: 'RACGP',
}

export function registers(
  { conference: { timeZone }, isOver, tally }: About,
  standings: readonly RegisterStanding[],
): Section {
  return sectionOf(
    {
      id: 'registers',
      title: 'Reports to registers',
      evidenceOf: 'Learners’ data are reported as each register asks, with each learner’s permission',
    },
    [
      standings.length === 0 ? text('No credit of this activity is reported to a register.') : undefined,
      table(
        'Registers',
        ['Register', 'Sent', 'Accepted', 'Rejected', 'Last file'],
        standings.map(({ register, sent, accepted, rejected, lastFileAt }) => [
          registerNames[register],
          String(sent),
          String(accepted),
          String(rejected),
          lastFileAt === null ? 'none' : momentText(lastFileAt, timeZone),
        ]),
      ),
      text(
        'register-receipts.csv has every report and answer; permissions.csv when each learner permitted it.',
      ),
    ],
    standings.flatMap(({ register, sent, rejected }) => [
      rejected > 0
        ? {
            says: `${counted(rejected, 'record was', 'records were')} rejected by ${registerNames[register]}.`,
            who: 'office' as const,
          }
        : undefined,
      isOver && sent === 0 && tally.claimants > 0
        ? { says: `Nothing was reported to ${registerNames[register]}.`, who: 'office' as const }
        : undefined,
    ]),
  )
}
