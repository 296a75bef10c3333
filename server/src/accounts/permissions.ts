// A person permits registers to get their credit, or withdraws that. Each decision is in the ledger before
// the person gets a reply.
import type { PermissionRegister } from '@lectern/shared/details'
import { keys } from '@lectern/shared/keys'
import type { Clock } from '../core/clock.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import type { DetailsStore } from './detailsStore.ts'

export interface PermissionsOptions {
  details: Pick<DetailsStore, 'of' | 'savePermission'>
  intents: Pick<Intents, 'define'>
  clock: Clock
}

interface Decided {
  personId: string
  register: PermissionRegister
  given: boolean
  /** In ms. */
  at: number
}
export type Permit = (decision: Omit<Decided, 'at'>) => Promise<void>

export function createPermissions({ details, intents, clock }: PermissionsOptions): Permit {
  const works = {
    async permission({ personId, register, given, at }: Decided, record: Recording): Promise<void> {
      const kind = given ? 'permission.given' : 'permission.withdrawn'
      await record('permission', [{ kind, by: personId, data: { personId, register } }])
      await details.savePermission(personId, register, { given, at })
    },
  }
  const defined = intents.define(keys.peopleIntents(), works)

  return async (decision) => {
    const { personId, register, given } = decision
    const name = `permission ${personId} ${register}`
    // A decision that another server is recording comes first.
    await defined.settled(name)
    if ((await details.of(personId)).permissions[register]?.given === given) return
    await defined.begin('permission', name, { ...decision, at: clock() })
  }
}
