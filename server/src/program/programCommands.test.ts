// How a session is moved, where its record fails.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis, type TestRedis } from '../../../scripts/testing/redis.ts'
import { connectRedis } from '../core/redis.ts'
import { personNamed, plannedSession } from '../testing/attendance.ts'
import { createProgramCommands } from './programCommands.ts'
import { createProgramStore } from './programStore.ts'

let server: TestRedis
let redis: ReturnType<typeof connectRedis>
beforeAll(async () => {
  server = await startRedis()
  redis = connectRedis(server.url, memoryLog().log)
})
afterAll(async () => {
  redis.disconnect()
  await server.close()
})

test('a session that has ended is told and its media end, though the end could not be recorded', async () => {
  const program = createProgramStore(redis, Date.now)
  await program.saveSession(plannedSession('talk'))
  await program.move('talk', 'start')
  const done: string[] = []
  const commands = createProgramCommands(
    program,
    (_room, event, ..._payload) => {
      done.push(event)
    },
    Date.now,
    {
      requireCleared: async () => undefined,
      recordMove: async () => {
        throw new Error('Connection is closed.')
      },
    },
    async (sessionId) => {
      done.push(`the media of ${sessionId}`)
    },
  )
  const connection = { id: 'c', peers: new Map(), join: async () => {}, leave: async () => {} }
  const ending = commands['program.end'](
    { sessionId: 'talk' },
    { person: personNamed('moderator', 'moderator'), connection },
  )
  await expect(ending).rejects.toThrow('Connection is closed.')
  expect((await program.state('talk')).phase).toBe('ended')
  expect(done).toEqual(['program.state', 'the media of talk'])
})
