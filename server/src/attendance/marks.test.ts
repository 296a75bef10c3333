// Marks that cannot be written are queued within the memory limit, at any clock time.
import { expect, test } from '@jest/globals'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { createMarks } from './marks.ts'

function collecting(most?: number) {
  const state = { away: true, now: 0, written: [] as string[] }
  const refuse = () => {
    if (state.away) throw new Error('Connection is closed.')
  }
  const { log, lines } = memoryLog()
  const late: string[] = []
  const marks = createMarks({
    store: {
      mark: async (kind, sessionId, segment, people) => {
        refuse()
        for (const [slot, ids] of people)
          for (const id of ids) state.written.push(`${kind} ${sessionId} ${segment * 32 + slot} ${id}`)
        return 0
      },
      markOnAir: async (sessionId, slot) => {
        refuse()
        state.written.push(`onAir ${sessionId} ${slot}`)
      },
    },
    hall: { insideOf: async (ids) => ids.map(() => false) },
    clock: () => state.now,
    log,
    onLeftOut: () => undefined,
    onLate: (sessionId) => late.push(sessionId),
    ...(most !== undefined && { most }),
  })
  return { marks, state, lines, late }
}

test('marks queued for a quarter of an hour are written once Redis is back', async () => {
  const { marks, state, late } = collecting()
  for (let slot = 0; slot < 90; slot += 1) {
    marks.present('s', slot, 'ann')
    marks.delivered('s', slot, ['ann'])
    marks.onAir('s', slot)
    await marks.flush()
    state.now += 10_000
  }
  expect(state.written).toEqual([])
  state.away = false
  await marks.flush()
  for (let slot = 0; slot < 90; slot += 1)
    for (const mark of [`present s ${slot} ann`, `delivered s ${slot} ann`, `onAir s ${slot}`])
      expect(state.written).toContain(mark)
  expect(state.written).toHaveLength(270)
  // Their slots may have been judged without them.
  expect(late).toContain('s')
  await marks.close()
})

test('memory is bounded: the oldest marks are dropped first, and the log says so', async () => {
  const { marks, state, lines } = collecting(100)
  for (let slot = 0; slot < 160; slot += 1) {
    marks.present('s', slot, 'ann')
    await marks.flush()
    state.now += 10_000
  }
  state.away = false
  await marks.flush()
  expect(state.written).toContain('present s 159 ann')
  expect(state.written).not.toContain('present s 0 ann')
  expect(state.written.length).toBeLessThanOrEqual(50)
  expect(lines.map(({ msg }) => msg)).toContain('marks of watched time were dropped')
  await marks.close()
})
