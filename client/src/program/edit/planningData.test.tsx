import { changed, editedOf, morning, plannedOf, planningOf, twice } from './fakePlanning.ts'
import { withEdited } from './planningData.ts'

const heart = plannedOf('heart', morning)
const brain = plannedOf('brain', morning)
const ids = (planning: ReturnType<typeof planningOf>) => planning.sessions.map(({ session }) => session.id)

test('what an edit made, changed and removed is shown, with the conflicts as they are now', () => {
  const edited = editedOf([changed(heart, { title: 'New' }), plannedOf('third', morning)], {
    removed: ['brain'],
    conflicts: [twice('heart', 'third')],
  })
  const after = withEdited(planningOf([heart, brain]), edited)
  expect(ids(after)).toEqual(['heart', 'third'])
  expect(after.sessions[0]!.session.title).toBe('New')
  expect(after.conflicts).toHaveLength(1)
})

test('a session that an event brought in a newer version stays', () => {
  const newer = changed(changed(heart, {}), { title: 'Newest' })
  const after = withEdited(planningOf([newer]), editedOf([changed(heart, { title: 'Older' })]))
  expect(after.sessions[0]!.session.title).toBe('Newest')
})
