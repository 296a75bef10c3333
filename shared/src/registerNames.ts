// The registers that learners' records are exported for. Pure: the rules of credit load no validation.

/** ACCME's PARS, NABP's CPE Monitor, Germany's EIV, Italy's Co.Ge.A.P.S., and the RACGP's dashboard. */
export const registers = ['pars', 'cpe-monitor', 'eiv', 'cogeaps', 'racgp'] as const
export type Register = (typeof registers)[number]

/** Those that take no record any more once their days are over; of others that is not stated. */
export const refusesLate: ReadonlySet<Register> = new Set(['cpe-monitor'] as const)
