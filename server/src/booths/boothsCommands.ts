import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import type { Handlers } from '../live/handlers.ts'
import type { Booths } from './boothParts.ts'
import { createCallCommands } from './calls/callCommands.ts'
import { createDeskCommands } from './desk/deskCommands.ts'
import { createHallCommands } from './hall/hallCommands.ts'
import type { ExhibitorCommands } from './manage/exhibitorCommands.ts'
import { createManageCommands } from './manage/manageCommands.ts'
import { createBookingCommands } from './visit/bookingCommands.ts'
import { createChatCommands } from './visit/chatCommands.ts'
import { createConsentCommands } from './visit/consentCommands.ts'
import { createVisitCommands } from './visit/visitCommands.ts'

export const createBoothsCommands = (
  parts: Booths,
): Omit<Handlers<typeof declared>, keyof ExhibitorCommands> => ({
  ...createHallCommands(parts),
  ...createVisitCommands(parts),
  ...createChatCommands(parts),
  ...createBookingCommands(parts),
  ...createCallCommands(parts),
  ...createConsentCommands(parts),
  ...createDeskCommands(parts),
  ...createManageCommands(parts),
})
