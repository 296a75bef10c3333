// Limits how many peers one person may have on one stage. Further pages close an older one, or are refused.
import { errors } from '@lectern/shared/errors'
import { presentersMax } from '@lectern/shared/limits'
import type { PeerOptions } from './peer.ts'
import type { Stage } from './stage.ts'

export interface Entry {
  /** The earlier peer of the same page. */
  instead?: string | undefined
  takeOver?: boolean | undefined
}

/** How many pages of one person may watch one stage: more than anybody needs, too few to crowd out others. */
const watchingMax = 8

const watchesEnough = 'You watch this session on many pages already. Close one of them first.'

type Newcomer = Pick<PeerOptions, 'id' | 'personId' | 'role' | 'isPage' | 'isAhead'>

/**
 * Makes room for a peer. Throws `present_elsewhere` for a presenter who is there on another page, `conflict`
 * if the stage is full.
 */
export function admit(stage: Stage, newcomer: Newcomer, { instead, takeOver = false }: Entry): void {
  const { id, personId, role, isPage, isAhead } = newcomer
  const peers = [...stage.peers.values()].filter((peer) => peer.id !== id && peer.role === role)
  const own = peers.filter((peer) => peer.personId === personId && peer.isPage === isPage)
  if (role === 'viewer') {
    const watching = own.filter((peer) => !peer.isAhead)
    if (isAhead && watching.length >= watchingMax) throw errors.conflict(watchesEnough)
    // A person has one page prepared for a stage: the one that they used last.
    for (const before of own) if (isAhead && before.isAhead) before.close('grace_over')
    if (isAhead) return
    for (const oldest of watching.slice(0, Math.max(0, watching.length + 1 - watchingMax)))
      oldest.close('taken_over')
    return
  }
  // A page whose server or network is lost does not block others.
  const isElsewhere = own.some((peer) => peer.attachedTo !== null && peer.id !== instead)
  if (isElsewhere && !takeOver) throw errors.presentElsewhere()
  if (peers.length - own.length >= presentersMax)
    throw errors.conflict('This stage has no room for another presenter. Somebody has to leave it first.')
  for (const peer of own) peer.close(peer.id === instead ? 'replaced' : 'taken_over')
}
