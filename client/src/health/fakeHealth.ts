// For tests of live health: a session that runs with trouble, one that has ended, and the machines.
import type { Health, HealthMinute, SessionHealth } from '@lectern/shared/health'

export const now = Date.UTC(2026, 10, 28, 10, 30)
const minuteMs = 60_000

const minute = (ago: number, fields: Partial<HealthMinute> = {}): HealthMinute => ({
  at: now - ago * minuteMs,
  watching: 400 - ago,
  playing: 398 - ago,
  reached: 396 - ago,
  waiting: 2,
  failedSoFar: 3,
  ...fields,
})

export const sessionHealth = (fields: Partial<SessionHealth> = {}): SessionHealth => ({
  sessionId: 'heart',
  title: 'Heart failure in 2026',
  track: 'Heart',
  phase: 'live',
  now: minute(0),
  minutes: [minute(2), minute(1), minute(0)],
  failedJoins: [
    { code: 'codec_unsupported', count: 2 },
    { code: 'stage_unavailable', count: 1 },
  ],
  troubles: [
    { personId: 'clara', name: 'Clara Nwosu', kind: 'not_reached', since: now - 40_000 },
    { personId: 'noah', name: 'Noah Brandt', kind: 'not_playing', since: now - 90_000 },
    { personId: 'ines', name: 'Inés Muñoz', kind: 'failed', code: 'codec_unsupported', since: now - 120_000 },
  ],
  troubled: 3,
  ...fields,
})

export const health = (fields: Partial<Health> = {}): Health => ({
  now,
  sessions: [
    sessionHealth(),
    sessionHealth({
      sessionId: 'stroke',
      title: 'Stroke',
      phase: 'ended',
      now: minute(0, { playing: null, reached: null, failedSoFar: 0 }),
      failedJoins: [],
      troubles: [],
      troubled: 0,
    }),
  ],
  nodes: [{ nodeId: 'node-1', region: 'eu', load: 0.91, viewers: 400, draining: false }],
  servers: [{ name: 'server-1', at: now - 5000, load: 0.12, sockets: 412 }],
  outages: [{ id: 'o1', cause: 'node', sessionId: null, from: now - 3_600_000, to: now - 3_540_000 }],
  ...fields,
})
