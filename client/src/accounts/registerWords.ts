import type { Register } from '@lectern/shared/creditRegisters'

/** Each register, who runs it, and what it is sent. */
export const registerWords: Record<Register, { name: string; gets: string }> = {
  pars: {
    name: 'PARS and JA-PARS',
    gets: 'The ACCME: your name, month and day of birth, licence or board ID, the activity and your credit.',
  },
  'cpe-monitor': {
    name: 'CPE Monitor',
    gets: 'The NABP: your e-Profile ID, month and day of birth, the date and your credit. No name.',
  },
  eiv: { name: 'EIV', gets: 'Your German chamber of physicians: your EFN and the event. No name.' },
  cogeaps: { name: 'Co.Ge.A.P.S.', gets: 'The Italian register: your name, licence and credit.' },
  racgp: {
    name: 'RACGP',
    gets: 'The Royal Australian College of General Practitioners: your name and credit.',
  },
}
