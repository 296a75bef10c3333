import type { RtpCapabilities } from '@lectern/shared/media'
import type { stageRoutes } from '@lectern/shared/stage'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { SfuNodes } from './sfuNodes.ts'
import type { Stage } from './stage.ts'

export function createStageRoutes(nodes: SfuNodes, stage: Stage): RouteHandlers<typeof stageRoutes> {
  /** The same on every node. */
  let rtpCapabilities: RtpCapabilities | undefined
  return {
    async 'stage.capabilities'() {
      rtpCapabilities ??= (await nodes.call(nodes.candidate().nodeId, 'node.capabilities', {}))
        .rtpCapabilities
      return { rtpCapabilities }
    },
    async 'stage.leavePage'({ params: { peerId }, person }) {
      await stage.leave(peerId, { person })
      return {}
    },
  }
}
