import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis, type TestRedis } from '../../../scripts/testing/redis.ts'
import { connectRedis } from './redis.ts'
import { script } from './script.ts'

const runSwap = script(import.meta.url, './swap.lua')
let server: TestRedis
let redis: Redis
beforeAll(async () => {
  server = await startRedis()
  redis = connectRedis(server.url, memoryLog().log)
})
afterAll(async () => {
  redis.disconnect()
  await server.close()
})

test('a script is sent in one batch with commands sent before it', async () => {
  const sent = [redis.set('batch', 'before'), runSwap(redis, ['batch'], ['', 'before', 'after'])]
  expect(await Promise.all(sent)).toEqual(['OK', [1]])
})

test('a script runs again after Redis has forgotten it', async () => {
  expect(await runSwap(redis, ['key'], ['', '', 'first'])).toEqual([1])
  await redis.script('FLUSH')
  expect(await runSwap(redis, ['key'], ['', 'first', 'second'])).toEqual([1])
  expect(await redis.get('key')).toBe('second')
})

test('pipelines have scripts as commands too', async () => {
  await redis.del('key')
  const swap = fileURLToPath(new URL('swap.lua', import.meta.url)) as `${string}.lua`
  const results = await redis.pipeline().set('key', 'third')[swap]!(1, 'key', '', 'third', 'fourth')
    .get('key')
    .exec()
  expect(results!.map(([, value]) => value)).toEqual(['OK', [1], 'fourth'])
})
