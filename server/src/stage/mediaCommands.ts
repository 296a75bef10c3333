// What a peer does with its media.
import type { stageCommands as declared } from '@lectern/shared/stage'
import type { Handlers } from '../live/handlers.ts'
import type { Stage } from './stage.ts'
import type { StageStore } from './stageStore.ts'

interface MediaCommandsOptions {
  stage: Pick<Stage, 'onPeer' | 'publish'>
  store: Pick<StageStore, 'addProducer' | 'pauseProducer' | 'removeProducer'>
}

type MediaCommands = Pick<
  Handlers<typeof declared>,
  | 'stage.connect'
  | 'stage.restartIce'
  | 'stage.consume'
  | 'stage.setConsumer'
  | 'stage.produce'
  | 'stage.setProducer'
  | 'stage.closeProducer'
>

export function createMediaCommands({ stage, store }: MediaCommandsOptions): MediaCommands {
  return {
    'stage.connect': async ({ peerId, ...request }, caller) =>
      (await stage.onPeer('peer.connect', peerId, request, caller)).reply,
    'stage.restartIce': async ({ peerId, direction }, caller) =>
      (await stage.onPeer('peer.restartIce', peerId, { direction }, caller)).reply,
    'stage.consume': async ({ peerId, producerIds }, caller) =>
      (await stage.onPeer('peer.consume', peerId, { producerIds }, caller)).reply,
    'stage.setConsumer': async ({ peerId, ...request }, caller) =>
      (await stage.onPeer('peer.setConsumer', peerId, request, caller)).reply,
    'stage.produce': async ({ peerId, ...request }, caller) => {
      const { peer, reply } = await stage.onPeer('peer.produce', peerId, request, caller)
      const { kind, source } = request
      const { producerId } = reply
      const added = store.addProducer(peer.sessionId, peerId, producerId, { kind, source, paused: false })
      await stage.publish(
        await added.catch(async (error: unknown) => {
          await stage.onPeer('peer.closeProducer', peerId, { producerId }, caller)
          throw error
        }),
      )
      return reply
    },
    'stage.setProducer': async ({ peerId, producerId, paused, lost = false }, caller) => {
      // A lost device sends nothing. Its producer is paused, so that nobody takes its silence for a bad
      // connection.
      const update = { producerId, paused: paused || lost }
      const { peer } = await stage.onPeer('peer.setProducer', peerId, update, caller)
      await stage.publish(await store.pauseProducer(peer.sessionId, peerId, producerId, paused, lost))
      return {}
    },
    'stage.closeProducer': async ({ peerId, producerId }, caller) => {
      const { peer } = await stage.onPeer('peer.closeProducer', peerId, { producerId }, caller)
      await stage.publish(await store.removeProducer(peer.sessionId, peerId, producerId))
      return {}
    },
  }
}
