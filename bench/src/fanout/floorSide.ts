import type { Relay } from '../floor/relay.ts'
import { startHelper } from '../helper.ts'
import type { Scope } from '../scope.ts'
import type { Side } from './side.ts'

export async function startFloorSide(scope: Scope): Promise<Side> {
  const relay = await startHelper<Relay>(scope, './floor/relay.ts')
  const { workerPid, ...target } = await relay.ask('open')
  return {
    target,
    pids: { worker: workerPid, node: relay.pid },
    async openViewer(rtpCapabilities) {
      const { id, transport, consumer } = await relay.ask('addViewer', rtpCapabilities)
      return {
        transport,
        consumer: consumer as never,
        connect: (dtlsParameters) => relay.ask('connectViewer', { id, dtlsParameters }),
      }
    },
  }
}
