// What the moves on one side took, beyond what so many people take who stay where they are.
import type { Figures } from '../bench.ts'

/** What was received and spent over some time. */
export interface Load {
  seconds: number
  moves: number
  /** Messages to desks and to visitors, answers to their own commands apart, and the bytes of those to desks. */
  toDesks: number
  toVisitors: number
  deskBytes: number
  /** Seconds of a core: the process that tells, and all who are told. */
  server: number
  generator: number
  redisCommands: number
}

/** The same people, with no one moving and with moves. */
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

/** For one move, processor time in µs; and the share of a core that goes without any. */
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

/** The last hall's figures by their names, what matters of each with its visitors in the name, and the last over the first. */
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
