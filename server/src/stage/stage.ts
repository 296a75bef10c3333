// The servers' side of the stage: joins people to media nodes, keeps the stage's state in Redis, and
// announces changes.
import { createJoining, type Joining, type JoiningOptions } from './joining.ts'
import { createPeers, type Peers, type PeersOptions } from './peers.ts'

export type StageOptions = PeersOptions & Pick<JoiningOptions, 'iceServers'>

export type Stage = Peers & Joining

export function createStageControl(options: StageOptions): Stage {
  const peers = createPeers(options)
  return { ...peers, ...createJoining({ ...options, peers }) }
}
