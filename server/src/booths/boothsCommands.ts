import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import type { Handlers } from '../live/handlers.ts'
import { createCallCommands } from './callCommands.ts'
import { createConsentCommands } from './consentCommands.ts'
import type { Booths } from './createBooths.ts'
import { createDeskCommands } from './deskCommands.ts'
import { createHallCommands } from './hallCommands.ts'
import { createManageCommands } from './manageCommands.ts'

export const createBoothCommands = (parts: Booths): Handlers<typeof declared> => ({
  ...createHallCommands(parts),
  ...createCallCommands(parts),
  ...createConsentCommands(parts),
  ...createDeskCommands(parts),
  ...createManageCommands(parts),
})
