import { toneFile } from './tones.ts'

test('the test sound is a WAV file that is audible and ends in silence', () => {
  const file = toneFile()
  const view = new DataView(file.buffer)
  expect(Buffer.from(file.subarray(0, 12)).toString('latin1')).toMatch(/^RIFF....WAVE$/s)
  expect(view.getUint32(4, true)).toBe(file.length - 8)
  expect(view.getUint32(40, true)).toBe(file.length - 44)
  const samples = Array.from({ length: (file.length - 44) / 2 }, (_, i) => view.getInt16(44 + i * 2, true))
  expect(Math.max(...samples)).toBeGreaterThan(5000)
  expect(Math.max(...samples)).toBeLessThan(10_000)
  expect(Math.abs(samples.at(-1)!)).toBeLessThan(50)
})

test('notes follow one another, each of its length', () => {
  const one = toneFile([{ hertz: 440, seconds: 0.2 }])
  const two = toneFile([
    { hertz: 440, seconds: 0.2 },
    { hertz: 660, seconds: 0.1 },
  ])
  expect((two.length - 44) / (one.length - 44)).toBeCloseTo(1.5)
  expect([...two.subarray(44, one.length)]).toEqual([...one.subarray(44)])
})
