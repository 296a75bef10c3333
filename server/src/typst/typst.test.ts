// With the real compiler.
import { afterAll, expect, test } from '@jest/globals'
import type { TypstJob } from './job.ts'
import { Typst } from './typst.ts'

const typst = new Typst()
afterAll(() => typst.close())

const job = (main: string, changes: Partial<TypstJob> = {}): TypstJob => ({
  main: `#set document(title: "A document")\n${main}`,
  files: {},
  data: {},
  at: 0,
  ...changes,
})

test('a document is compiled with its data and files, and the same data give the same bytes', async () => {
  const compile = () =>
    typst.compile(
      job('#import "name.typ": name\n= #name(json(bytes(sys.inputs.data)).who)', {
        files: { '/name.typ': '#let name(who) = [#metadata(who)<named>#who]' },
        data: { who: 'Clara "#panic()" Nwosu' },
        at: Date.UTC(2026, 2, 2),
        wanted: '<named>',
      }),
    )
  const first = await compile()
  expect(first).toMatchObject({ ok: true, pages: 1, found: ['Clara "#panic()" Nwosu'] })
  expect(await compile()).toEqual(first)
})

test('mistakes come with their lines', async () => {
  expect(await typst.compile(job('One\n#two'))).toEqual({
    ok: false,
    stopped: null,
    problems: [{ message: 'unknown variable: two', file: '/main.typ', line: 3, column: 2 }],
  })
})

test.each([
  ['a file by its address', '#read("/etc/passwd")', /file not found/],
  ['a file above the document', '#read("../../typst.ts")', /access denied/],
  ['a package', '#import "@preview/cetz:0.3.0"', /failed to download/],
  ['a package by another word', '#let at = "@pre" + "view/cetz:0.3.0"\n#include at', /failed to download/],
])('a document reaches nothing that it was not given: %s', async (_what, main, message) => {
  const { ok, problems } = (await typst.compile(job(main))) as {
    ok: boolean
    problems: { message: string }[]
  }
  expect(ok).toBe(false)
  expect(problems[0]!.message).toMatch(message)
})

test('a document that screen readers could not read is refused', async () => {
  const image = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))"
  expect(await typst.compile(job(image))).toMatchObject({
    problems: [{ message: expect.stringContaining('missing alt text') }],
  })
})

const endless = '#for a in range(9999) { for b in range(9999) { for c in range(9999) {} } }'
test.each([
  ['time', { wallMs: 1500, memoryMiB: 1200 }, endless],
  ['memory', { wallMs: 30_000, memoryMiB: 900 }, '#let x = range(100000000)\n#x.len()'],
] as const)(
  'a document that passes its limit of %s is ended, and the next one is compiled',
  async (limit, limits, main) => {
    const tight = new Typst(limits)
    try {
      expect(await tight.compile(job(main))).toEqual({ ok: false, stopped: limit, problems: [] })
      expect(await tight.compile(job('fine'))).toMatchObject({ ok: true })
    } finally {
      tight.close()
    }
  },
)

test('a process that was killed between two documents is replaced', async () => {
  expect(await typst.compile(job('one'))).toMatchObject({ ok: true })
  typst.close()
  expect(await typst.compile(job('two'))).toMatchObject({ ok: true })
})
