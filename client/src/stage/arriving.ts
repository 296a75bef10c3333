import { isOff, type StageClientState } from './stageStore.ts'

/** What arrives of the stage. A muted speaker still counts as heard; a camera that is off shows nothing. */
export function arriving({ received, stage }: Pick<StageClientState, 'received' | 'stage'>): {
  hasPicture: boolean
  hasSound: boolean
} {
  const off = new Set(
    stage?.presenters.flatMap(({ producers }) =>
      producers.flatMap((producer) => (isOff(producer) ? [producer.producerId] : [])),
    ),
  )
  const media = Object.values(received)
  return {
    hasPicture: media.some(({ kind, producerId }) => kind === 'video' && !off.has(producerId)),
    hasSound: media.some(({ kind }) => kind === 'audio'),
  }
}
