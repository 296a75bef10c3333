// A person permits registers to get their credit, or withdraws that. Each decision is in the ledger before
// the person gets a reply.
import type { Register } from '@lectern/shared/creditRegisters'
import { keys } from '@lectern/shared/keys'
import { permissionWords, registerWords } from '@lectern/shared/registerPermission'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Permit } from '../accounts/confirming.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'

export interface PermissionsOptions {
  accounts: Pick<AccountsStore, 'account'>
  details: Pick<DetailsStore, 'of' | 'savePermission'>
  intents: Pick<Intents, 'define'>
  clock: Clock
}

interface Decided {
  personId: string
  register: Register
  given: boolean
  /** In ms. */
  at: number
  /** Whose ledgers record it: each of them must show what its reports rested on. */
  conferenceIds: string[]
}

export function createPermissions(options: PermissionsOptions): Permit {
  const { accounts, details, intents, clock } = options
  const works = {
    async permission(decided: Decided, record: Recording): Promise<void> {
      const { personId, register, given, at, conferenceIds } = decided
      // Another request has decided the same.
      if ((await details.of(personId)).permissions[register]?.given === given) return
      const kind = given ? 'permission.given' : 'permission.withdrawn'
      for (const conferenceId of conferenceIds)
        await record(`permission ${conferenceId}`, [
          {
            ...{ kind, by: personId, data: { personId, register, conferenceId, at } },
            contents: { words: { value: { above: permissionWords, ...registerWords[register] } } },
          },
        ])
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
    const conferenceIds = [...((await accounts.account(personId))?.memberships.keys() ?? [])].sort()
    await defined.begin('permission', name, { ...decision, at: clock(), conferenceIds })
  }
}
