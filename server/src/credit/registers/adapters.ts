import type { Register } from '@lectern/shared/creditRegisters'
import type { Adapter } from './adapter.ts'
import { cogeaps } from './cogeaps.ts'
import { cpeMonitor } from './cpeMonitor.ts'
import { eiv } from './eiv.ts'
import { pars } from './pars.ts'
import { plainList } from './plainList.ts'

export const adapters: Record<Register, Adapter> = {
  pars,
  'cpe-monitor': cpeMonitor,
  eiv,
  cogeaps,
  racgp: plainList(
    'RACGP',
    'The RACGP takes records on its dashboard within four weeks; no file layout could be found. This is a list to enter there.',
  ),
}
