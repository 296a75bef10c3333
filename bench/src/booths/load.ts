// The cost of the moves on one side, beyond what the same people cost without moving.
import type { Figures } from '../bench.ts'

/** What was received and spent over some time. */
export interface Load {
  seconds: number
  moves: number
  /**
   * Messages to desks and to visitors without the replies to their own commands, and bytes of those to desks.
   */
  toDesks: number
  toVisitors: number
  deskBytes: number
  /** Seconds of a core: the process that sends, and all receivers. */
  server: number
  generator: number
  redisCommands: number
}

/** The same people, without and with moves. */
export interface Turn {
  still: Load
  moving: Load
}

const noLoad: Load = {
  seconds: 0,
  moves: 0,
  toDesks: 0,
  toVisitors: 0,
  deskBytes: 0,
  server: 0,
  generator: 0,
  redisCommands: 0,
}
const names = Object.keys(noLoad) as (keyof Load)[]

export const noTurn = (): Turn => ({ still: noLoad, moving: noLoad })

const combined = (a: Load, b: Load, sign: 1 | -1): Load =>
  Object.fromEntries(names.map((name) => [name, a[name] + sign * b[name]])) as Record<keyof Load, number>

export const differenceOf = (after: Load, before: Load): Load => combined(after, before, -1)

export const withTurn = (all: Turn, { still, moving }: Turn): Turn => ({
  still: combined(all.still, still, 1),
  moving: combined(all.moving, moving, 1),
})

/** Per move, processor time in µs; and the share of a core spent without moves. */
export function figuresOf({ still, moving }: Turn) {
  const { moves, seconds, toDesks, toVisitors, deskBytes } = moving
  const perMove = (name: 'server' | 'generator' | 'redisCommands') =>
    (moving[name] - (still[name] / still.seconds) * seconds) / moves
  return {
    cpuPerMove: 1e6 * perMove('server'),
    messagesPerMove: (toDesks + toVisitors) / moves,
    visitorMessagesPerMove: toVisitors / moves,
    bytesPerMessage: toDesks === 0 ? 0 : deskBytes / toDesks,
    redisCommandsPerMove: perMove('redisCommands'),
    generatorCpuPerMove: 1e6 * perMove('generator'),
    stillShare: still.server / still.seconds,
  }
}

export interface HallFigures {
  visitors: number
  figures: ReturnType<typeof figuresOf>
}

/**
 * The last hall's figures under their names, the important ones of each hall with its number of visitors in
 * the name, and the last divided by the first.
 */
export function allHalls(halls: readonly HallFigures[]): Figures {
  const [{ figures: few }, { figures: many, visitors }] = [halls[0]!, halls.at(-1)!]
  const named = halls.flatMap((hall) =>
    (['cpuPerMove', 'messagesPerMove', 'bytesPerMessage', 'stillShare'] as const).map(
      (name) => [`${name}At${hall.visitors}`, hall.figures[name]] as const,
    ),
  )
  return {
    ...many,
    visitors,
    growth: many.cpuPerMove / few.cpuPerMove,
    messagesGrowth: many.messagesPerMove / few.messagesPerMove,
    ...Object.fromEntries(named),
  }
}
