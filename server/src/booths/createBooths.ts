// Wires up booths.
import type { Caller } from '../live/connection.ts'
import { createBoothJobs } from './boothJobs.ts'
import { type BoothsOptions, createBoothParts } from './boothParts.ts'
import { createBoothsCommands } from './boothsCommands.ts'
import { createBoothsRoutes } from './boothsRoutes.ts'
import { createExhibitorCommands, type ExhibitorsOptions } from './manage/exhibitorCommands.ts'
import { createFigures } from './manage/figures.ts'
import { createBoothRecords } from './personRecords.ts'

export function createBooths(options: BoothsOptions) {
  const parts = createBoothParts(options)
  const figures = createFigures(parts)
  return {
    commands: createBoothsCommands(parts),
    routes: createBoothsRoutes(parts),
    /** The organisers' commands, which need mail. */
    exhibitorCommands: (given: Pick<ExhibitorsOptions, 'details' | 'invitations'>) =>
      createExhibitorCommands({ ...parts, figures, ...given }),
    /** What came of each booth of a conference. */
    figures,
    records: createBoothRecords(parts),
    /** A person no longer works for an exhibitor. */
    endJob: createBoothJobs(parts),
    /** Removes a person from the exhibit hall, on all devices. */
    leaveHall: (caller: Caller): Promise<void> => parts.leaving.leaveHall(caller),
    /** A page's connection is gone. */
    detach: parts.live.detach,
    close: parts.live.close,
  }
}
