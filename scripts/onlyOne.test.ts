import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { holdFolder } from './onlyOne.mjs'

let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-one-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Another process that holds the folder. */
async function holder(): Promise<ChildProcess> {
  const script = `const { holdFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'onlyOne.mjs'))})
    process.send((await holdFolder(${JSON.stringify(folder)}, () => 'It is the first.')) ?? 'holds')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  children.push(child)
  expect(await once(child, 'message')).toEqual(['holds', undefined])
  return child
}

test("the second process gets the first one's answer, and the first keeps the folder", async () => {
  await holder()
  expect(await holdFolder(folder, () => 'second')).toBe('It is the first.')
  expect(await holdFolder(folder, () => 'third')).toBe('It is the first.')
})

test('a socket left by a killed process does not matter', async () => {
  const child = await holder()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(existsSync(join(folder, 'start.sock'))).toBe(true)
  expect(await holdFolder(folder, () => 'mine')).toBeUndefined()
})
