import { expect, test } from '@jest/globals'
import type { Conference } from '@lectern/shared/conferences'
import type { Session, SessionView } from '@lectern/shared/program'
import type { ReportDue } from '../credit/registers/reportsDue.ts'
import type { FollowUps } from '../outcomes/followUps.ts'
import { faculty, personNamed, sessionOf } from '../testing/people.ts'
import { fileRedis } from '../testing/redis.ts'
import { type ClaimableActivity, createAutomatic } from './automatic.ts'
import type { PostedMail } from './post.ts'
import { createTemplatesStore } from './templatesStore.ts'
import { standingOfSession } from './timely.ts'

const redis = await fileRedis()
const connection = redis.connect()
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const people = ['clara', 'noah'].map((id) => personNamed(id))
let conferences = 0

/** A conference with one session, as two servers look after it. */
function scene() {
  const conferenceId = `c${++conferences}`
  const world = {
    now: 1_800_000_000_000,
    session: sessionOf('heart', {
      startsAt: 1_800_000_000_000 + 3 * day,
      endsAt: 1_800_000_000_000 + 3 * day + hour,
    }),
    phase: 'scheduled' as SessionView['state']['phase'],
    archivedAt: undefined as number | undefined,
    claimable: [] as ClaimableActivity[],
    unsigned: [] as { person: { id: string }; askedAt: number }[],
    followUps: [] as FollowUps[],
    reportsDue: [] as ReportDue[],
    posted: [] as PostedMail[],
  }
  const templates = createTemplatesStore(connection)
  const view = (): SessionView => ({
    session: world.session,
    state: {
      sessionId: 'heart',
      version: 1,
      phase: world.phase,
      liveAt: null,
      endedAt: null,
      breaks: [],
      resumesAt: null,
    },
  })
  const server = () =>
    createAutomatic({
      redis: connection,
      conference: async (id): Promise<Conference> => ({
        id,
        title: 'Cardiology',
        timeZone: 'Europe/Berlin',
        ...(world.archivedAt !== undefined && { archivedAt: world.archivedAt }),
      }),
      views: async () => [view()],
      members: async () => [...people, personNamed('dora')],
      claimable: async () => world.claimable,
      unsigned: async () => world.unsigned,
      followUps: async () => world.followUps,
      reportsDue: async () => world.reportsDue,
      office: async () => [personNamed('ito')],
      groups: { peopleOf: async () => people },
      templates,
      post: async (_, mails) => {
        const known = new Set(world.posted.map(({ kind, person, thing }) => `${kind} ${person.id} ${thing}`))
        const fresh = mails.filter(({ kind, person, thing }) => !known.has(`${kind} ${person.id} ${thing}`))
        world.posted.push(...fresh)
        return fresh.length
      },
      clock: () => world.now,
    })
  const [one, other] = [server(), server()]
  return Object.assign(world, {
    conferenceId,
    templates,
    async look(at: number): Promise<string[]> {
      world.now = at
      const before = world.posted.length
      await Promise.all([one.look(conferenceId), other.look(conferenceId)])
      return world.posted.slice(before).map(({ kind, person }) => `${kind} ${person.id}`)
    },
    move(startsAt: number) {
      world.session = { ...world.session, startsAt, endsAt: startsAt + hour }
    },
  })
}
const both = (kind: string) => [`${kind} clara`, `${kind} noah`]

test('each is reminded a day and 15 minutes before, once', async () => {
  const s = scene()
  const { startsAt } = s.session
  expect(await s.look(startsAt - day - minute)).toEqual([])
  expect(await s.look(startsAt - day)).toEqual(both('reminder_day'))
  expect(await s.look(startsAt - hour)).toEqual([])
  expect(await s.look(startsAt - 15 * minute)).toEqual(both('reminder_soon'))
  expect(await s.look(startsAt - minute)).toEqual([])
  expect(await s.look(startsAt)).toEqual([])
})

test('a session that is moved is not reminded of twice, and its new time is told once it stands', async () => {
  const s = scene()
  const { startsAt } = s.session
  await s.look(startsAt - day)
  s.move(startsAt + hour)
  expect(await s.look(startsAt - 20 * hour)).toEqual([])
  s.move(startsAt + 2 * day)
  expect(await s.look(startsAt - 20 * hour + minute)).toEqual([])
  expect(await s.look(startsAt - 20 * hour + 4 * minute)).toEqual([])
  expect(await s.look(startsAt - 20 * hour + 7 * minute)).toEqual(both('new_session_time'))
  expect(s.posted.at(-1)!.times).toEqual({ before: startsAt })
  expect(await s.look(startsAt + day)).toEqual([])
  expect(await s.look(startsAt + 2 * day - 10 * minute)).toEqual(both('reminder_soon'))
})

test('a session that moves back before anybody was told causes no mail', async () => {
  const s = scene()
  const { startsAt } = s.session
  await s.look(startsAt - 3 * day)
  s.move(startsAt + hour)
  await s.look(startsAt - 3 * day + minute)
  s.move(startsAt)
  await s.look(startsAt - 3 * day + 2 * minute)
  expect(await s.look(startsAt - 3 * day + hour)).toEqual([])
})

test('a draft is neither reminded of nor said to have a new time before it is approved', async () => {
  const s = scene()
  const { startsAt } = s.session
  await s.look(startsAt - 3 * day)
  s.session = { ...s.session, status: 'in_review' }
  s.move(startsAt + hour)
  for (const at of [startsAt - day, startsAt - day + 10 * minute]) expect(await s.look(at)).toEqual([])
  s.session = { ...s.session, status: 'approved' }
  expect(await s.look(startsAt - 22 * hour)).toEqual(both('reminder_day'))
  expect(await s.look(startsAt - 22 * hour + 10 * minute)).toEqual(both('new_session_time'))
})

test('mails that the office turned off are not made, and reminders can go to everybody', async () => {
  const s = scene()
  const { startsAt } = s.session
  await s.templates.saveSettings(s.conferenceId, {
    off: ['reminder_day'],
    reminders: 'everybody',
    language: 'en',
  })
  expect(await s.look(startsAt - day)).toEqual([])
  expect(await s.look(startsAt - 15 * minute)).toEqual([...both('reminder_soon'), 'reminder_soon dora'])
})

test('an archived conference and a session that has ended send nothing', async () => {
  const s = scene()
  s.archivedAt = 1
  expect(await s.look(s.session.startsAt - day)).toEqual([])
  s.archivedAt = undefined
  s.phase = 'ended'
  expect(await s.look(s.session.startsAt - day + minute)).toEqual([])
})

test('credit is told when it can be claimed, and a week before its deadline to those who have not claimed', async () => {
  const s = scene()
  const claimBy = s.now + 30 * day
  let open = people
  let asked = 0
  s.claimable = [
    {
      activityId: 'hf',
      title: 'Heart failure',
      standing: 'heart',
      people: async () => {
        asked += 1
        return open.map((person) => ({ person, claimBy }))
      },
    },
  ]
  expect(await s.look(s.now)).toEqual(both('credit_ready'))
  expect(s.posted[0]!.given).toMatchObject({ activity: 'Heart failure' })
  const before = asked
  expect(await s.look(s.now + day)).toEqual([])
  expect(asked).toBe(before)
  open = people.slice(1)
  expect(await s.look(claimBy - 7 * day)).toEqual(['claim_deadline noah'])
  expect(await s.look(claimBy - day)).toEqual([])
})

test('whoever was asked for a disclosure and has signed none is reminded each week', async () => {
  const s = scene()
  const askedAt = s.now
  s.session = sessionOf('heart', { startsAt: askedAt + 90 * day })
  s.unsigned = [{ person: people[0]!, askedAt }]
  expect(await s.look(askedAt + 6 * day)).toEqual([])
  expect(await s.look(askedAt + 7 * day)).toEqual(['disclosure_reminder clara'])
  expect(await s.look(askedAt + 8 * day)).toEqual([])
  expect(await s.look(askedAt + 14 * day)).toEqual(['disclosure_reminder clara'])
  s.unsigned = []
  expect(await s.look(askedAt + 21 * day)).toEqual([])
})

test.each([
  ['reminder_day', 3 * day, { is: 'postponed' }],
  ['reminder_day', 20 * hour, undefined],
  ['reminder_day', 30 * minute, { is: 'not_sent' }],
  ['reminder_soon', 2 * hour, { is: 'postponed' }],
  ['reminder_soon', 10 * minute, undefined],
  ['reminder_soon', -minute, { is: 'not_sent' }],
  ['new_session_time', hour, undefined],
  ['invitation', hour, undefined],
] as const)('%s, %i ms before the start as it is when it would be sent', (kind, before, expected) => {
  const now = 1_800_000_000_000
  const session: Session = sessionOf('heart', { startsAt: now + before })
  const standing = standingOfSession({ kind, thing: 'heart' }, session, now)
  if (expected) expect(standing).toMatchObject(expected)
  else expect(standing).toBeUndefined()
})

test('a mail about a time that has changed again, or a session that is gone, is not sent', () => {
  const session = sessionOf('heart', { startsAt: 2000 })
  const gone = { is: 'not_sent' }
  expect(standingOfSession({ kind: 'new_session_time', thing: 'heart 1500' }, session, 0)).toMatchObject(gone)
  expect(standingOfSession({ kind: 'new_session_time', thing: 'heart 2000' }, session, 0)).toBeUndefined()
  expect(standingOfSession({ kind: 'reminder_soon', thing: 'heart' }, undefined, 0)).toMatchObject(gone)
  // One that is being planned again waits; its own people know of it.
  const draft: Session = {
    ...{ ...session, startsAt: hour / 6, status: 'draft' },
    speakers: [faculty('clara')],
  }
  const reminder = { kind: 'reminder_soon', thing: 'heart' } as const
  expect(standingOfSession(reminder, draft, 0, personNamed('noah'))).toMatchObject({ is: 'postponed' })
  expect(standingOfSession(reminder, draft, 0, personNamed('clara'))).toBeUndefined()
})

test('whoever committed to a change is asked once what became of it, even if a server died in between', async () => {
  const s = scene()
  let isDone = false
  const due: FollowUps = {
    activityId: 'hf',
    title: 'Heart failure',
    personIds: ['clara', 'noah'],
    done: async () => {
      if (!isDone) throw new Error('killed before it was noted')
    },
  }
  s.followUps = [due]
  await expect(s.look(s.now)).rejects.toThrow('killed')
  expect(s.posted.map(({ kind, person, thing, path }) => [kind, person.id, thing, path])).toEqual([
    ['commitment_follow_up', 'clara', 'hf', '/credit/hf/follow-up'],
    ['commitment_follow_up', 'noah', 'hf', '/credit/hf/follow-up'],
  ])
  isDone = true
  expect(await s.look(s.now)).toEqual([])
})

test('a conference that turned the question off asks nobody', async () => {
  const s = scene()
  const settings = {
    off: ['commitment_follow_up' as const],
    reminders: 'agenda' as const,
    language: 'en' as const,
  }
  await s.templates.saveSettings(s.conferenceId, settings)
  s.followUps = [{ activityId: 'hf', title: '', personIds: ['clara'], done: async () => undefined }]
  expect(await s.look(s.now)).toEqual([])
})
