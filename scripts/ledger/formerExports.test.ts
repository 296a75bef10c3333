// Exports that earlier versions wrote, kept as they were: an auditor who has one verifies it with today's
// verifier, and every certificate in it is still what it was. They are of people of tests. A version that
// changes what entries say adds one.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const folder = join(import.meta.dirname, 'formerExports')

test.each(readdirSync(folder))('%s', (name) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'main.ts'),
      join(folder, name),
      '--credit',
    ],
    { env: { PATH: process.env.PATH }, encoding: 'utf8' },
  )
  expect(stdout).toMatch(/^Unaltered: /)
  expect(stdout).toMatch(/Recomputed: [45] certificates, each as it was issued\./)
  expect([status, stderr]).toEqual([0, ''])
})
