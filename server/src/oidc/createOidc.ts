// Wires up signing in with accounts of another provider.
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import { createEntering } from '../accounts/entering.ts'
import type { HistoryStore } from '../accounts/historyStore.ts'
import type { PersonRecords } from '../accounts/personRecords.ts'
import type { Rights } from '../accounts/rights.ts'
import type { Clock } from '../core/clock.ts'
import type { Config } from '../core/config.ts'
import { oidcSettingsOf } from '../core/oidcConfig.ts'
import { createGranting } from './granting.ts'
import { createLinkedRoutes } from './linkedRoutes.ts'
import { createOidcRoutes, type OidcRoutesOptions } from './oidcRoutes.ts'
import { createOidcStore } from './oidcStore.ts'
import { createOidcProvider } from './provider.ts'

export interface OidcOptions {
  redis: Redis
  config: Config
  accounts: AccountsStore
  details: DetailsStore
  history: HistoryStore
  program: { conferenceIds(): Promise<string[]> }
  rights: Rights
  mailLink: OidcRoutesOptions['mailLink']
  clock: Clock
}

export function createOidc(options: OidcOptions) {
  const { redis, config, accounts, details, history, program, rights, mailLink, clock } = options
  const settings = oidcSettingsOf(config)
  const provider = settings && createOidcProvider(settings, clock)
  const store = createOidcStore(redis)
  const grant = createGranting({ accounts, store, personChanged: rights.personChanged })
  return {
    endOf: provider?.endOf,
    records: {
      collect: async (personId) => ({
        'Linked accounts of another provider': (await store.accountsOf(personId)).length,
      }),
      move: (from, to) => store.moveAll(from, to),
      erase: (personId) => store.moveAll(personId),
    } satisfies PersonRecords,
    routes: {
      ...createLinkedRoutes({ store, accounts, history, rights, grant, providerName: settings?.name, clock }),
      ...createOidcRoutes({
        provider,
        settings,
        store,
        accounts,
        details,
        conferenceIds: program.conferenceIds,
        enter: createEntering({ accounts, rights, clock }).enter,
        grant,
        mailLink,
        clock,
      }),
    },
  }
}
