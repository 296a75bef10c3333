import { jest } from '@jest/globals'
import { errors } from '@lectern/shared/errors'
import type { PlannedView } from '@lectern/shared/programPlanning'
import { activityOf } from '@lectern/shared/testing/programme'
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { text } from '../../testing/drawAt.tsx'
import { violations } from '../../testing/drawPage.tsx'
import { FakeHttp } from '../../testing/fakeHttp.ts'
import { chooseZone, setConferenceZone, zones } from '../../words/zones.ts'
import { drawEditor, settled } from './drawEditor.tsx'
import { changed, editedOf, lacks, minute, morning, okafor, plannedOf, planningOf } from './fakePlanning.ts'

let server: FakeHttp
let heart: PlannedView

beforeEach(() => {
  server = new FakeHttp()
  setConferenceZone('UTC')
  chooseZone('conference')
  heart = plannedOf('heart', morning, { speakers: [okafor] })
})
afterEach(() => {
  cleanup()
  sessionStorage.clear()
  chooseZone('mine')
  zones.setState({ conference: undefined })
})

const page = (at = '?session=heart', roles?: ('organiser' | 'office')[]) =>
  drawEditor(server, planningOf([heart]), { at, ...(roles && { roles }) })
const saves = () => server.bodies('PUT /api/office/program/heart')
const accept = (change: Parameters<typeof changed>[1]) => {
  heart = changed(heart, change)
  server.answers['PUT /api/office/program/heart'] = editedOf([heart])
}
const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })
const title = () => field(/^Title/)
const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' })

test('only what was changed is sent, under the version that was seen', async () => {
  const { user } = await page()
  await user.clear(title())
  await user.type(title(), 'Heart failure')
  await user.type(field(/^Learning objectives/), 'Choose the dose{Enter}Know when to stop')
  accept({ title: 'Heart failure', objectives: ['Choose the dose', 'Know when to stop'] })
  await user.click(save())
  await settled()
  expect(saves()).toEqual([
    {
      version: 1,
      change: { title: 'Heart failure', objectives: ['Choose the dose', 'Know when to stop'] },
      scope: 'this',
    },
  ])
  expect(text()).toContain('Saved.')
  expect(save().disabled).toBe(true)
  expect(await violations()).toEqual([])
})

test('the office records on which ground a session is exempt from Standard 3, and takes it back', async () => {
  heart = plannedOf('heart', morning, { activityId: 'x' })
  const { user } = await page()
  await user.click(screen.getByRole('button', { name: 'Exempt from Standard 3' }))
  const dialog = await screen.findByRole('dialog', { name: 'Exempt from Standard 3' })
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Record' }).disabled).toBe(true)
  await user.click(within(dialog).getByRole('radio', { name: /^it is not clinical/ }))
  const exemption = { ground: 'non_clinical', by: 'ito', name: 'Hana Ito', at: morning } as const
  heart = { ...heart, review: { ...heart.review, exemption } }
  server.answers['PUT /api/office/program/heart/exemption'] = editedOf([changed(heart, {})])
  await user.click(within(dialog).getByRole('button', { name: 'Record' }))
  await settled()
  expect(server.bodies('PUT /api/office/program/heart/exemption')).toEqual([
    { version: 1, ground: 'non_clinical' },
  ])
  expect(text()).toMatch(/Exempt from Standard 3, since it is not clinical.*Recorded by Hana Ito/)
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Not exempt any more' }))
  await settled()
  expect(server.bodies('PUT /api/office/program/heart/exemption').at(-1)).toMatchObject({ ground: null })
})

test('each session of a series is designated like this one by one press, each by itself', async () => {
  const designation = { policyId: 'ama', maximum: 1, number: '', designatedAt: 1 }
  const activity = activityOf('rounds', [designation])
  const place = (on: string) => ({ id: 'weekly', on, own: [] })
  heart = plannedOf('heart', morning, { activityId: 'rounds', series: place('2026-11-28') })
  const next = plannedOf('next', morning + 7 * 1440 * minute, { series: place('2026-12-05') })
  const { user } = await drawEditor(server, planningOf([heart, next], { activities: [activity] }), {
    at: '?session=heart',
  })
  server.answers['PUT /api/office/program/heart'] = editedOf([
    changed(heart, {}),
    changed(next, { activityId: 'rounds' }),
  ])
  server.answers['PUT /api/office/activities'] = activity
  await user.click(screen.getByRole('button', { name: 'Designate each session like this one' }))
  await settled()
  expect(saves()).toEqual([{ version: 1, change: { activityId: 'rounds' }, scope: 'all' }])
  const designatedAt = morning - 2000
  expect(server.bodies('PUT /api/office/activities')).toEqual([
    {
      id: 'rounds',
      designations: [{ ...designation, per: 'session', designatedAt }],
      seen: { designations: [designation] },
    },
  ])
  expect(await violations()).toEqual([])
})

test('an organiser reads of an exemption, and records none', async () => {
  heart = plannedOf('heart', morning, { activityId: 'x' })
  await page(undefined, ['organiser'])
  expect(screen.queryByRole('button', { name: /Standard 3/ })).toBeNull()
})

test('a session without a title is not sent, and the field says so', async () => {
  const { user } = await page()
  await user.clear(title())
  await user.click(save())
  expect(document.activeElement).toBe(title())
  expect(saves()).toEqual([])
})

test('a start that moves takes the end along, and an end before it is on the next day', async () => {
  const { user } = await page()
  const [start, end] = [/^Start/, /^End/].map((name) => screen.getByLabelText<HTMLInputElement>(name))
  await user.clear(start!)
  await user.type(start!, '23:30')
  expect(end!.value).toBe('00:15')
  expect(text()).toContain('45 min.')
  accept({ startsAt: morning + 870 * minute, endsAt: morning + 915 * minute })
  await user.click(save())
  await settled()
  expect(saves()).toEqual([
    {
      version: 1,
      change: { startsAt: morning + 870 * minute, endsAt: morning + 915 * minute },
      scope: 'this',
    },
  ])
})

test('what is written survives a reload, and can be discarded', async () => {
  const { user, unmount } = await page()
  await user.type(title(), ' today')
  unmount()
  const again = await page()
  expect(title().value).toBe('About heart today')
  expect(text()).toContain('You had not saved this.')
  await again.user.click(screen.getByRole('button', { name: 'Discard it' }))
  expect(title().value).toBe('About heart')
})

test('what others change is followed, and what was written here stays', async () => {
  const { user, clock } = await page()
  await user.type(title(), ' today')
  const theirs = changed(heart, { summary: 'All of it.' }).session
  clock.tell('program.plan', theirs)
  await settled()
  expect(field(/^Summary/).value).toBe('All of it.')
  expect(title().value).toBe('About heart today')
  accept({ summary: 'All of it.' })
  await user.click(save())
  await settled()
  expect(saves()).toEqual([{ version: 2, change: { title: 'About heart today' }, scope: 'this' }])
})

test('two change the same field: both values are shown, and one is chosen before anything is saved', async () => {
  const { user, clock } = await page()
  await user.type(title(), ' today')
  clock.tell('program.plan', changed(heart, { title: 'Heart failure' }).session)
  await settled()
  const both = screen.getByRole('region', { name: 'Title' })
  expect(both.textContent).toContain('TheirsHeart failure')
  expect(both.textContent).toContain('YoursAbout heart today')
  expect(save().disabled).toBe(true)
  expect(await violations()).toEqual([])
  await user.click(within(both).getByRole('button', { name: 'Keep mine: Title' }))
  accept({ title: 'About heart today' })
  await user.click(save())
  await settled()
  expect(saves()).toEqual([{ version: 2, change: { title: 'About heart today' }, scope: 'this' }])
})

test('somebody was faster: the refusal shows what they did, and their name', async () => {
  const { user } = await page()
  await user.type(title(), ' today')
  server.refusals['PUT /api/office/program/heart'] = [errors.stale('Too late.', { name: 'Noah Lee' })]
  server.answers['GET /api/office/program'] = planningOf([changed(heart, { title: 'Heart failure' })])
  await user.click(save())
  await settled()
  expect(text()).toContain('Noah Lee changed this session while you did')
  await user.click(screen.getByRole('button', { name: 'Use theirs: Title' }))
  expect(title().value).toBe('Heart failure')
})

test('people are found by typing, with their affiliation, and removed', async () => {
  const { user } = await page()
  server.answers['GET /api/office/members?search=lind'] = {
    people: [
      {
        ...{ id: 'lind', name: 'Maja Lindqvist', affiliation: 'Uppsala', credentials: 'MD' },
        ...{ profession: 'physician', roles: ['speaker'], lacks: [], hasEmail: true, since: morning },
      },
    ],
    found: 1,
  }
  await user.type(screen.getByRole('combobox', { name: 'Add a moderator' }), 'lind')
  await user.click(await screen.findByRole('option', { name: /Maja Lindqvist/ }))
  await user.click(screen.getByRole('button', { name: 'Remove speaker Adaeze Okafor' }))
  accept({})
  await user.click(save())
  await settled()
  expect(saves()).toEqual([
    { version: 1, change: { speakers: [], moderators: [{ personId: 'lind' }] }, scope: 'this' },
  ])
})

test('somebody new is added by name and mail address, and nothing else is sent yet', async () => {
  const { user } = await page()
  await user.click(screen.getByRole('button', { name: 'Add somebody new as moderator' }))
  const form = screen.getByRole('region', { name: 'New moderator' })
  const add = within(form).getByRole('button', { name: 'Add moderator' })
  await user.type(within(form).getByRole('textbox', { name: /^Family name/ }), 'Rao')
  await user.type(within(form).getByRole('textbox', { name: /^Mail address/ }), 'rao')
  await user.click(add)
  expect(document.activeElement).toBe(within(form).getByRole('textbox', { name: /^Mail address/ }))
  expect(server.sent).toEqual([])
  server.answers['POST /api/office/members'] = { personId: 'rao' }
  await user.type(within(form).getByRole('textbox', { name: /^Mail address/ }), '@example.org{Enter}')
  await settled()
  expect(server.bodies('POST /api/office/members')).toMatchObject([
    { familyName: 'Rao', email: 'rao@example.org', roles: ['moderator'] },
  ])
  expect(screen.getByRole('button', { name: 'Remove moderator Rao' })).toBeTruthy()
  expect(saves()).toEqual([])
})

test('a new session is sent whole, with an id that this page made', async () => {
  const { user } = await page('?new=opening')
  await user.type(title(), 'Opening')
  const made = plannedOf('opening', morning + 45 * minute, { title: 'Opening', track: '' })
  server.answers['PUT /api/office/program/opening'] = editedOf([made])
  await user.click(screen.getByRole('button', { name: 'Create session' }))
  await settled()
  expect(server.bodies('PUT /api/office/program/opening')).toMatchObject([
    { version: null, change: { title: 'Opening', startsAt: morning + 45 * minute, speakers: [] } },
  ])
  expect(screen.getByRole('form', { name: 'Session' })).toBeTruthy()
})

describe('approval', () => {
  const missing = [lacks('not_cleared', 'faculty', 'The speaker Adaeze Okafor has no disclosure on file.')]
  const panel = () => screen.getByRole('region', { name: 'Approval' })

  test('what is missing is said, with whose turn it is', async () => {
    heart = plannedOf(
      'heart',
      morning,
      { speakers: [okafor], activityId: 'hf', status: 'in_review' },
      { missing: [{ ...missing[0]!, personId: 'okafor' }], turn: 'faculty' },
    )
    await page()
    expect(panel().textContent).toContain('In review')
    expect(panel().textContent).toContain('Next: faculty')
    expect(panel().textContent).toContain(missing[0]!.message)
    expect(within(panel()).getByRole<HTMLButtonElement>('button', { name: 'Approve' }).disabled).toBe(true)
    expect(text()).toContain('No disclosure')
  })

  test('an agreement that is signed, or a new one that is not, is seen while the page is open', async () => {
    jest.useFakeTimers({ advanceTimers: true })
    try {
      const unsigned = [
        lacks('support', 'office', 'Meridian has not signed the agreement about its support.'),
      ]
      const answer = (missing: typeof unsigned) => {
        const session = { speakers: [okafor], activityId: 'hf', status: 'in_review' as const }
        heart = plannedOf('heart', morning, session, { missing, turn: 'office' })
        server.answers['GET /api/office/program'] = planningOf([heart])
      }
      const approve = () => within(panel()).getByRole<HTMLButtonElement>('button', { name: 'Approve' })
      const looksAgain = () => act(() => jest.advanceTimersByTimeAsync(30_000))
      answer(unsigned)
      await page()
      await screen.findByText(/Meridian has not signed/)
      expect(approve().disabled).toBe(true)
      answer([])
      await looksAgain()
      await screen.findByText('Nothing is missing.')
      expect(approve().disabled).toBe(false)
      answer(unsigned)
      await looksAgain()
      await screen.findByText(/Meridian has not signed/)
      expect(approve().disabled).toBe(true)
    } finally {
      jest.useRealTimers()
    }
  })

  test('what was being loaded before a step does not take the step back', async () => {
    const { user, client } = await page('?session=heart', ['organiser'])
    const before = planningOf([heart])
    const inReview = changed(heart, { status: 'in_review' })
    const step = { ...inReview, review: { ...inReview.review, status: 'in_review' as const } }
    const release = server.hold('GET /api/office/program')
    await act(async () => void client.invalidateQueries())
    server.answers['POST /api/office/program/heart/submit'] = editedOf([step])
    await user.click(within(panel()).getByRole('button', { name: 'Submit for approval' }))
    const replies = [before, planningOf([step])]
    server.answers['GET /api/office/program'] = () => replies.shift()
    release()
    await waitFor(() => expect(replies).toEqual([]))
    await settled()
    expect(panel().textContent).toContain('In review')
  })

  test('an organiser submits, and only the office approves', async () => {
    const { user } = await page('?session=heart', ['organiser'])
    const inReview = changed(heart, { status: 'in_review' })
    server.answers['POST /api/office/program/heart/submit'] = editedOf([
      { ...inReview, review: { ...inReview.review, status: 'in_review', turn: 'office' } },
    ])
    await user.click(within(panel()).getByRole('button', { name: 'Submit for approval' }))
    await settled()
    expect(server.bodies('POST /api/office/program/heart/submit')).toEqual([{ version: 1 }])
    expect(panel().textContent).toContain('Next: CE office')
    expect(within(panel()).queryByRole('button', { name: 'Approve' })).toBeNull()
  })

  test('an approval is taken back with a reason', async () => {
    heart = plannedOf('heart', morning, { status: 'approved' })
    const { user } = await page()
    await user.click(within(panel()).getByRole('button', { name: 'Take back' }))
    const confirm = () =>
      within(screen.getByRole('dialog', { name: 'Take back' })).getByRole('button', { name: 'Take back' })
    expect((confirm() as HTMLButtonElement).disabled).toBe(true)
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'The slides are late.')
    server.answers['POST /api/office/program/heart/withdraw'] = editedOf([
      changed(heart, { status: 'draft' }),
    ])
    await user.click(confirm())
    await settled()
    expect(server.bodies('POST /api/office/program/heart/withdraw')).toEqual([
      { version: 1, why: 'The slides are late.' },
    ])
  })
})
