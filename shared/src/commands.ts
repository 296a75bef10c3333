// The contract between browser and server: one typed map in each direction.
import type { Acknowledgement, Command, ReplyOf, RequestInput, RequestOf } from './command.ts'
import { type PollEvents, pollCommands } from './polls.ts'
import { type ProgramEvents, programCommands } from './program.ts'
import { type QuestionEvents, questionCommands } from './questions.ts'
import { type StageEvents, stageCommands } from './stage.ts'

export const commands = {
  ...programCommands,
  ...questionCommands,
  ...pollCommands,
  ...stageCommands,
} satisfies Record<string, Command>

export type Commands = typeof commands
export type CommandName = keyof Commands
export type CommandRequest<Name extends CommandName> = RequestOf<Commands[Name]>
export type CommandInput<Name extends CommandName> = RequestInput<Commands[Name]>
export type CommandReply<Name extends CommandName> = ReplyOf<Commands[Name]>

/** Client to server: one event, acknowledged. */
export interface ClientEvents {
  command: (name: string, request: unknown, acknowledge: (answer: Acknowledgement) => void) => void
}

/** Server to client. */
export interface ServerEvents extends ProgramEvents, StageEvents, QuestionEvents, PollEvents {
  /** Sent once after connecting: the server's clock (ms since the epoch) for countdowns. */
  hello: (event: { now: number }) => void
  /** The person was signed out (elsewhere, or by an organiser). */
  signedOut: () => void
}

/** The largest message either side takes, in bytes. */
export const maxMessageBytes = 64 * 1024
