// What stands where on a page, with the real compiler.
import { afterAll, expect, test } from '@jest/globals'
import { Typst } from './typst.ts'

const typst = new Typst()
afterAll(() => typst.close())

async function drawn(main: string, drawing: 'texts' | 'pixels' = 'texts') {
  const setup =
    '#set page(width: 200pt, height: 100pt, margin: 10pt)\n#set text(font: "Noto Sans", fallback: false)'
  const compiled = await typst.compile({ main: `${setup}\n${main}`, files: {}, data: {}, at: 0, drawing })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled
}

test('texts come with their letters, size, colour and the place of each shape', async () => {
  const { texts } = await drawn(
    '#text(size: 20pt, fill: rgb("#12ab03"))[A & B] #scale(50%, reflow: true)[half]',
  )
  expect(texts[0]).toMatchObject({ text: 'A & B', fill: '#12ab03' })
  expect(texts[0]!.size).toBeCloseTo(20, 1)
  // Blanks have no ink.
  expect(texts[0]!.shapes).toHaveLength(3)
  expect(texts[0]!.shapes[0]!.left).toBeCloseTo(10, 1)
  const half = texts.find(({ text }) => text === 'half')!
  expect(half.size).toBeCloseTo(5.5, 1)
})

test('what is off the page, turned or hidden is where it is drawn', async () => {
  const { texts } = await drawn('#place(dx: -100pt)[off] #place(rotate(90deg)[turn]) #std.hide[gone]')
  expect(texts.find(({ text }) => text === 'off')!.shapes[0]!.right).toBeLessThan(0)
  const turned = texts.find(({ text }) => text === 'turn')!.shapes
  expect(turned.at(-1)!.top).toBeGreaterThan(turned[0]!.top)
  expect(texts.some(({ text }) => text === 'gone')).toBe(false)
})

test('pixels are those of the page', async () => {
  const { pixels } = await drawn(
    '#place(top + left, dx: -10pt, dy: -10pt, rect(width: 50%, height: 200pt, fill: black))',
    'pixels',
  )
  const { width, height, perPoint, grey } = pixels!
  expect(width / perPoint).toBeCloseTo(200, 0)
  expect(grey).toHaveLength(width * height)
  expect([grey[0], grey[width - 1]]).toEqual([0, 255])
})
