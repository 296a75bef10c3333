// Wires up questions.
import type { Redis } from 'ioredis'
import type { EverySession } from '../accounts/personRecords.ts'
import type { Log } from '../core/log.ts'
import type { ModeratingOptions } from './moderatingCommands.ts'
import { createQuestionRecords } from './personRecords.ts'
import { createQuestionsBroadcast } from './questionsBroadcast.ts'
import { createQuestionsCommands } from './questionsCommands.ts'

export interface QuestionsOptions extends Omit<ModeratingOptions, 'changes'> {
  redis: Redis
  everySession: EverySession
  log: Log
}

export function createQuestions(options: QuestionsOptions) {
  const changes = createQuestionsBroadcast(options)
  return {
    commands: createQuestionsCommands({ ...options, changes }),
    records: createQuestionRecords(options.redis, options.everySession),
    changed: changes.changed,
    close: changes.close,
  }
}
