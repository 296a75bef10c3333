import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { readSecrets } from './secrets.mjs'

const names = ['SESSION_SECRET', 'SFU_CONTROL_SECRET', 'OPERATOR_TOKEN', 'LEDGER_KEY'] as const
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-secrets-'))
  file = join(folder, 'secrets.json')
  for (const name of names) delete process.env[name]
})
afterEach(() => {
  for (const name of names) delete process.env[name]
  rmSync(folder, { recursive: true })
})

test('secrets are created once: different, long, and the same at every start', () => {
  const made = readSecrets(folder)
  expect(Object.keys(made)).toEqual(names)
  for (const secret of Object.values(made)) expect(secret).toMatch(/^[\w-]{43}$/)
  expect(new Set(Object.values(made)).size).toBe(names.length)
  expect(readSecrets(folder)).toEqual(made)
})

test('nobody but the owner can read them, whatever the umask', () => {
  const before = process.umask(0)
  try {
    readSecrets(folder)
  } finally {
    process.umask(before)
  }
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['secrets.json'])
})

test('secrets in the environment take precedence and are not stored', () => {
  const made = readSecrets(folder)
  process.env.OPERATOR_TOKEN = 'given by the environment'
  process.env.SESSION_SECRET = ''
  expect(readSecrets(folder)).toEqual({ ...made, OPERATOR_TOKEN: 'given by the environment' })
  delete process.env.OPERATOR_TOKEN
  expect(readSecrets(folder)).toEqual(made)
})

test('a missing secret is added to the existing ones', () => {
  writeFileSync(file, JSON.stringify({ SESSION_SECRET: 'of an older version' }))
  const secrets = readSecrets(folder)
  expect(secrets.SESSION_SECRET).toBe('of an older version')
  expect(secrets.OPERATOR_TOKEN).toMatch(/^[\w-]{43}$/)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(secrets)
})
