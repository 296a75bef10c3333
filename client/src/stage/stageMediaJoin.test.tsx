import { jest } from '@jest/globals'
import type { Joined } from '@lectern/shared/stage'
import { FakeStage, presenter, refusal, sessionId, settle } from './fakeStage.ts'
import { StageMedia } from './stageMedia.ts'

let stage: FakeStage
let media: StageMedia

/** A stage with its own join command, like a call's. */
async function page(join: () => Promise<Joined>) {
  const { connection, loadDevice } = stage
  media = new StageMedia({ connection, sessionId, role: 'presenter', loadDevice, join })
  media.start()
  await settle()
}

beforeEach(() => {
  jest.useFakeTimers()
  stage = new FakeStage()
})
afterEach(() => {
  media.stop()
  jest.useRealTimers()
})

test('a stage with its own join command is joined only by it', async () => {
  stage.change([presenter('ellis', ['camera'])])
  let joins = 0
  await page(() => {
    joins++
    return stage.connection.send('stage.present', { sessionId, rtpCapabilities: { codecs: [] } })
  })
  expect(joins).toBe(1)
  expect(stage.requests('stage.present')).toHaveLength(1)
  expect(media.store.getState().phase).toBe('joined')
  expect(Object.keys(media.store.getState().received)).toEqual(['ellis-camera'])
})

test('one that may no longer be joined is not retried', async () => {
  let joins = 0
  await page(async () => {
    joins++
    throw refusal('conflict')
  })
  await settle(60_000)
  expect(joins).toBe(1)
  expect(media.store.getState()).toMatchObject({ phase: 'failed', problem: { code: 'conflict' } })
})
