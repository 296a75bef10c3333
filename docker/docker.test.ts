// Checks of the images and the compose file that need no container engine.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../scripts/prepare/machine.mjs'
import { readConfig as readServerConfig } from '../server/src/core/config.ts'
import { readConfig as readSfuConfig } from '../sfu/src/config.ts'
import { type Compose, filledIn, networksOf, readCompose, readDocker } from './testing.ts'

const { services, networks } = readCompose(filledIn())
const names = Object.keys(services) as (keyof Compose['services'])[]

test.each(['Dockerfile.server', 'Dockerfile.sfu'])('%s copies only what there is', (file) => {
  const copied = [...readDocker(file).matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) =>
    sources!.split(' '),
  )
  expect(copied.length).toBeGreaterThan(4)
  expect(copied.filter((source) => !existsSync(join(root, source)))).toEqual([])
})

test('every file mounted by the compose file exists', () => {
  const mounted = names.flatMap((name) => services[name].volumes ?? []).map((volume) => volume.split(':')[0]!)
  const files = mounted.filter((source) => source.startsWith('./') && source !== './tls')
  expect(files.length).toBeGreaterThan(3)
  expect(files.filter((file) => !existsSync(join(root, 'docker', file)))).toEqual([])
})

test('example.env names every variable of the compose file, and nothing else', () => {
  const used = [...readDocker('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name!)
  const named = [...readDocker('example.env').matchAll(/^(\w+)=/gm)].map(([, name]) => name!)
  expect(named.sort()).toEqual([...new Set(used)].sort())
})

test.each(['SESSION_SECRET', 'SFU_CONTROL_SECRET', 'REDIS_PASSWORD', 'LEDGER_KEY', 'SITE_ADDRESS'])(
  'compose does not start without %s, and says where to set it',
  (name) => {
    expect(() => readCompose({ ...filledIn(), [name]: '' })).toThrow(`${name}: set it in docker/.env`)
  },
)

test('the compose file sets only variables that the processes read, and all that they need', () => {
  const all = { ...filledIn(), TURN_URLS: 'turn:turn.example.org', TURN_SECRET: 't'.repeat(16) }
  for (const [service, readConfig] of [
    ['server', readServerConfig],
    ['sfu', readSfuConfig],
  ] as const) {
    const { environment } = readCompose(all).services[service]
    const known = Object.keys(readConfig(environment!))
    const set = Object.entries(environment!).flatMap(([name, value]) => (value ? [name] : []))
    expect(set.filter((name) => !known.includes(name))).toEqual([])
  }
  expect(services.server.environment).not.toHaveProperty('LECTERN_EXAMPLE')
})

/** The services that may open a connection to this one. */
const neighbours = (service: keyof Compose['services']) =>
  names.filter(
    (name) =>
      name !== service &&
      networksOf(services[name]).some((network) => networksOf(services[service]).includes(network)),
  )

test('each service reaches the ones it needs, and no other', () => {
  expect(neighbours('redis').sort()).toEqual(['server', 'sfu'])
  expect(neighbours('server').sort()).toEqual(['proxy', 'redis', 'sfu'])
  expect(neighbours('proxy')).toEqual(['server'])
  expect(neighbours('turn')).toEqual([])
  // Redis shares a network with the media node, but not the one in which the control port is open.
  expect(names.filter((name) => networksOf(services[name]).includes('control'))).toEqual(['server', 'sfu'])
  const { SFU_CONTROL_HOST, SFU_CONTROL_URL } = services.sfu.environment!
  expect(services.sfu.networks).toMatchObject({ control: { aliases: [SFU_CONTROL_HOST] } })
  expect(new URL(SFU_CONTROL_URL!).hostname).toBe(SFU_CONTROL_HOST)
})

test('Redis and the control port are closed to the outside', () => {
  for (const network of ['storage', 'control', 'web']) expect(networks[network]).toEqual({ internal: true })
  expect(networksOf(services.redis)).toEqual(['storage'])
  const open = names.flatMap((name) => services[name].ports ?? [])
  expect(open.filter((port) => /\b(?:6379|4400|4440)\b/.test(port))).toEqual([])
  expect(services.redis.ports).toBeUndefined()
})

test('every worker of the media node has its port open', () => {
  const { SFU_WORKERS } = services.sfu.environment!
  const [, first, last] = services.sfu.ports!.join(' ').match(/(\d+)-(\d+):\1-\2\/udp/)!
  expect(services.sfu.ports).toContain(`${first}-${last}:${first}-${last}/tcp`)
  expect(Number(last) - Number(first) + 1).toBe(Number(SFU_WORKERS))
  expect(readDocker('Dockerfile.sfu')).toContain(`SFU_RTC_PORT=${first}`)
})

test('the proxy knows every replica of the server', () => {
  const { deploy } = services.server as { deploy?: { replicas: number } }
  const servers = Array.from({ length: deploy!.replicas }, (_, i) => `lectern-server-${i + 1}:4400`)
  expect(services.proxy.environment!.SERVERS!.split(' ')).toEqual(servers)
  expect(readDocker('compose.yaml')).toMatch(/^name: lectern$/m)
})
