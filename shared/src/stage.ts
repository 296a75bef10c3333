// The stage: one session's media room. Presenters produce; viewers consume only what is on stage. A peer is
// one page of one person on one stage: it holds that page's transports and outlives its socket for a grace
// time.
import { z } from 'zod'
import { byHand, byPage, command } from './command.ts'
import { id, instant } from './ids.ts'
import { mediaMax } from './limits.ts'
import {
  consumerParameters,
  dtlsParameters,
  iceParameters,
  iceServer,
  layersMax,
  mediaId,
  mediaKind,
  ofOneKind,
  rtpCapabilities,
  rtpParameters,
  source,
  transportParameters,
} from './media.ts'
import { roles } from './roles.ts'
import { declareRoutes } from './route.ts'
import { bounded, list } from './text.ts'

export const layouts = ['auto', 'spotlight', 'slides', 'panel'] as const
const layout = z.enum(layouts)
export type Layout = z.infer<typeof layout>

const stageProducer = z.object({
  producerId: z.string(),
  kind: mediaKind,
  source,
  /** Muted or switched off by its presenter. */
  paused: z.boolean(),
  /** Its device delivers nothing: it was unplugged, or the system muted it. Absent while it works. */
  lost: z.boolean().optional(),
  /** Its page thinks it is sending, but nothing reaches the media node. Absent while it does. */
  silent: z.boolean().optional(),
})
export type StageProducer = z.infer<typeof stageProducer>

const presenter = z.object({
  peerId: id,
  personId: id,
  name: z.string(),
  credentials: z.string(),
  /** Null while backstage. In the future during the countdown that everyone sees. */
  onStageAt: instant.nullable(),
  producers: z.array(stageProducer),
})
export type Presenter = z.infer<typeof presenter>

/**
 * `version` grows with every change. Viewers get the presenters on stage or counting down; presenters and
 * moderators get all.
 */
export const stageState = z.object({
  sessionId: id,
  version: z.number().int().nonnegative(),
  layout,
  /** The presenter the moderator made largest; null follows the active speaker. */
  spotlight: id.nullable(),
  /** The session is on a break: presenters stay on stage, but viewers see nobody. */
  onBreak: z.literal(true).optional(),
  presenters: z.array(presenter),
})
export type StageState = z.infer<typeof stageState>

/** The countdown between "bring on stage" and being there, in ms. */
export const countdownMs = 3000
/** How long taking someone off can be undone, in ms: ten seconds on the page, plus transit. */
export const undoTakeOffMs = 15_000

export const joined = z.object({
  peerId: id,
  iceServers: z.array(iceServer),
  receive: transportParameters,
  /** Only for presenters. */
  send: transportParameters.optional(),
  /** One per producer on stage now; media flows once the transport is connected. */
  consumers: z.array(consumerParameters),
  state: stageState,
})
export type Joined = z.infer<typeof joined>

/** Everything for a first frame but the media: the consumers are held until `stage.watch`. */
const prepared = joined.pick({ peerId: true, iceServers: true, receive: true, consumers: true })
export type Prepared = z.infer<typeof prepared>

const port = z.int().min(0).max(65_535)
/** One end of an RTP flow from a file or an encoder: where to send, and the ids the packets must carry. */
export const rtpTarget = z.strictObject({
  producerId: mediaId,
  host: bounded(255),
  port,
  rtcpPort: port,
  payloadType: z.int().min(0).max(127),
  ssrc: z.int().min(1),
  clockRate: z.int().min(8000),
  /**
   * Master key and salt for SRTP (AES_CM_128_HMAC_SHA1_80), base64. Packets not encrypted with them are
   * dropped.
   */
  srtpKey: bounded(40).regex(/^[A-Za-z0-9+/]{40}$/),
})
export type RtpTarget = z.infer<typeof rtpTarget>
const ingest = z.object({ peerId: id, audio: rtpTarget.optional(), video: rtpTarget.optional() })
export type Ingest = z.infer<typeof ingest>

const watchers = ['clinician', 'speaker', 'moderator', 'organiser'] as const
const presenters = ['speaker', 'moderator'] as const
/** Moderators and organisers, or the speakers of a session without moderators (checked by the server). */
const directors = ['moderator', 'speaker', 'organiser'] as const
const byPeer = z.strictObject({ peerId: id })
const direction = z.enum(['send', 'receive'])
const done = z.object({})

export const stageCommands = {
  /**
   * Joins to watch. One reply has everything a page needs for the first frame. `again`: the page returns by
   * itself after losing its peer, which brings nobody out of the exhibit hall. `preview`: staff checking what
   * viewers see; it counts nowhere. `prepared`: the page's peer from `stage.prepare`. The reply names another
   * peer if that one can no longer be used.
   */
  'stage.watch': command({
    who: watchers,
    request: z.strictObject({
      sessionId: id,
      rtpCapabilities,
      again: z.boolean().optional(),
      preview: z.boolean().optional(),
      prepared: id.optional(),
    }),
    reply: joined,
    rate: { points: 30, seconds: 10 },
  }),
  /**
   * Connects a page that may soon watch. Only for people whom `stage.watch` would admit. Nothing is sent to
   * them and they count nowhere until it does; a peer not used within `preparedMs` is closed.
   */
  'stage.prepare': command({
    who: watchers,
    request: z.strictObject({ sessionId: id, rtpCapabilities }),
    reply: prepared,
    rate: { points: 20, seconds: 60 },
  }),
  /**
   * Joins backstage, able to produce; sees everyone backstage and on stage. `instead`: the page's own earlier
   * peer, which it replaces, on stage if that was. A person is on a stage once: `present_elsewhere`, unless
   * `takeOver` is set.
   */
  'stage.present': command({
    who: presenters,
    request: z.strictObject({
      sessionId: id,
      rtpCapabilities,
      instead: id.optional(),
      takeOver: z.boolean().optional(),
    }),
    reply: joined,
    rate: { points: 30, seconds: 10 },
  }),
  /** A talk from a file or an encoder: SRTP into the stage, as a presenter. */
  'stage.ingest': command({
    who: presenters,
    request: z.strictObject({ sessionId: id, audio: z.boolean(), video: z.boolean() }),
    reply: ingest,
    rate: byHand,
  }),
  /** After losing the socket: reclaims the peer, on any server. `peer_gone` means: join again. */
  'stage.attach': command({
    who: roles,
    request: byPeer,
    reply: z.object({
      state: stageState,
      consumerIds: z.array(mediaId),
      producerIds: z.array(mediaId),
    }),
    rate: byPage,
  }),
  'stage.leave': command({ who: roles, request: byPeer, reply: done, rate: byPage }),
  'stage.connect': command({
    who: roles,
    request: byPeer.extend({ direction, dtlsParameters }),
    reply: done,
    rate: byPage,
  }),
  'stage.restartIce': command({
    who: roles,
    request: byPeer.extend({ direction }),
    reply: z.object({ iceParameters }),
    rate: byPage,
  }),
  /** Consumers for the producers that exist and may be watched; others are left out. */
  'stage.consume': command({
    who: roles,
    request: byPeer.extend({ producerIds: list(mediaId, mediaMax) }),
    reply: z.object({ consumers: z.array(consumerParameters) }),
    rate: byPage,
  }),
  /** Follows the tile: hidden ones are paused, small ones get a small layer. */
  'stage.setConsumer': command({
    who: roles,
    request: byPeer.extend({
      consumerId: mediaId,
      paused: z.boolean().optional(),
      /** 0 is the smallest. */
      spatialLayer: z
        .number()
        .int()
        .min(0)
        .max(layersMax - 1)
        .optional(),
    }),
    reply: done,
    rate: { points: 240, seconds: 10 },
  }),
  'stage.produce': command({
    who: roles,
    request: byPeer
      .extend({ kind: mediaKind, source, rtpParameters })
      .refine(ofOneKind, 'sound and pictures are apart'),
    reply: z.object({ producerId: z.string() }),
    rate: byPage,
  }),
  'stage.setProducer': command({
    who: roles,
    request: byPeer.extend({
      producerId: mediaId,
      paused: z.boolean(),
      lost: z.boolean().optional(),
    }),
    reply: done,
    rate: byPage,
  }),
  'stage.closeProducer': command({
    who: roles,
    request: byPeer.extend({ producerId: mediaId }),
    reply: done,
    rate: byPage,
  }),
  /**
   * Follows a stage's state without media (the desk before its preview, a waiting page). `watching`: its
   * viewers.
   */
  'stage.observe': command({
    who: ['speaker', 'moderator', 'organiser'],
    request: z.strictObject({ sessionId: id }),
    reply: stageState.extend({ watching: z.int().nonnegative() }),
    rate: byPage,
  }),
  /**
   * `undo`: restores the state before the last `stage.takeOff`, without a countdown; `stale` after
   * `undoTakeOffMs`.
   */
  'stage.bringOn': command({
    who: directors,
    request: z.strictObject({ sessionId: id, personId: id, undo: z.literal(true).optional() }),
    reply: stageState,
    rate: byHand,
  }),
  'stage.takeOff': command({
    who: directors,
    request: z.strictObject({ sessionId: id, personId: id }),
    reply: stageState,
    rate: byHand,
  }),
  'stage.setLayout': command({
    who: directors,
    request: z.strictObject({ sessionId: id, layout, spotlight: id.nullable() }),
    reply: stageState,
    rate: byHand,
  }),
}

export const stageRoutes = declareRoutes({
  /** Lets a page prepare its device before joining. */
  'stage.capabilities': {
    summary: 'The RTP capabilities of the media nodes.',
    who: roles,
    reply: z.object({ rtpCapabilities }),
  },
  /** For a closing page: a request outlives it, a message on its socket may not. Repeatable. */
  'stage.leavePage': {
    summary: 'Takes a peer of one’s own off its stage.',
    who: roles,
    params: { peerId: id },
    reply: done,
    rate: { points: 60, seconds: 60 },
  },
})

export interface StageEvents {
  /** A newer state. A client that has missed no version needs nothing else. */
  'stage.state': (state: StageState) => void
  /** The peer id of the active speaker; null when nobody speaks. */
  'stage.activeSpeaker': (event: { sessionId: string; peerId: string | null }) => void
  /** The media node closed this page's peer (its worker or node is gone): join again. */
  'stage.peerClosed': (event: { peerId: string; reason: string }) => void
  /** The number of viewers, for staff; at most once in two seconds. */
  'stage.audience': (event: { sessionId: string; watching: number }) => void
}
