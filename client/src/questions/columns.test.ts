import { beforeFor, columnsOf, nobody, noFilter, orderBefore, settle, sideways, step } from './columns.ts'
import { staffQuestion } from './fakeQuestions.ts'
import { byId } from './questionsState.ts'

const all = byId([
  staffQuestion('i1', { status: 'pending', askedAt: 2 }),
  staffQuestion('i2', { status: 'pending', askedAt: 1, askLive: true }),
  staffQuestion('a1', { order: 2, assignedTo: 'rao' }),
  staffQuestion('a2', { order: 1 }),
  staffQuestion('n1', { status: 'answered', answeredAt: 5 }),
  staffQuestion('n2', { status: 'answered', answeredAt: 9 }),
  staffQuestion('gone', { status: 'dismissed' }),
  staffQuestion('part', { mergedInto: 'a1' }),
])
const ids = (filter = noFilter, kept?: string) => {
  const columns = columnsOf(all, filter, kept)
  return [columns.incoming, columns.approved, columns.live, columns.answered].map((c) =>
    c.map(({ id }) => id),
  )
}
const columns = columnsOf(all, noFilter)

test('each question is in its column, each column in its order', () => {
  expect(ids()).toEqual([['i2', 'i1'], ['a2', 'a1'], [], ['n2', 'n1']])
})

test('filters by text, assignee and asking aloud; an edited question stays', () => {
  expect(ids({ ...noFilter, text: 'QUESTION A1' }).flat()).toEqual(['a1'])
  expect(ids({ ...noFilter, text: 'clara' }).flat()).toHaveLength(6)
  expect(ids({ ...noFilter, assigned: 'rao' }).flat()).toEqual(['a1'])
  expect(ids({ ...noFilter, assigned: nobody }).flat()).not.toContain('a1')
  expect(ids({ ...noFilter, askLive: true }, 'n1').flat()).toEqual(['i2', 'n1'])
  expect(ids({ ...noFilter, dismissed: true })).toEqual([['gone'], ['a2', 'a1'], [], ['n2', 'n1']])
})

test('the cursor goes down, up and across; empty columns are skipped', () => {
  let cursor = settle(columns, undefined)
  const walk = [cursor?.id]
  for (let i = 0; i < 6; i++) {
    cursor = step(columns, cursor, 1)
    walk.push(cursor?.id)
  }
  expect(walk).toEqual(['i2', 'i1', 'a2', 'a1', 'n2', 'n1', 'n1'])
  expect(step(columns, settle(columns, { column: 'approved', index: 0, id: 'a2' }), -1)?.id).toBe('i1')
  const right = sideways(columns, { column: 'approved', index: 1, id: 'a1' }, 1)
  expect(right?.id).toBe('n1')
  expect(sideways(columns, right, 1)).toEqual(right)
  expect(sideways(columns, right, -1)?.id).toBe('a1')
})

test('the cursor follows its question into another column, and continues from where it was', () => {
  const followed = settle(columns, { column: 'incoming', index: 1, id: 'a2' })
  expect(followed).toEqual({
    column: 'approved',
    index: 0,
    id: 'a2',
    from: { column: 'incoming', index: 1 },
  })
  expect(step(columns, followed, 1)?.id).toBe('i1')
  expect(step(columns, followed, -1)?.id).toBe('i2')
  // An empty column offers nothing to continue with.
  expect(step(columns, settle(columns, { column: 'live', index: 0, id: 'a2' }), 1)?.id).toBe('a1')
})

test('the cursor moves to the neighbour of a question that is no longer shown', () => {
  expect(settle(columns, { column: 'approved', index: 0, id: 'gone' })?.id).toBe('a2')
  expect(settle(columns, { column: 'live', index: 0, id: 'gone' })?.id).toBe('i2')
  expect(settle(columnsOf({}, noFilter), undefined)).toBeUndefined()
})

test('a place in the queue is given by the question that follows it', () => {
  const queue = ['a', 'b', 'c', 'd'].map((id, order) => staffQuestion(id, { order }))
  expect(beforeFor(queue, 'a', 'b')).toBe('c')
  expect(beforeFor(queue, 'a', 'd')).toBeNull()
  expect(beforeFor(queue, 'd', 'b')).toBe('b')
  expect(beforeFor(queue, 'b', 'b')).toBeUndefined()
  expect(orderBefore(queue, 'a')).toBe(-1)
  expect(orderBefore(queue, 'c')).toBe(1.5)
  expect(orderBefore(queue, null)).toBe(4)
})
