// Mails that the server makes by itself: reminders, new times of sessions, credit that can be claimed, what
// became of commitments, deadlines of the office. Every server looks; a mail has one id whoever makes it, so
// none is made twice. What is done is noted by session and time, only to save work.
import type { Person } from '@lectern/shared/accounts'
import type { Conference } from '@lectern/shared/conferences'
import { isDraft } from '@lectern/shared/drafts'
import { keys } from '@lectern/shared/keys'
import type { MailSettings } from '@lectern/shared/mail'
import type { MailKind } from '@lectern/shared/mailKinds'
import type { SessionView } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import { type Clock, dayMs } from '../core/clock.ts'
import type { ReportDue } from '../credit/registers/reportsDue.ts'
import type { FollowUps } from '../outcomes/followUps.ts'
import type { Groups } from './groups.ts'
import type { Post, PostedMail } from './post.ts'
import type { TemplatesStore } from './templatesStore.ts'
import { type ReminderKind, reminderTimes } from './timely.ts'

/** What people have earned and not claimed in one activity. */
export interface ClaimableActivity {
  activityId: string
  title: string
  /** Changes whenever there may be new credit, such as the number of its sessions that are final. */
  standing: string
  /** Who can claim, and until when (ms). */
  people(): Promise<{ person: { id: string }; claimBy: number | null }[]>
}

export interface AutomaticOptions {
  redis: Redis
  conference: (conferenceId: string) => Promise<Conference>
  views: (conferenceId: string) => Promise<SessionView[]>
  members: (conferenceId: string) => Promise<Person[]>
  claimable: (conferenceId: string, views: SessionView[]) => Promise<ClaimableActivity[]>
  /** Who was asked for a disclosure, when (ms), and has signed none. */
  unsigned: (conferenceId: string) => Promise<{ person: { id: string }; askedAt: number }[]>
  /** Who is to be asked what became of their commitment to change. */
  followUps: (conferenceId: string) => Promise<FollowUps[]>
  reportsDue: (conferenceId: string) => Promise<ReportDue[]>
  /** The people of the CE office. */
  office: () => Promise<{ id: string }[]>
  groups: Pick<Groups, 'peopleOf'>
  templates: Pick<TemplatesStore, 'settings'>
  post: Post
  clock: Clock
}

/** How long a session's new time must stand before people are told, in ms: an editor tries several. */
const settledMs = 5 * 60_000
/** A reminder that was not made this long after its moment is not made at all, in ms. */
const reminderLateMs = 12 * 3_600_000
/** How long before the deadline people are told to claim, in ms. */
const deadlineLeadMs = 7 * dayMs

/** After the request, one a week. */
const disclosureRemindersMax = 6

/** How many days before a deadline the office is told what is still to be reported: each once. */
const reportLeads = [3, 14]

interface SeenTime {
  /** The start that people know. */
  told: number
  /** The start as last seen, and since when. */
  seen: number
  since: number
}

export function createAutomatic(options: AutomaticOptions) {
  const { redis, post, clock } = options
  const noted = (conferenceId: string, what: string) => redis.hget(keys.mailTimes(conferenceId), what)
  const note = (conferenceId: string, what: string, value: string) =>
    redis.hset(keys.mailTimes(conferenceId), what, value)

  const sessionMail = (
    kind: MailKind,
    person: { id: string },
    { session }: SessionView,
    more: Partial<PostedMail> = {},
  ): PostedMail => ({
    kind,
    person,
    thing: session.id,
    path: `/sessions/${session.id}`,
    notAfter: session.endsAt,
    ...more,
  })

  async function remind(
    conferenceId: string,
    view: SessionView,
    { kind, settings }: { kind: ReminderKind; settings: MailSettings },
  ): Promise<void> {
    const { id, startsAt } = view.session
    const now = clock()
    const { leadMs, leastMs } = reminderTimes[kind]
    const from = startsAt - leadMs
    if (now < from || now >= startsAt - leastMs || now > from + reminderLateMs) return
    const what = `${kind} ${id}`
    if ((await noted(conferenceId, what)) === String(startsAt)) return
    const people =
      settings.reminders === 'everybody'
        ? await options.members(conferenceId)
        : await options.groups.peopleOf(conferenceId, { sessionId: id })
    await post(
      conferenceId,
      people.map((person) => sessionMail(kind, person, view)),
    )
    await note(conferenceId, what, String(startsAt))
  }

  /** Tells those whom a session concerns that it has another time, once the time has stood for a while. */
  async function tellTime(conferenceId: string, view: SessionView, isOff: boolean): Promise<void> {
    const { id, startsAt } = view.session
    const now = clock()
    const text = await noted(conferenceId, `time ${id}`)
    const known = text === null ? undefined : (JSON.parse(text) as SeenTime)
    const save = (time: SeenTime) => note(conferenceId, `time ${id}`, JSON.stringify(time))
    if (!known) return void (await save({ told: startsAt, seen: startsAt, since: now }))
    if (known.seen !== startsAt) return void (await save({ ...known, seen: startsAt, since: now }))
    if (known.told === startsAt || now - known.since < settledMs) return
    if (!isOff && startsAt > now) {
      const people = await options.groups.peopleOf(conferenceId, { sessionId: id })
      const times = { before: known.told }
      await post(
        conferenceId,
        people.map((person) =>
          sessionMail('new_session_time', person, view, { thing: `${id} ${startsAt}`, times }),
        ),
      )
    }
    await save({ told: startsAt, seen: startsAt, since: known.since })
  }

  async function tellCredit(
    conferenceId: string,
    { activityId, title, standing, people }: ClaimableActivity,
    settings: MailSettings,
  ): Promise<void> {
    const what = `credit ${activityId}`
    const text = await noted(conferenceId, what)
    const known = text === null ? undefined : (JSON.parse(text) as { standing: string; deadlines: number[] })
    const now = clock()
    const due = known?.deadlines.filter((claimBy) => claimBy - deadlineLeadMs <= now) ?? []
    if (known?.standing === standing && due.length === 0) return
    const found = await people()
    const mailOf = (kind: MailKind, person: { id: string }, claimBy: number | null): PostedMail => ({
      kind,
      person,
      thing: kind === 'claim_deadline' ? `${activityId} ${claimBy}` : activityId,
      path: `/credit/${activityId}`,
      given: { activity: title },
      ...(claimBy !== null && { notAfter: claimBy, times: { deadline: claimBy } }),
    })
    const isOn = (kind: MailKind) => !settings.off.includes(kind)
    if (known?.standing !== standing && isOn('credit_ready'))
      await post(
        conferenceId,
        found.map(({ person, claimBy }) => mailOf('credit_ready', person, claimBy)),
      )
    if (isOn('claim_deadline'))
      await post(
        conferenceId,
        found
          .filter(({ claimBy }) => claimBy !== null && claimBy > now && claimBy - deadlineLeadMs <= now)
          .map(({ person, claimBy }) => mailOf('claim_deadline', person, claimBy)),
      )
    const deadlines = new Set(found.flatMap(({ claimBy }) => (claimBy === null ? [] : [claimBy])))
    const ahead = [...deadlines].filter((claimBy) => claimBy - deadlineLeadMs > now)
    await note(conferenceId, what, JSON.stringify({ standing, deadlines: ahead }))
  }

  /** Looked at once an hour by all servers together. */
  async function hourly(
    conferenceId: string,
    what: string,
    make: () => Promise<PostedMail[]>,
  ): Promise<void> {
    const hour = String(Math.floor(clock() / 3_600_000))
    if ((await noted(conferenceId, what)) === hour) return
    await post(conferenceId, await make())
    await note(conferenceId, what, hour)
  }

  /** To those who have signed nothing yet, each week. */
  async function disclosureReminders(conferenceId: string): Promise<PostedMail[]> {
    const now = clock()
    return (await options.unsigned(conferenceId)).flatMap(({ person, askedAt }): PostedMail[] => {
      const week = Math.floor((now - askedAt) / (7 * dayMs))
      if (week < 1 || week > disclosureRemindersMax) return []
      return [{ kind: 'disclosure_reminder', person, thing: `${askedAt} ${week}`, path: '/disclosure' }]
    })
  }

  /** To everybody in the office, about what is still to be reported. */
  async function reportReminders(conferenceId: string): Promise<PostedMail[]> {
    const due = (await options.reportsDue(conferenceId)).flatMap(({ daysLeft, ...report }) => {
      const lead = reportLeads.find((days) => daysLeft <= days)
      return lead === undefined || daysLeft < 0 ? [] : [{ lead, ...report }]
    })
    if (due.length === 0) return []
    const office = await options.office()
    return due.flatMap(({ activityId, title, of, dueBy, lead }) =>
      office.map((person): PostedMail => {
        const [what, given] =
          'records' in of ? ['records', { records: String(of.records) }] : [of.body, { body: of.body }]
        return {
          ...{ kind: 'report_deadline', person, thing: `${activityId} ${what} ${dueBy} ${lead}` },
          path: `/office/activities/${activityId}/reporting`,
          given: { activity: title, ...given },
          ...{ notAfter: dueBy, times: { deadline: dueBy } },
        }
      }),
    )
  }

  /** Stored before they are noted as asked: a server that dies in between stores none twice. */
  async function askWhatBecame(conferenceId: string): Promise<void> {
    for (const { activityId, title, personIds, done } of await options.followUps(conferenceId)) {
      await post(
        conferenceId,
        personIds.map((id) => ({
          kind: 'commitment_follow_up',
          person: { id },
          thing: activityId,
          path: `/credit/${activityId}/follow-up`,
          given: { activity: title },
        })),
      )
      await done()
    }
  }

  return {
    /** Makes what is due at one conference. */
    async look(conferenceId: string): Promise<void> {
      const conference = await options.conference(conferenceId)
      if (conference.archivedAt !== undefined) return
      const [settings, views] = await Promise.all([
        options.templates.settings(conferenceId),
        options.views(conferenceId),
      ])
      for (const view of views) {
        // Nobody is told of a draft; once it is approved they are.
        if (view.state.phase === 'ended' || isDraft(view.session, view.state.phase)) continue
        await tellTime(conferenceId, view, settings.off.includes('new_session_time'))
        for (const kind of ['reminder_day', 'reminder_soon'] as const)
          if (!settings.off.includes(kind)) await remind(conferenceId, view, { kind, settings })
      }
      if (!settings.off.includes('disclosure_reminder'))
        await hourly(conferenceId, 'disclosures', () => disclosureReminders(conferenceId))
      if (!settings.off.includes('report_deadline'))
        await hourly(conferenceId, 'reports', () => reportReminders(conferenceId))
      if (!settings.off.includes('commitment_follow_up')) await askWhatBecame(conferenceId)
      for (const activity of await options.claimable(conferenceId, views))
        await tellCredit(conferenceId, activity, settings)
    },
  }
}
