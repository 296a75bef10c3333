// A feature's commands: one handler for each declared name, with the types of its declaration.
import type { CommandMap, ReplyOf, RequestOf } from '@lectern/shared/command'
import type { Caller } from './connection.ts'

export type Handlers<Map extends CommandMap> = {
  [Name in keyof Map]: (request: RequestOf<Map[Name]>, caller: Caller) => Promise<ReplyOf<Map[Name]>>
}
