// What a person reads before they permit a register to get their credit. The ledger holds it with their
// decision, so it says exactly what that register's records have.
import type { Register } from './registerNames.ts'

/** Above all of them. */
export const permissionWords =
  'Without your permission nothing is reported. Your certificates are the same either way. Withdrawing it stops further reports; what a register has received stays there.'

/** Each register, who runs it, and what it is sent. */
export const registerWords: Record<Register, { name: string; gets: string }> = {
  pars: {
    name: 'PARS and JA-PARS',
    gets: 'The ACCME: your name, month and day of birth, licence, board ID or NPI, the activity, when you completed it, and your credit.',
  },
  'cpe-monitor': {
    name: 'CPE Monitor',
    gets: 'The NABP: your e-Profile ID, month and day of birth, the activity, its date and your credit. No name.',
  },
  eiv: { name: 'EIV', gets: 'Your German chamber of physicians: your EFN and the event. No name.' },
  cogeaps: {
    name: 'Co.Ge.A.P.S.',
    gets: 'The Italian register: your name, codice fiscale, profession and discipline, whether a company recruited you and which, the event, its day and your credit.',
  },
  racgp: {
    name: 'RACGP',
    gets: 'The Royal Australian College of General Practitioners: your name and profession, the activity, its day and your credit.',
  },
}
