// A feature's commands: one handler per declared name, with the declaration's types.
import type { CommandMap, ReplyOf, RequestOf } from '@lectern/shared/command'
import type { Caller } from './connection.ts'

export type Handlers<Map extends CommandMap> = {
  [Name in keyof Map]: (request: RequestOf<Map[Name]>, caller: Caller) => Promise<ReplyOf<Map[Name]>>
}
