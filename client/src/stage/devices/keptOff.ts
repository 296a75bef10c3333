// What a speaker has muted or switched off on a stage: kept in this tab, so that a reload puts nobody live.
import type { Source } from '@lectern/shared/media'
import { keep, kept } from '../../live/kept.ts'
import type { Sent } from '../stageStore.ts'

const nameOf = (stageId: string, source: Source) => `lectern.off.${stageId}.${source}`

export const isKeptOff = (stageId: string, source: Source): boolean =>
  kept(nameOf(stageId, source), 'tab') !== null

/** Sources that are not being sent keep their state. */
export function keepOff(stageId: string, sent: Readonly<Partial<Record<Source, Sent>>>): void {
  for (const source of ['camera', 'microphone'] as const) {
    const now = sent[source]
    if (now) keep(nameOf(stageId, source), now.paused ? 'off' : null, 'tab')
  }
}
