// Wires up booths.
import type { Caller } from '../live/connection.ts'
import { createBoothJobs } from './boothJobs.ts'
import { type Booths, type BoothsOptions, createBoothParts } from './boothParts.ts'
import { createBoothsCommands } from './boothsCommands.ts'
import { createBoothsRoutes } from './boothsRoutes.ts'
import { createExhibitorCommands, type ExhibitorsOptions } from './manage/exhibitorCommands.ts'
import { createBoothRecords } from './personRecords.ts'

export function createBooths(options: BoothsOptions) {
  const parts = createBoothParts(options)
  return {
    commands: createBoothsCommands(parts),
    routes: createBoothsRoutes(parts),
    /** The organisers' commands, which need mail. */
    exhibitorCommands: (given: Omit<ExhibitorsOptions, keyof Booths>) =>
      createExhibitorCommands({ ...parts, ...given }),
    /** What reports count. */
    figures: parts,
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
