// With the real child process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from '@jest/globals'
import { packed, pdf, png } from '../testing/files.ts'
import { inspectFile } from './inspectFile.ts'

const refusalOf = async (promise: Promise<unknown>): Promise<{ code: string; message: string }> =>
  promise.then(
    () => ({ code: 'ok', message: '' }),
    (error) => error,
  )
const limits = { wallMs: 30_000, cpuSeconds: 10, memoryMiB: 1200 }
const heavy = pdf('', packed(`(${'x'.repeat(400 * 1024 * 1024)})`))

test('the content to keep comes back with its type', async () => {
  const image = await inspectFile('image', png())
  expect([image.type, image.content.subarray(1, 4).toString()]).toEqual(['image/png', 'PNG'])
  const document = await inspectFile('document', pdf())
  expect([document.type, document.content.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-'])
})

test('a file that is not allowed is refused with the check’s message', async () => {
  expect(await refusalOf(inspectFile('image', pdf()))).toMatchObject({
    code: 'file_refused',
    message: expect.stringContaining('PNG, JPEG or WebP'),
  })
})

test('if no child process can be started, the upload fails and the server continues', async () => {
  const program = `
    const { openSync } = await import('node:fs')
    const { inspectFile } = await import(${JSON.stringify(new URL('./inspectFile.ts', import.meta.url).href)})
    await inspectFile('image', Buffer.alloc(0)).catch((error) => console.log(error.code))
    try { for (;;) openSync('/dev/null') } catch {}
    await inspectFile('image', Buffer.alloc(0)).catch((error) => process.stdout.write(error.code))
    await new Promise(setImmediate)
  `
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program]
  const child = spawn('/bin/sh', ['-c', 'ulimit -n 100; exec "$@"', 'sh', process.execPath, ...flags], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect([printed, status]).toEqual(['file_refused\nEMFILE', 0])
})

test.each([
  ['memory', { ...limits, memoryMiB: 800 }],
  ['processor time', { ...limits, cpuSeconds: 0 }],
  ['time', { ...limits, wallMs: 1 }],
])(
  'a file that passes the limit of %s is refused, and the next one is checked as ever',
  async (_of, tight) => {
    expect(await refusalOf(inspectFile('document', heavy, tight))).toHaveProperty('code', 'file_refused')
    expect((await inspectFile('image', png())).type).toBe('image/png')
  },
)
