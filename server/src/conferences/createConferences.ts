// Wires up conferences: their settings, the list of them, and the first setup.
import { type ConferencesRoutesOptions, createConferencesRoutes } from './conferencesRoutes.ts'
import { createProviderRoutes, type ProviderRoutesOptions } from './providerRoutes.ts'
import { createSettingsRoutes, type SettingsRoutesOptions } from './settingsRoutes.ts'
import { createSetupRoutes, type SetupRoutesOptions } from './setupRoutes.ts'

type Shared = 'program' | 'accounts' | 'activities' | 'provider'

export type ConferencesOptions = Omit<ConferencesRoutesOptions, Shared> &
  Omit<SettingsRoutesOptions, Shared> &
  Omit<SetupRoutesOptions, Shared> &
  Omit<ProviderRoutesOptions, Shared> & {
    program: ProviderRoutesOptions['program'] &
      ConferencesRoutesOptions['program'] &
      SettingsRoutesOptions['program'] &
      SetupRoutesOptions['program']
    accounts: SetupRoutesOptions['accounts']
    activities: ConferencesRoutesOptions['activities'] &
      ProviderRoutesOptions['activities'] &
      SetupRoutesOptions['activities'] & { provider: SettingsRoutesOptions['provider'] }
  }

export const createConferences = (options: ConferencesOptions) => ({
  routes: {
    ...createSettingsRoutes({ ...options, provider: options.activities.provider }),
    ...createConferencesRoutes(options),
    ...createSetupRoutes(options),
    ...createProviderRoutes(options),
  },
})
