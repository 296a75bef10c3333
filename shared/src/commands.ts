// The contract between browser and server: one typed map per direction.
import type { SignedOutReason } from './accounts.ts'
import { type AttendanceEvents, attendanceCommands } from './attendance.ts'
import { type BoothEvents, boothCommands } from './boothCommands.ts'
import type { Acknowledgement, Command, ReplyOf, RequestInput } from './command.ts'
import { type CrewEvents, crewCommands } from './crew.ts'
import type { ErrorBody } from './errors.ts'
import type { HandoutEvents } from './handouts.ts'
import { type HealthEvents, healthCommands } from './health.ts'
import { type PollEvents, pollCommands } from './polls.ts'
import { type ProgramEvents, programCommands } from './program.ts'
import { type QuestionEvents, questionCommands } from './questions.ts'
import { type StageEvents, stageCommands } from './stage.ts'

type Of<Declared> = Declared
/** Names the features' types: an inferred one would repeat all of them wherever it is used. */
interface EveryCommand
  extends Of<typeof programCommands>,
    Of<typeof questionCommands>,
    Of<typeof pollCommands>,
    Of<typeof stageCommands>,
    Of<typeof crewCommands>,
    Of<typeof attendanceCommands>,
    Of<typeof boothCommands>,
    Of<typeof healthCommands> {}
export type Commands = Pick<EveryCommand, keyof EveryCommand>

export const commands: Commands = {
  ...programCommands,
  ...questionCommands,
  ...pollCommands,
  ...stageCommands,
  ...crewCommands,
  ...attendanceCommands,
  ...boothCommands,
  ...healthCommands,
} satisfies Record<string, Command>

export type CommandName = keyof Commands
export type CommandInput<Name extends CommandName> = RequestInput<Commands[Name]>
export type CommandReply<Name extends CommandName> = ReplyOf<Commands[Name]>

type Acknowledge = (answer: Acknowledgement) => void
/**
 * `have`: the tag of the reply the page already has to this request. `givenUpAt`: when the page will report
 * that no answer came, on the server's clock.
 */
type CommandRest =
  | [acknowledge: Acknowledge]
  | [have: string, acknowledge: Acknowledge]
  | [givenUpAt: number, acknowledge: Acknowledge]
  | [givenUpAt: number, have: string, acknowledge: Acknowledge]

/** Client to server: one acknowledged event, and the beat. */
export interface ClientEvents {
  command: (name: string, request: unknown, ...rest: CommandRest) => void
  /** A sign of life of watched time (`attendance.ts`), not acknowledged. */
  beat: (beat: unknown) => void
}

/** Server to client. */
export interface ServerEvents
  extends ProgramEvents,
    StageEvents,
    QuestionEvents,
    PollEvents,
    CrewEvents,
    AttendanceEvents,
    BoothEvents,
    HandoutEvents,
    HealthEvents {
  /** Sent once after connecting: the server's clock (ms since the epoch), for countdowns. */
  hello: (event: { now: number }) => void
  /** The server may have missed events: the page reloads everything it follows. */
  missed: () => void
  /** The page sends too much; its connection ends. `error` is `rate_limited`. */
  refused: (error: ErrorBody) => void
  /** This browser was signed out, here or elsewhere. The connection ends. */
  signedOut: (event: { reason: SignedOutReason }) => void
  /** The person's rights have changed. The connection ends; a new one gets the new rights. */
  rightsChanged: () => void
}

/** The largest message accepted by either side, in bytes. */
export const maxMessageBytes = 64 * 1024
