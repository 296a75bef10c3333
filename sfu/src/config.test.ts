import { expect, test } from '@jest/globals'
import { readConfig } from './config.ts'

const secret = 'a secret that is long enough'

test('only the secret must be set', () => {
  expect(readConfig({ SFU_CONTROL_SECRET: secret, SFU_REGION: '' })).toMatchObject({
    SFU_CONTROL_SECRET: secret,
    SFU_CONTROL_HOST: '127.0.0.1',
    SFU_INGEST_IP: '127.0.0.1',
    SFU_WORKERS: expect.any(Number),
    SFU_REGION: 'default',
  })
})

test.each<[name: string, value: string, allowed: string]>([
  ['SFU_WORKERS', '0', '>=1'],
  ['SFU_WORKERS', '1.5', 'int'],
  ['SFU_WORKERS', 'two', 'number'],
  ['SFU_CONTROL_PORT', '70000', '65535'],
  ['SFU_RTC_PORT', '-1', '65535'],
  ['SFU_CONTROL_URL', 'here', 'URL'],
  ['SFU_PEER_GRACE_MS', '-5', '>=0'],
  ['REDIS_URL', 'http://127.0.0.1', 'redis://'],
  ['LOG_LEVEL', 'loud', '"info"'],
])('%s = "%s" is refused with what is allowed', (name, value, allowed) => {
  const read = () => readConfig({ SFU_CONTROL_SECRET: secret, [name]: value })
  expect(read).toThrow(expect.objectContaining({ name: 'ConfigError' }))
  expect(read).toThrow(`${name} is "${value}": `)
  expect(read).toThrow(allowed)
})

test('all wrong settings are reported at once, one per line', () => {
  expect(() => readConfig({ SFU_WORKERS: '0', LOG_LEVEL: 'loud' })).toThrow(
    /^SFU_CONTROL_SECRET is not set: .+\nSFU_WORKERS is "0": .+\nLOG_LEVEL is "loud": .+$/,
  )
})

test('a secret that is too short is refused without being shown', () => {
  const read = () => readConfig({ SFU_CONTROL_SECRET: 'hunter2' })
  expect(read).toThrow('SFU_CONTROL_SECRET is refused: at least 16 characters are needed')
  expect(read).not.toThrow('hunter2')
})
