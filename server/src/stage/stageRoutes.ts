import type { RtpCapabilities } from '@lectern/shared/media'
import type { stageRoutes } from '@lectern/shared/stage'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { SfuNodes } from './sfuNodes.ts'

export function createStageRoutes(nodes: SfuNodes): RouteHandlers<typeof stageRoutes> {
  /** The same on every node. */
  let rtpCapabilities: RtpCapabilities | undefined
  return {
    async 'stage.capabilities'() {
      rtpCapabilities ??= (await nodes.call(nodes.candidate().nodeId, 'node.capabilities', {}))
        .rtpCapabilities
      return { rtpCapabilities }
    },
  }
}
