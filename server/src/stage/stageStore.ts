// Who is on a stage, with what media, and on which node: the state of a stage that must outlive a process.
import { isCallStage } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { presentersMax, producersMax, stageStretchesMax } from '@lectern/shared/limits'
import type { MediaKind, Source } from '@lectern/shared/media'
import { type Layout, type Presenter, type StageState, stageState } from '@lectern/shared/stage'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { fromPairs, script } from '../core/script.ts'

export type PeerRole = 'viewer' | 'presenter'

/** One page's peer on one stage, as the servers know it. */
export interface PeerRecord {
  sessionId: string
  personId: string
  nodeId: string
  role: PeerRole
  /** The signed-in browser that holds it. */
  webSessionId?: string | undefined
  /** Where its page is: the same person's page at another conference may have other rights. */
  conferenceId?: string | undefined
}

export interface PresenterRecord {
  personId: string
  name: string
  credentials: string
  nodeId: string
  /** A recording or an encoder: the person may also be there with a page. */
  isFile?: boolean
}

export interface ProducerRecord {
  kind: MediaKind
  source: Source
  paused: boolean
  lost?: boolean
  silent?: boolean
}

type Step =
  | { put: string; value: string; max: number; keep: boolean }
  | { produce: string; value: string; max: number }
  | { pause: string; paused: boolean; lost: boolean }
  | { hush: string; silent: boolean }
  | { drop: string }
  | { leave: string; final?: boolean }
  | { on: string; at: number }
  | { off: string }
  | { back: string; within: number }
  | { set: 'layout' | 'spotlight'; value: string }
  | { note: true }

export interface StageChange {
  /** False if the stage already was in this state: nothing to announce. */
  changed: boolean
  state: StageState
}

export type StageStore = ReturnType<typeof createStageStore>

const runChange = script<[number, string[], string[], string[], string]>(import.meta.url, './change.lua')
const runClaim = script<string>(import.meta.url, './claimOrigin.lua')

/** A peer's record outlives any session; it is removed when the node reports the peer closed. */
const peerSeconds = 24 * 3600

/** People whose peers are read at once. */
const peopleAtOnce = 500

const full =
  'This stage has no room for more. Close pages that you no longer need, or turn a camera or screen off, and try again.'

const producerField = (peerId: string, producerId: string): string => `${peerId} ${producerId}`

function readStage(
  sessionId: string,
  stage: Record<string, string>,
  presenters: Record<string, string>,
  onStage: Record<string, string>,
  phase: string,
): StageState {
  const byPeer = new Map<string, Presenter>()
  for (const [field, text] of Object.entries(presenters)) {
    if (field.includes(' ')) continue
    const { personId, name, credentials } = JSON.parse(text) as PresenterRecord
    const since = onStage[personId]
    byPeer.set(field, {
      peerId: field,
      personId,
      name,
      credentials,
      onStageAt: since === undefined ? null : Number(since),
      producers: [],
    })
  }
  for (const [field, text] of Object.entries(presenters)) {
    const [peerId = '', producerId] = field.split(' ')
    if (producerId)
      byPeer.get(peerId)?.producers.push({ producerId, ...(JSON.parse(text) as ProducerRecord) })
  }
  return stageState.parse({
    sessionId,
    version: Number(stage.version ?? 0),
    layout: stage.layout ?? 'auto',
    spotlight: stage.spotlight || null,
    ...(phase === 'paused' && { onBreak: true }),
    presenters: [...byPeer.values()].sort(
      (a, b) => (a.onStageAt ?? Infinity) - (b.onStageAt ?? Infinity) || a.peerId.localeCompare(b.peerId),
    ),
  })
}

/**
 * The presenters whom viewers may see and hear now, or after the countdown. During a break there are none.
 */
export const presentersOnStage = ({ presenters, onBreak }: StageState): Presenter[] =>
  onBreak ? [] : presenters.filter(({ onStageAt }) => onStageAt !== null)

/** What viewers may know of it. */
export const publicState = (state: StageState): StageState => ({
  ...state,
  presenters: presentersOnStage(state),
})

/** `clock`: the one that sessions go live by. */
export function createStageStore(redis: Redis, clock: Clock) {
  async function change(sessionId: string, steps: Step[]): Promise<StageChange> {
    const [changed, stage, presenters, onStage, phase] = await runChange(
      redis,
      [
        keys.stage(sessionId),
        keys.stagePresenters(sessionId),
        keys.stageOnStage(sessionId),
        keys.sessionState(sessionId),
        keys.stageTimes(sessionId),
      ],
      [JSON.stringify(steps), clock(), isCallStage(sessionId) ? 0 : stageStretchesMax],
    )
    if (changed === -1) throw errors.conflict(full)
    return {
      changed: changed === 1,
      state: readStage(sessionId, fromPairs(stage), fromPairs(presenters), fromPairs(onStage), phase),
    }
  }

  /** A stage's viewers on all nodes. */
  async function viewersOf(sessionId: string): Promise<number> {
    const counts = await redis.hvals(keys.stageViewers(sessionId))
    return counts.reduce((sum, count) => sum + Number(count), 0)
  }

  /** All peers of a person's pages, on any server. */
  async function peersOf(personId: string): Promise<[peerId: string, peer: PeerRecord][]> {
    const peerIds = await redis.smembers(keys.peersOf(personId))
    const texts = await Promise.all(peerIds.map((peerId) => redis.get(keys.peer(peerId))))
    return peerIds.flatMap((peerId, i) => (texts[i] ? [[peerId, JSON.parse(texts[i]) as PeerRecord]] : []))
  }

  return {
    state: async (sessionId: string): Promise<StageState> => (await change(sessionId, [])).state,
    /** The same, and records who is on stage now, if a server of an earlier version brought them there. */
    noted: async (sessionId: string): Promise<StageState> =>
      (await change(sessionId, [{ note: true }])).state,

    /** `keep`: a presenter who was on stage stays there; otherwise they are backstage. */
    async addPresenter(
      sessionId: string,
      peerId: string,
      presenter: PresenterRecord,
      keep = false,
    ): Promise<StageChange> {
      await redis.sadd(keys.nodeStages(presenter.nodeId), sessionId)
      return change(sessionId, [{ put: peerId, value: JSON.stringify(presenter), max: presentersMax, keep }])
    },
    /** `final`: they leave the stage, and are backstage on return. */
    removePresenter: (sessionId: string, peerId: string, final: boolean) =>
      change(sessionId, [{ leave: peerId, final }]),

    addProducer: (sessionId: string, peerId: string, producerId: string, producer: ProducerRecord) =>
      change(sessionId, [
        {
          produce: producerField(peerId, producerId),
          value: JSON.stringify(producer),
          max: producersMax,
        },
      ]),
    pauseProducer: (sessionId: string, peerId: string, producerId: string, paused: boolean, lost = false) =>
      change(sessionId, [{ pause: producerField(peerId, producerId), paused, lost }]),
    silenceProducer: (sessionId: string, peerId: string, producerId: string, silent: boolean) =>
      change(sessionId, [{ hush: producerField(peerId, producerId), silent }]),
    removeProducer: (sessionId: string, peerId: string, producerId: string) =>
      change(sessionId, [{ drop: producerField(peerId, producerId) }]),

    bringOn: (sessionId: string, personId: string, at: number) => change(sessionId, [{ on: personId, at }]),
    takeOff: (sessionId: string, personId: string) => change(sessionId, [{ off: personId }]),
    /** Undoes `takeOff` without a countdown. Changes nothing if that was more than `within` ms ago. */
    undoTakeOff: (sessionId: string, personId: string, within: number) =>
      change(sessionId, [{ back: personId, within }]),
    setLayout: (sessionId: string, layout: Layout, spotlight: string | null) =>
      change(sessionId, [
        { set: 'layout', value: layout },
        { set: 'spotlight', value: spotlight ?? '' },
      ]),

    /** Every media node and page has been told this version. */
    told: async (sessionId: string, version: number): Promise<void> => {
      await redis.hset(keys.stage(sessionId), 'told', version)
    },
    /** Whether a change was not announced: its server died, or a media node could not be reached. */
    isUntold: async (sessionId: string): Promise<boolean> => {
      const [version, told] = await redis.hmget(keys.stage(sessionId), 'version', 'told')
      return Number(told ?? 0) < Number(version ?? 0)
    },

    /** The node that holds the stage's origin, or did before it died. */
    origin: async (sessionId: string): Promise<string | null> => redis.get(keys.stageOrigin(sessionId)),
    /** The node that holds the stage's origin; `candidate` gets it if the previous one has died. */
    claimOrigin: async (sessionId: string, candidate: string, living: string[]): Promise<string> =>
      await runClaim(redis, [keys.stageOrigin(sessionId)], [candidate, ...living]),

    /** Takes all presenters of a node off their stages; returns the changed stages. */
    async clearNode(nodeId: string): Promise<StageChange[]> {
      const changes: StageChange[] = []
      for (const sessionId of await redis.smembers(keys.nodeStages(nodeId))) {
        const presenters = await redis.hgetall(keys.stagePresenters(sessionId))
        const leaving = Object.entries(presenters)
          .filter(
            ([field, text]) =>
              !field.includes(' ') && (JSON.parse(text) as PresenterRecord).nodeId === nodeId,
          )
          .map(([peerId]) => ({ leave: peerId }))
        const outcome = await change(sessionId, leaving)
        await redis.hdel(keys.stageViewers(sessionId), nodeId)
        if (outcome.changed) changes.push(outcome)
      }
      await redis.del(keys.nodeStages(nodeId))
      return changes
    },

    savePeer: async (peerId: string, peer: PeerRecord): Promise<void> => {
      await Promise.all([
        redis.set(keys.peer(peerId), JSON.stringify(peer), 'EX', peerSeconds),
        redis.sadd(keys.peersOf(peer.personId), peerId),
        redis.expire(keys.peersOf(peer.personId), peerSeconds),
      ])
    },
    peersOf,
    /**
     * The people among these who watch a stage through a node, or did when it died: nobody removes their
     * peers then.
     */
    async viewersOn(nodeId: string, sessionId: string, personIds: readonly string[]): Promise<string[]> {
      const isThere = (peer: PeerRecord): boolean =>
        peer.nodeId === nodeId && peer.sessionId === sessionId && peer.role === 'viewer'
      const there: string[] = []
      for (let i = 0; i < personIds.length; i += peopleAtOnce) {
        const some = personIds.slice(i, i + peopleAtOnce)
        const peers = await Promise.all(some.map(peersOf))
        there.push(...some.filter((_, n) => peers[n]!.some(([, peer]) => isThere(peer))))
      }
      return there
    },
    findPeer: async (peerId: string): Promise<PeerRecord | undefined> => {
      const text = await redis.get(keys.peer(peerId))
      return text === null ? undefined : (JSON.parse(text) as PeerRecord)
    },
    removePeer: async (peerId: string, personId?: string): Promise<void> => {
      await redis.del(keys.peer(peerId))
      if (personId !== undefined) await redis.srem(keys.peersOf(personId), peerId)
    },

    /** Sets one node's count of a stage's viewers; returns the sum over all nodes. */
    async countViewers(sessionId: string, nodeId: string, viewers: number): Promise<number> {
      await redis.hset(keys.stageViewers(sessionId), nodeId, viewers)
      return viewersOf(sessionId)
    },
    viewers: viewersOf,
  }
}
