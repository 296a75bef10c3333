// What can be checked of the images and the compose file without a container engine.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { askRedis } from '../scripts/embeddedRedis.mjs'
import { findProgram, root } from '../scripts/prepare/machine.mjs'
import { readConfig as readServerConfig } from '../server/src/core/config.ts'
import { readConfig as readSfuConfig } from '../sfu/src/config.ts'

const read = (file: string) => readFileSync(join(root, 'docker', file), 'utf8')

test.each(['Dockerfile.server', 'Dockerfile.sfu'])('%s copies only what there is', (file) => {
  const copied = [...read(file).matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) =>
    sources!.split(' '),
  )
  expect(copied.length).toBeGreaterThan(4)
  expect(copied.filter((source) => !existsSync(join(root, source)))).toEqual([])
})

/** The environment of a service in the compose file, its variables filled in as docker/.env would. */
function environmentOf(service: string): Record<string, string> {
  const text = read('compose.yaml').match(new RegExp(`^  ${service}:\\n((?:    .*\\n|\\n)+)`, 'm'))![1]!
  const block = text.match(/^ {4}environment:\n((?: {6}.*\n)+)/m)![1]!
  const filled: Record<string, string> = {
    SITE_ADDRESS: 'conference.example.org',
    SFU_ANNOUNCED_ADDRESS: '203.0.113.7',
    SESSION_SECRET: 'a secret of some length',
    SFU_CONTROL_SECRET: 'another secret of some length',
    LEDGER_KEY: 'k'.repeat(43),
  }
  return Object.fromEntries(
    [...block.matchAll(/^ {6}(\w+): "?(.*?)"?$/gm)].map(([, name, value]) => [
      name,
      value!.replace(/\$\{(\w+)[^}]*\}/g, (_, variable: string) => filled[variable] ?? ''),
    ]),
  )
}

test('the compose file sets nothing that the processes do not know, and all that they need', () => {
  for (const [service, readConfig] of [
    ['server', readServerConfig],
    ['sfu', readSfuConfig],
  ] as const) {
    const environment = environmentOf(service)
    const known = Object.keys(readConfig(environment))
    const set = Object.entries(environment).flatMap(([name, value]) => (value === '' ? [] : [name]))
    expect(set.filter((name) => !known.includes(name))).toEqual([])
  }
})

test('every worker of the media node has its port open', () => {
  const { SFU_WORKERS } = environmentOf('sfu')
  const [, first, last] = read('compose.yaml').match(/"(\d+)-(\d+):\1-\2\/udp"/)!
  expect(Number(last) - Number(first) + 1).toBe(Number(SFU_WORKERS))
  expect(read('Dockerfile.sfu')).toContain(`SFU_RTC_PORT=${first}`)
})

test('redis takes redis.conf, and has every write on disk before it answers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-docker-'))
  const socket = join(folder, 'redis.sock')
  const options = ['--dir', folder, '--port', '0', '--unixsocket', socket, '--daemonize', 'no']
  const server = spawn(findProgram('redis-server')!, [join(root, 'docker', 'redis.conf'), ...options])
  await once(server.stdout, 'data')
  let answer: string | undefined
  while (!answer && server.exitCode === null)
    answer = (await askRedis(socket, 'CONFIG GET appendfsync')) as string
  expect(answer).toContain('always')
  server.kill('SIGTERM')
  await once(server, 'exit')
  rmSync(folder, { recursive: true, force: true })
})
