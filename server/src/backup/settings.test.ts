import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { keepSettings, settingsFor } from './settings.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-settings-'))
  file = join(folder, 'secrets.json')
  writeFileSync(file, JSON.stringify({ LEDGER_KEY: 'l', SESSION_SECRET: 's', OPERATOR_TOKEN: 'o' }))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a backup holds the key of the ledger, and secrets only when asked', () => {
  expect(settingsFor({}, file, false)).toEqual({ LEDGER_KEY: 'l' })
  expect(settingsFor({}, file, true)).toEqual({ LEDGER_KEY: 'l', SESSION_SECRET: 's', OPERATOR_TOKEN: 'o' })
})

test('the environment comes before the file', () => {
  expect(settingsFor({ LEDGER_KEY: 'env' }, file, false)).toEqual({ LEDGER_KEY: 'env' })
  expect(settingsFor({ LEDGER_KEY: 'env' }, undefined, false)).toEqual({ LEDGER_KEY: 'env' })
})

test('restored settings replace those of the new installation, and the others stay', () => {
  expect(keepSettings({ LEDGER_KEY: 'old' }, {}, file)).toEqual([])
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    LEDGER_KEY: 'old',
    SESSION_SECRET: 's',
    OPERATOR_TOKEN: 'o',
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('where the environment sets them, the operator is told which to change, without any value', () => {
  const told = [
    ...keepSettings({ LEDGER_KEY: 'very-secret' }, { LEDGER_KEY: 'new' }, file),
    ...keepSettings({ LEDGER_KEY: 'very-secret' }, {}, undefined),
  ].join('\n')
  expect(told.match(/LEDGER_KEY/g)).toHaveLength(2)
  expect(told).not.toContain('very-secret')
})
