// The control contract of a media node. Every server is a client of every node, by Socket.IO inside the
// cluster, authenticated with the control secret; requests are acknowledged `command` events, as between
// browser and server.
//
// A node keeps no durable state. The servers decide what is on stage, who may watch and where a stage lives,
// and tell the node; when a node goes away, its peers join elsewhere.
import { z } from 'zod'
import type { Acknowledgement, ReplyOf, RequestOf } from './command.ts'
import { deliveryQuality } from './deliveryQuality.ts'
import { id } from './ids.ts'
import { mediaMax, peopleOfStageMax, presentersMax } from './limits.ts'
import {
  consumerParameters,
  dtlsParameters,
  iceParameters,
  layersMax,
  mediaId,
  mediaKind,
  ofOneKind,
  rtpCapabilities,
  rtpParameters,
  source,
  transportParameters,
} from './media.ts'
import { rtpTarget } from './stage.ts'
import { bounded, list } from './text.ts'

interface SfuCommand<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  request: Request
  reply: Reply
}
const declare = <Request extends z.ZodType, Reply extends z.ZodType>(
  request: Request,
  reply: Reply,
): SfuCommand<Request, Reply> => ({ request, reply })

const byStage = z.strictObject({ stageId: id })
const byPeer = z.strictObject({ peerId: id })
const done = z.strictObject({})
const direction = z.enum(['send', 'receive'])
/** Presenters may produce, and consume everything on their stage; viewers consume only what is on stage. */
const peerRole = z.enum(['viewer', 'presenter'])

export const sfuCommands = {
  /**
   * Opens the peer's transports; `consume` lists producers wanted at once. Repeating it replaces the peer.
   */
  'peer.open': declare(
    byStage.extend({
      peerId: id,
      /** The person behind the page: delivery is reported per person. */
      personId: id,
      role: peerRole,
      /** A presenter's earlier peer, if the same page returns. */
      instead: id.optional(),
      /** Closes a presenter's other pages. Without it they block the new one: `present_elsewhere`. */
      takeOver: z.boolean().optional(),
      /** Staff checking what viewers see: not counted as a viewer. */
      preview: z.boolean().optional(),
      /** A viewer's page that may soon watch: see `peer.begin`. */
      ahead: z.boolean().optional(),
      rtpCapabilities,
      consume: list(mediaId, mediaMax),
    }),
    z.strictObject({
      receive: transportParameters,
      send: transportParameters.optional(),
      consumers: list(consumerParameters, mediaMax),
    }),
  ),
  /**
   * A peer opened `ahead` becomes a viewer. Until then it gets no media and counts nowhere, and it is closed
   * after `preparedMs`. `consumers`: what it has of `consume`. Error: `peer_gone`.
   */
  'peer.begin': declare(
    byPeer.extend({ consume: list(mediaId, mediaMax) }),
    z.strictObject({ receive: transportParameters, consumers: list(consumerParameters, mediaMax) }),
  ),
  /** This server now speaks for the peer; ends a grace time. Error: `peer_gone`. */
  'peer.attach': declare(
    byPeer,
    z.strictObject({ consumerIds: list(mediaId, mediaMax), producerIds: list(mediaId, mediaMax) }),
  ),
  /** The peer's socket is gone; its media continues for the grace time. */
  'peer.detach': declare(byPeer, done),
  'peer.close': declare(byPeer, done),
  'peer.connect': declare(byPeer.extend({ direction, dtlsParameters }), done),
  'peer.restartIce': declare(byPeer.extend({ direction }), z.strictObject({ iceParameters })),
  'peer.produce': declare(
    byPeer
      .extend({ kind: mediaKind, source, rtpParameters })
      .refine(ofOneKind, 'sound and pictures are apart'),
    z.strictObject({ producerId: mediaId }),
  ),
  'peer.setProducer': declare(byPeer.extend({ producerId: mediaId, paused: z.boolean() }), done),
  'peer.closeProducer': declare(byPeer.extend({ producerId: mediaId }), done),
  /** A presenter that is a file or an encoder: SRTP in. Its producers exist from the start. */
  'peer.ingest': declare(
    byStage.extend({ peerId: id, personId: id, audio: z.boolean(), video: z.boolean() }),
    z.strictObject({ audio: rtpTarget.optional(), video: rtpTarget.optional() }),
  ),
  'peer.consume': declare(
    byPeer.extend({ producerIds: list(mediaId, mediaMax) }),
    z.strictObject({ consumers: list(consumerParameters, mediaMax) }),
  ),
  'peer.setConsumer': declare(
    byPeer.extend({
      consumerId: mediaId,
      paused: z.boolean().optional(),
      spatialLayer: z
        .number()
        .int()
        .min(0)
        .max(layersMax - 1)
        .optional(),
    }),
    done,
  ),
  /** The presenters whose media viewers may consume. Viewers' consumers of anyone else are closed. */
  'stage.setOnStage': declare(
    /** `version` of the stage's state: a node ignores one older than its own. */
    byStage.extend({ peerIds: list(id, presentersMax), version: z.number().int().nonnegative() }),
    done,
  ),
  'stage.close': declare(byStage, done),
  /**
   * What its routers can relay, so that a page can prepare its device before joining. The same on every node.
   */
  'node.capabilities': declare(z.strictObject({}), z.strictObject({ rtpCapabilities })),
} satisfies Record<string, SfuCommand>

type SfuCommands = typeof sfuCommands
export type SfuCommandName = keyof SfuCommands
export type SfuRequest<Name extends SfuCommandName> = RequestOf<SfuCommands[Name]>
export type SfuReply<Name extends SfuCommandName> = ReplyOf<SfuCommands[Name]>

/** Server (or node) to node. */
export interface SfuClientEvents {
  command: (name: string, request: unknown, acknowledge: (answer: Acknowledgement) => void) => void
}

const nonNegative = z.number().nonnegative()
const ofProducer = byStage.extend({ peerId: id, producerId: mediaId })
/** When the node made a report; see below. */
const moments = { agoMs: nonNegative, sentAt: z.number() }
const report = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) => ({
  schema,
  given: schema.extend(moments),
})

/**
 * Sent to one server: the one that speaks for the peer, if any. Kept until a server answers `true`, so it may
 * arrive late, twice, or at another server than before.
 */
export const sfuReports = {
  /** `reason`: left | replaced | taken_over | grace_over | worker_died | transport_failed | stage_closed */
  'peer.closed': report(byStage.extend({ peerId: id, role: peerRole, reason: bounded(64) })),
  'producer.closed': report(ofProducer),
  /** An unpaused producer has stopped sending, or sends again. */
  'producer.silent': report(ofProducer.extend({ silent: z.boolean() })),
  /**
   * Every `deliveryEveryMs`, for each stage with viewers or on air: whether anything on stage was sent in the
   * past interval, and which people really received media (their transport was sent media and confirmed it,
   * with little loss).
   */
  'stage.delivery': report(
    byStage.extend({
      nodeId: id,
      onAir: z.boolean(),
      /** Length of the reported interval, in ms. */
      intervalMs: nonNegative,
      personIds: list(id, peopleOfStageMax),
      /** How well it reached them; a node of an earlier version does not say. */
      quality: deliveryQuality.exactOptional(),
    }),
  ),
  /** A worker died with these viewers of the stage: they have received nothing for `silentMs` so far. */
  'stage.lost': report(
    byStage.extend({
      nodeId: id,
      lossId: id,
      silentMs: nonNegative,
      personIds: list(id, peopleOfStageMax),
    }),
  ),
}
type SfuReports = { [Name in keyof typeof sfuReports]: z.infer<(typeof sfuReports)[Name]['schema']> }
export type SfuReportName = keyof SfuReports
export type SfuReport<Name extends SfuReportName> = SfuReports[Name]
/** `agoMs`: how long ago the node made it. */
export type TakenReport<Name extends SfuReportName> = SfuReports[Name] & { agoMs: number }
/** `sentAt` is on the node's steady clock: a server that stalled can tell how late it reads this. */
type GivenReport<Name extends SfuReportName> = TakenReport<Name> & { sentAt: number }

type SfuReportEvents = {
  [Name in SfuReportName]: (report: GivenReport<Name>, acknowledge: (taken: boolean) => void) => void
}

/** Node to server: momentary news for one server, which may be lost. */
export const sfuMoments = {
  'stage.activeSpeaker': byStage.extend({ peerId: id.nullable() }),
  'stage.viewers': byStage.extend({ nodeId: id, viewers: z.number().int().nonnegative() }),
}
export type SfuMomentName = keyof typeof sfuMoments
type SfuMomentEvents = { [Name in SfuMomentName]: (event: z.infer<(typeof sfuMoments)[Name]>) => void }
export interface SfuServerEvents extends SfuReportEvents, SfuMomentEvents {}

/** Socket.IO handshake `auth` of a control connection; see controlProof.ts. */
export interface SfuHandshake {
  /** The name of the server (or node), for the log. */
  name: string
  nonce: string
  /** Absent on the first attempt, which is rejected with a ControlChallenge as the error's `data`. */
  proof?: string
  /** The nonce of the challenge that the proof answers. */
  nodeNonce?: string
}
export interface ControlChallenge {
  nonce: string
  /** Proves that it is a node of this cluster. */
  proof: string
}

/** A node's announcement in Redis, renewed every `nodeHeartbeatMs` and gone after `nodeExpiryMs`. */
export const sfuNode = z.object({
  nodeId: id,
  /** Where servers and nodes reach its control port, e.g. "http://10.0.0.7:4440". */
  controlUrl: z.string(),
  region: z.string(),
  workers: z.number().int(),
  /** Share of its worker cores in use, 0 to 1. */
  load: z.number(),
  viewers: z.number().int(),
  /** A draining node takes no new stages. */
  draining: z.boolean(),
})
export type SfuNode = z.infer<typeof sfuNode>
export const nodeHeartbeatMs = 1000
export const nodeExpiryMs = 5000

/** How long a peer's media outlives its socket, in ms. */
export const peerGraceMs = 60_000
