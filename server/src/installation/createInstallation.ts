// Wires up what concerns whole conferences: copying and deleting one, and how far it is prepared.
import { type CopyOptions, createCopyConference } from './copyConference.ts'
import { keepUntil } from './keepUntil.ts'
import { createNeedsRoutes, type NeedsRoutesOptions } from './needsRoutes.ts'
import { createProgressRoutes, type ProgressRoutesOptions } from './progressRoutes.ts'
import { createRemoveConference, type RemoveConferenceOptions } from './removeConference.ts'
import { createRetentionRoutes, type RetentionRoutesOptions } from './retentionRoutes.ts'

type Shared = 'program' | 'activities' | 'planningForms' | 'booths' | 'handouts'

export type InstallationOptions = Omit<CopyOptions, Shared> &
  Omit<RemoveConferenceOptions, Shared> &
  Omit<RetentionRoutesOptions, Shared | 'intents' | 'accounts'> & {
    intents: RetentionRoutesOptions['intents'] & RemoveConferenceOptions['intents']
    accounts: RetentionRoutesOptions['accounts'] & RemoveConferenceOptions['accounts']
  } & Omit<NeedsRoutesOptions, Shared | 'views'> & {
    handouts: NeedsRoutesOptions['handouts'] & RemoveConferenceOptions['handouts']
    program: CopyOptions['program'] & RemoveConferenceOptions['program'] & RetentionRoutesOptions['program']
    planningForms: CopyOptions['planningForms'] & RemoveConferenceOptions['planningForms']
    activities: CopyOptions['activities'] &
      RemoveConferenceOptions['activities'] &
      RetentionRoutesOptions['activities']
    booths: ProgressRoutesOptions['booths'] & RemoveConferenceOptions['booths']
  }

export const createInstallation = (options: InstallationOptions) => ({
  keepUntil,
  copy: createCopyConference(options),
  remove: createRemoveConference(options),
  routes: {
    ...createRetentionRoutes(options),
    ...createProgressRoutes({ ...options, views: options.program.views }),
    ...createNeedsRoutes({ ...options, views: options.program.views }),
  },
})
