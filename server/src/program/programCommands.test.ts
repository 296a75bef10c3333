// Moving a session when recording fails.
import { expect, test } from '@jest/globals'
import { createPicturesStore } from '../accounts/picturesStore.ts'
import { faculty, fakeCaller, personNamed, sessionOf } from '../testing/people.ts'
import { fileRedis } from '../testing/redis.ts'
import { createBiasStore } from './biasStore.ts'
import { createProgramCommands } from './programCommands.ts'
import { createProgramStore } from './programStore.ts'
import { createPublicViews } from './publicViews.ts'

const redis = (await fileRedis()).connect()

test('the end of a session is announced and its media stop, even if it could not be recorded', async () => {
  const program = createProgramStore(redis, Date.now)
  await program.saveSession(sessionOf('talk', { moderators: [faculty('moderator')] }))
  await program.move('talk', 'start')
  const done: string[] = []
  const commands = createProgramCommands({
    bias: createBiasStore(redis),
    program,
    views: createPublicViews(createPicturesStore(redis)),
    broadcast: (_room, event, ..._payload) => {
      done.push(event)
    },
    clock: Date.now,
    requireApproved: async () => undefined,
    moves: {
      requireCleared: async () => undefined,
      evidenceOf: async () => undefined,
      recorded: async () => {
        throw new Error('Connection is closed.')
      },
    },
    onMoved: async (sessionId) => {
      done.push(`the media of ${sessionId}`)
    },
  })
  const moderator = fakeCaller(personNamed('moderator', 'moderator'))
  const ending = commands['program.end']({ sessionId: 'talk' }, moderator)
  await expect(ending).rejects.toThrow('Connection is closed.')
  expect((await program.state('talk')).phase).toBe('ended')
  expect(done).toEqual(['program.state', 'the media of talk'])
})
