// What a speaker has muted or switched off on a stage: kept in this tab, so that a reload makes nobody live.
import type { Source } from '@lectern/shared/media'
import type { Sent } from '../stage/stageStore.ts'

const keyOf = (stageId: string, source: Source) => `lectern.off.${stageId}.${source}`

export function isKeptOff(stageId: string, source: Source): boolean {
  try {
    return sessionStorage.getItem(keyOf(stageId, source)) !== null
  } catch {
    return false
  }
}

/** Sources that are not sent at the moment keep what they had. */
export function keepOff(stageId: string, sent: Readonly<Partial<Record<Source, Sent>>>): void {
  try {
    for (const source of ['camera', 'microphone'] as const) {
      const now = sent[source]
      if (now?.paused) sessionStorage.setItem(keyOf(stageId, source), 'off')
      else if (now) sessionStorage.removeItem(keyOf(stageId, source))
    }
  } catch {
    // Storage is refused: it holds for this page.
  }
}
