// The registers that learners' records are exported for. Pure: the rules of credit load no validation.

/** The ACCME's PARS, and the NABP's CPE Monitor. */
export const registers = ['pars', 'cpe-monitor'] as const
export type Register = (typeof registers)[number]
