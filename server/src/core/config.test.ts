import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { expect, test } from '@jest/globals'
import { ConfigError } from '@lectern/shared/configReader'
import { noticesOf, readConfig } from './config.ts'
import { timeStampSettingsOf } from './timeStampConfig.ts'

const secrets = { SESSION_SECRET: 's'.repeat(16), SFU_CONTROL_SECRET: 'c'.repeat(16) }

/** The message to the person who starts the server. */
function complaint(environment: Record<string, string | undefined>): string {
  try {
    readConfig({ ...secrets, ...environment })
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).message
  }
  throw new Error('these settings were taken')
}

test('with nothing but its secrets the server listens on this machine only', () => {
  expect(readConfig(secrets)).toEqual({
    ...secrets,
    HOST: '127.0.0.1',
    PORT: 4400,
    REDIS_URL: 'redis://127.0.0.1:6379',
    ICE_SERVERS: [],
    UPLOADS_DIR: 'data/uploads',
    TRUSTED_PROXIES: 0,
    LECTERN_EXAMPLE: '0',
    MAIL_PER_MINUTE: 100,
    LOG_LEVEL: 'info',
  })
})

test('settings are parsed into their meaning', () => {
  const iceServers = [{ urls: ['turn:turn.example.org'], username: 'u', credential: 'c' }]
  expect(
    readConfig({
      ...secrets,
      PORT: '0',
      TRUSTED_PROXIES: '2',
      PUBLIC_URL: 'https://lectern.example.org',
      REDIS_URL: 'unix:///run/redis.sock',
      ICE_SERVERS: JSON.stringify(iceServers),
      // An empty variable counts as absent.
      HOST: '',
      OPERATOR_TOKEN: '',
    }),
  ).toMatchObject({
    PORT: 0,
    TRUSTED_PROXIES: 2,
    PUBLIC_URL: 'https://lectern.example.org',
    REDIS_URL: 'unix:///run/redis.sock',
    ICE_SERVERS: iceServers,
    HOST: '127.0.0.1',
  })
})

test.each([
  ['PORT', 'abc', 'a whole number from 0 to 65535'],
  ['PORT', '65536', 'a whole number from 0 to 65535'],
  ['PORT', '-1.5', 'a whole number from 0 to 65535'],
  ['TRUSTED_PROXIES', '11', 'a whole number from 0 to 10'],
  ['PUBLIC_URL', 'lectern.example.org', 'http(s)://host[:port] without a path'],
  ['PUBLIC_URL', 'https://lectern.example.org/live', 'http(s)://host[:port] without a path'],
  ['REDIS_URL', 'localhost:6379', 'redis://…, rediss://… or unix:///path'],
  ['LECTERN_EXAMPLE', 'yes', '"0"|"1"'],
  ['LOG_LEVEL', 'loud', '"trace"|"debug"|"info"|"warn"|"error"|"fatal"|"silent"'],
])('%s refuses "%s" in one line with its name, that value and what is allowed', (name, value, allowed) => {
  const message = complaint({ [name]: value })
  expect(message.split('\n')).toHaveLength(1)
  expect(message).toContain(`${name} is "${value}": `)
  expect(message).toContain(allowed)
})

test.each([
  ['turn:turn.example.org', ['turn:turn.example.org']],
  [
    'turn:192.0.2.7:3478?transport=udp, turns:[2001:db8::7]:443?transport=tcp',
    ['turn:192.0.2.7:3478?transport=udp', 'turns:[2001:db8::7]:443?transport=tcp'],
  ],
  ['["turn:a.example.org","turns:a.example.org"]', ['turn:a.example.org', 'turns:a.example.org']],
])('TURN_URLS takes commas and JSON: %s', (value, urls) => {
  expect(readConfig({ ...secrets, TURN_URLS: value, TURN_SECRET: 't'.repeat(16) }).TURN_URLS).toEqual(urls)
})

test.each(['https://turn.example.org', 'turn:a.example.org,turn:user:hunter2@b.example.org'])(
  'what is no address of a TURN server is refused: %s',
  (value) => {
    const message = complaint({ TURN_URLS: value, TURN_SECRET: 't'.repeat(16) })
    expect(message).toMatch(/^TURN_URLS is ".*": \d: must be turn:host:port or turns:host:port/)
    expect(message).not.toContain('hunter2')
  },
)

test('a password that breaks REDIS_URL is refused with a remedy, and is not printed', () => {
  const message = complaint({ REDIS_URL: 'redis://:hunter/2@redis:6379' })
  expect(message).toMatch(
    /^REDIS_URL is "redis:\/\/…@redis:6379": is no URL\. In its password, write \/ as %2F/,
  )
  expect(message).not.toContain('hunter')
})

test('a TURN server without its secret is refused, and a secret without a server', () => {
  expect(complaint({ TURN_URLS: 'turn:turn.example.org' })).toMatch(
    /^TURN_SECRET is not set: TURN_URLS names/,
  )
  expect(complaint({ TURN_SECRET: 't'.repeat(16) })).toMatch(/^TURN_URLS is not set: TURN_SECRET is set/)
})

test('every wrong setting is named at once', () => {
  const message = complaint({ PORT: 'abc', LOG_LEVEL: 'loud', SESSION_SECRET: undefined })
  expect(message.split('\n').map((line) => line.split(' ')[0])).toEqual([
    'PORT',
    'SESSION_SECRET',
    'LOG_LEVEL',
  ])
})

test.each(['SESSION_SECRET', 'SFU_CONTROL_SECRET'])('%s is needed', (name) => {
  expect(complaint({ [name]: undefined })).toContain(`${name} is not set`)
})

test.each(['SESSION_SECRET', 'SFU_CONTROL_SECRET', 'OPERATOR_TOKEN', 'TURN_SECRET'])(
  '%s that is too short is refused without printing it',
  (name) => {
    const message = complaint({ [name]: 'hunter2' })
    expect(message).toContain(`${name} is refused: at least 16 characters`)
    expect(message).not.toContain('hunter2')
  },
)

test.each(['hunter2', 'k'.repeat(42), `${'k'.repeat(43)}!`])(
  'a LEDGER_KEY that is no key is refused without printing it: %s',
  (value) => {
    const message = complaint({ LEDGER_KEY: value })
    expect(message).toContain('LEDGER_KEY is refused: must be 32 random bytes in base64')
    expect(message).not.toContain(value)
  },
)

test.each([
  'http://:hunter2@redis.example.org',
  'lectern:hunter2@redis.example.org:6379',
  'redis:/u:hunter@2@r',
])('a password in the refused REDIS_URL %s is not printed, but the host is', (value) => {
  const message = complaint({ REDIS_URL: value })
  expect(message).toMatch(/REDIS_URL is ".*@r.*": must be redis:/)
  expect(message).not.toContain('hunter')
})

test.each([
  ['[{"urls":"turn:turn.example.org","credential":"hunter2"}]', 'ICE_SERVERS is refused: 0.urls'],
  ["[{'urls':['turn:turn.example.org'],'credential':'hunter2'}]", 'ICE_SERVERS is refused: must be JSON'],
])('a TURN credential in refused ICE_SERVERS is not printed: %s', (value, told) => {
  const message = complaint({ ICE_SERVERS: value })
  expect(message).toContain(told)
  expect(message).not.toContain('hunter2')
})

test('https without a proxy is refused: no browser would keep its session', () => {
  expect(complaint({ PUBLIC_URL: 'https://lectern.example.org' })).toMatch(
    /^PUBLIC_URL is "https:\/\/lectern\.example\.org": https needs a proxy in front, and TRUSTED_PROXIES is 0/,
  )
})

test.each<[Record<string, string>, RegExp | undefined]>([
  [{}, /PUBLIC_URL is not set: certificates and transcripts are marked as trials/],
  [{ HOST: '0.0.0.0' }, /PUBLIC_URL is not set: certificates and transcripts are not printed/],
  [{ TRUSTED_PROXIES: '1' }, /PUBLIC_URL is not set: certificates and transcripts are not printed/],
  [{ PUBLIC_URL: 'http://127.0.0.1:4400' }, undefined],
  [{ PUBLIC_URL: 'http://localhost:4400', HOST: '0.0.0.0' }, /work on this machine only/],
  [{ PUBLIC_URL: 'http://conference.example.org' }, /without https browsers give no page a camera/],
  [{ PUBLIC_URL: 'https://conference.example.org', TRUSTED_PROXIES: '1' }, undefined],
])('%j leaves undone what its notice says', (environment, words) => {
  const notices = noticesOf(readConfig({ ...secrets, ...environment }))
  if (words) expect(notices.join('\n')).toMatch(words)
  else expect(notices).toEqual([])
})

test('time stamps: an address, certificates that can be read, a policy, and none of these alone', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'lectern-config-')), 'ca.pem')
  const url = { TIMESTAMP_URL: 'https://user:secret@stamps.example.org/tsr' }
  writeFileSync(file, rootCertificates.slice(0, 2).join('\n'))
  const read = readConfig({
    ...secrets,
    ...url,
    TIMESTAMP_CA: file,
    TIMESTAMP_POLICY: '1.3.6.1.4.1.4146.2.3',
  })
  expect(timeStampSettingsOf(read)).toMatchObject({
    policy: '1.3.6.1.4.1.4146.2.3',
    url: new URL(url.TIMESTAMP_URL),
  })
  expect(timeStampSettingsOf(read)!.trusted).toHaveLength(2)
  const written = readConfig({ ...secrets, ...url, TIMESTAMP_CA: rootCertificates[0] })
  expect(timeStampSettingsOf(written)!.trusted).toHaveLength(1)
  expect(timeStampSettingsOf(readConfig(secrets))).toBeUndefined()
  expect(complaint({ TIMESTAMP_URL: 'ftp://stamps.example.org' })).toContain('must be an address like')
  expect(complaint({ ...url, TIMESTAMP_CA: `${file}.gone` })).toMatch(/TIMESTAMP_CA .*cannot be read: ENOENT/)
  expect(complaint({ ...url, TIMESTAMP_POLICY: 'Gold' })).toContain('must be an object identifier')
  expect(complaint({ TIMESTAMP_CA: file })).toContain('TIMESTAMP_URL is not set, so nothing is stamped')
  expect(complaint({ TIMESTAMP_POLICY: '1.2.3' })).toContain('TIMESTAMP_URL is not set')
  expect(complaint({ TIMESTAMP_URL: 'ftp://user:secret@stamps.example.org' })).not.toContain('secret')
  writeFileSync(file, 'Dear operator')
  expect(complaint({ ...url, TIMESTAMP_CA: file })).toContain('holds no certificate')
  rmSync(dirname(file), { recursive: true })
})
