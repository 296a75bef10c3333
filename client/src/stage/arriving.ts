import { isOff, type StageClientState } from './stageStore.ts'

/** What of the stage arrives here. A speaker who is muted is still listened to; a picture that is off shows nothing. */
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
