// For tests of audits.

import { jest } from '@jest/globals'
import type { Dossier, Pack } from '@lectern/shared/audit'

/** The test says when open pages ask again; everything else takes its own time. */
export const onlyIntervals = () =>
  jest.useFakeTimers({
    doNotFake: [
      'Date',
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'requestAnimationFrame',
      'cancelAnimationFrame',
      'requestIdleCallback',
      'cancelIdleCallback',
      'setImmediate',
      'clearImmediate',
      'setTimeout',
      'clearTimeout',
    ],
  })

/** The same day in every zone from Hawaii to New Zealand. */
export const at = Date.UTC(2026, 10, 20, 10)

export const dossier: Dossier = {
  activity: { id: 'hf', title: 'Heart failure' },
  ...{ conference: 'Cardiology days', provider: 'Riverside CE', timeZone: 'UTC', at, isOver: true },
  sections: [],
}

export const pack: Pack = {
  ...{ id: 'p1', state: 'making', progress: 0, at, by: 'Hana Ito' },
  ...{ finishedAt: null, file: null, problem: null },
}
