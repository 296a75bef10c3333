// The hall, booths and chats over real sockets: two servers with one Redis.
import { describe, expect, test } from '@jest/globals'
import type { Me } from '@lectern/shared/accounts'
import type { RtpCapabilities } from '@lectern/shared/media'
import type { ProgramClient } from '../../../scripts/programClient.ts'
import { codeOf, listen } from '../testing/answers.ts'
import { contentOf, createCast, words } from '../testing/booths.ts'
import { png } from '../testing/files.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, noMistakes: true })
const { booth, learner } = createCast(server)
const organiser = await server.connect('ito')
const rtpCapabilities: RtpCapabilities = { codecs: [] }

describe('the hall', () => {
  test('is entered and left, and all of the person’s devices are told', async () => {
    const { personId } = await server.invite({ name: 'Two devices', roles: ['clinician'] })
    const [laptop, phone] = [await server.connect(personId), await server.connect(personId, 1)]
    const told = listen(phone, 'booths.inHall')
    expect(await phone.send('booths.inHall', {})).toEqual({ inside: false })
    const { booths } = await laptop.send('booths.enterHall', {})
    expect(booths.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Meridian Imaging', 'Norlund Rhythm', 'Heartline Books']),
    )
    await told.until(({ inside }) => inside)
    expect(await phone.send('booths.inHall', {})).toEqual({ inside: true })
    await phone.send('booths.leaveHall', {})
    await told.until(({ inside }) => !inside)
    expect(await laptop.send('booths.inHall', {})).toEqual({ inside: false })
  })

  test('a person who left it on one device visits nothing on another, and receives nothing more', async () => {
    const { boothId, ann } = await booth()
    const { personId, client: laptop } = await learner()
    const phone = await server.connect(personId, 1)
    await laptop.send('booths.visit', { boothId })
    const summaries = listen(laptop, 'booths.summary')
    await phone.send('booths.leaveHall', {})
    expect(await codeOf(laptop.send('booths.beat', { boothId }))).toBe('conflict')
    expect(await codeOf(laptop.send('booths.visit', { boothId }))).toBe('conflict')
    expect(await codeOf(laptop.send('booths.say', { boothId, ...words('Hello?') }))).toBe('conflict')
    // Announced in the hall, where another learner hears it.
    const other = await learner(1)
    const heard = listen(other.client, 'booths.summary')
    await ann.client.send('booths.desk', { boothId })
    await heard.until(({ booth }) => booth.id === boothId && booth.staff > 0)
    expect(summaries.events).toEqual([])
  })

  test('can be left at the instant of a visit without anyone ending up at a booth outside the hall', async () => {
    const { boothId, ann } = await booth()
    const { personId, client: laptop } = await learner()
    const phone = await server.connect(personId, 1)
    for (let i = 0; i < 15; i++) {
      await phone.send('booths.enterHall', {})
      await Promise.all([
        codeOf(laptop.send('booths.visit', { boothId })),
        codeOf(phone.send('booths.leaveHall', {})),
      ])
      expect((await ann.client.send('booths.desk', { boothId })).present.count).toBe(0)
    }
  })

  test('shows how many staff each booth has, and says so when that changes', async () => {
    const { boothId, ann, ben } = await booth()
    const { client } = await learner(1)
    const told = listen(client, 'booths.summary')
    const staff = async () =>
      (await client.send('booths.enterHall', {})).booths.find(({ id }) => id === boothId)?.staff
    const become = async (count: number, act: () => Promise<unknown>) => {
      told.events.length = 0
      await act()
      await told.until(({ booth }) => booth.id === boothId && booth.staff === count)
      expect(await staff()).toBe(count)
    }
    expect(await staff()).toBe(0)
    await become(1, () => ann.client.send('booths.desk', { boothId }))
    await become(2, () => ben.client.send('booths.desk', { boothId }))
    await become(1, () => ann.client.send('booths.setState', { boothId, state: 'away' }))
    await become(0, () => ben.client.send('booths.leaveDesk', { boothId }))
  })
})

describe('a booth', () => {
  test('that does not exist is not found; one that is closed says so', async () => {
    const { boothId, ann } = await booth()
    const { client } = await learner()
    expect(await codeOf(client.send('booths.visit', { boothId: 'nowhere' }))).toBe('not_found')
    expect(await codeOf(ann.client.send('booths.desk', { boothId: 'nowhere' }))).toBe('not_found')
    await client.send('booths.visit', { boothId })
    const closed = listen(client, 'booths.changed')
    const { version } = await ann.client.send('booths.myBooth', {})
    await organiser.send('booths.permit', { boothId, version, open: false, editable: [] })
    await closed.until(({ booth }) => booth.id === boothId && !booth.open)
    for (const attempt of [
      client.send('booths.visit', { boothId }),
      client.send('booths.say', { boothId, ...words('Hello?') }),
      client.send('booths.requestCall', { boothId }),
      client.send('booths.slots', { boothId }),
      client.send('booths.consent', { boothId, consent: { fields: ['name'], values: { name: 'A' } } }),
    ])
      expect(await codeOf(attempt)).toBe('booth_closed')
  })

  test('shows its visitors the pictures of its staff', async () => {
    const { boothId, ann } = await booth()
    const sent = { as: ann.staffId, method: 'POST', file: png([], 40, 40) } as const
    const { picture } = (await (await server.request('/api/account/picture', sent)).json()) as Me
    await ann.client.send('booths.desk', { boothId })
    const { personId, client } = await learner()
    const { staff } = await client.send('booths.visit', { boothId })
    expect(staff).toMatchObject([{ staffId: ann.staffId, picture }])
    expect((await server.request(picture!, { as: personId })).status).toBe(200)
    await ann.client.send('booths.setState', { boothId, state: 'busy' })
    expect((await client.send('booths.visit', { boothId })).staff).toMatchObject([{ state: 'busy', picture }])
  })

  test('is managed by its own staff only', async () => {
    const [mine, other] = [await booth(), await booth()]
    const { boothId } = other
    const { client } = await learner()
    const { me } = await client.send('booths.visit', { boothId })
    const call = await client.send('booths.requestCall', { boothId })
    const { callId } = call
    const { visitorId } = me
    const stranger = mine.ann.client
    for (const attempt of [
      stranger.send('booths.desk', { boothId }),
      stranger.send('booths.leaveDesk', { boothId }),
      stranger.send('booths.setState', { boothId, state: 'busy' }),
      stranger.send('booths.acceptCall', { boothId, callId }),
      stranger.send('booths.offerCall', { boothId, visitorId }),
      stranger.send('booths.settleCall', { boothId, callId }),
      stranger.send('booths.joinCall', { boothId, callId, rtpCapabilities }),
      stranger.send('booths.endCall', { boothId, callId }),
      stranger.send('booths.leaveCall', { boothId, callId }),
      stranger.send('booths.chat', { boothId, visitorId }),
      stranger.send('booths.reply', { boothId, visitorId, ...words('Hello') }),
      stranger.send('booths.seenByStaff', { boothId, visitorId, seq: 1 }),
      stranger.send('booths.assignChat', { boothId, visitorId, from: null, to: mine.ann.staffId }),
      stranger.send('booths.leads', { boothId }),
      stranger.send('booths.annotateLead', { boothId, visitorId, notes: '', rating: null }),
      stranger.send('booths.edit', { boothId, version: 1, content: { name: 'Mine now' } }),
      stranger.send('booths.removeFile', { boothId, fileId: 'x' }),
      stranger.send('booths.cancelBooking', { boothId, slot: 0 }),
    ])
      expect(await codeOf(attempt)).toBe('forbidden')
    // Nor may its own staff act as visitors of another booth.
    expect(await codeOf(stranger.send('booths.visit', { boothId }))).toBe('forbidden')
    expect(await codeOf(stranger.send('booths.beat', { boothId }))).toBe('conflict')
  })

  test('is edited by its staff within what the organiser allows, and never over another person’s change', async () => {
    const { boothId, ann, ben } = await booth()
    const { version } = await ann.client.send('booths.myBooth', {})
    const edited = await ann.client.send('booths.edit', { boothId, version, content: { description: 'New' } })
    expect(edited).toMatchObject({ description: 'New', version: version + 1, categories: ['Imaging'] })
    expect(await codeOf(ben.client.send('booths.edit', { boothId, version, content: { name: 'B' } }))).toBe(
      'stale',
    )
    const allowed = await organiser.send('booths.permit', {
      boothId,
      version: version + 1,
      open: true,
      editable: ['description'],
    })
    const edit = (content: Record<string, unknown>, by = ann.client) =>
      codeOf(by.send('booths.edit', { boothId, version: allowed.version, content }))
    expect(await edit({ name: 'Not allowed' })).toBe('forbidden')
    expect(await edit({ links: [{ label: 'x', url: 'http://booth.example' }] }, organiser)).toBe(
      'invalid_request',
    )
    expect(await edit({ description: 'Allowed' })).toBe('ok')
  })

  test('has staff whom the organiser invites, each with a link of their own', async () => {
    const { boothId, office } = await booth()
    const invited = await office.send('booths.inviteStaff', { boothId, name: ' Eve Staff ' })
    expect(invited).toMatchObject({ name: 'Eve Staff', link: expect.stringMatching(/\/s\/[\w-]{20,}$/) })
    const staff = await server.connect(invited.staffId)
    expect(await staff.send('booths.myBooth', {})).toMatchObject({ id: boothId })
    expect(await codeOf(staff.send('booths.desk', { boothId }))).toBe('ok')
    expect(await codeOf(office.send('booths.inviteStaff', { boothId: 'nowhere', name: 'A' }))).toBe(
      'not_found',
    )
  })

  test('and its staff are created once, however often a page repeats the request', async () => {
    const { boothId, office, exhibitorId } = await booth()
    const invite = { boothId, staffId: `staff-of-${exhibitorId}`, name: 'Eve Staff' }
    const invited = [1, 2, 3].map(() => office.send('booths.inviteStaff', invite))
    expect(new Set((await Promise.all(invited)).map(({ staffId }) => staffId))).toEqual(
      new Set([invite.staffId]),
    )
    // The id belongs to one person.
    expect(await codeOf(office.send('booths.inviteStaff', { ...invite, name: 'Another' }))).toBe('conflict')
    const { booths } = await office.send('booths.manage', {})
    const managed = booths.find(({ booth: { id } }) => id === boothId)!
    expect(managed.staff.filter(({ name }) => name === 'Eve Staff')).toHaveLength(1)

    const make = {
      boothId: `booth-of-${exhibitorId}`,
      exhibitorId: `new-${exhibitorId}`,
      content: contentOf('Another'),
      editable: [],
    }
    const made = await Promise.all([1, 2, 3].map(() => office.send('booths.create', make)))
    expect(new Set(made.map(({ id }) => id))).toEqual(new Set([make.boothId]))
    const after = (await office.send('booths.manage', {})).booths
    expect(after).toHaveLength(booths.length + 1)
  })

  test('is created once per company', async () => {
    const { exhibitorId } = await booth()
    const again = { exhibitorId, content: contentOf('Another'), editable: [] }
    expect(await codeOf(organiser.send('booths.create', again))).toBe('conflict')
  })

  test('shows the organiser how many came and when, but not who', async () => {
    const { boothId, ann } = await booth()
    const visitors = [await learner(), await learner(1)]
    for (const { client } of visitors) await client.send('booths.visit', { boothId })
    const { booths } = await organiser.send('booths.manage', {})
    const managed = booths.find(({ booth }) => booth.id === boothId)!
    expect(managed.visitors).toBe(2)
    expect(managed.hours.reduce((sum, { visits }) => sum + visits, 0)).toBe(2)
    expect(managed.staff.map(({ staffId }) => staffId)).toContain(ann.staffId)
    for (const { personId } of visitors) expect(JSON.stringify(booths)).not.toContain(personId)
  })
})

describe('visitors', () => {
  test('have an id and a number at each booth, and keep them', async () => {
    const [one, two] = [await booth(), await booth()]
    const { personId, client } = await learner()
    const other = await learner(1)
    const { me } = await client.send('booths.visit', { boothId: one.boothId })
    expect(me).toEqual({ visitorId: expect.any(String), number: 1, name: null, profession: null })
    expect((await other.client.send('booths.visit', { boothId: one.boothId })).me.number).toBe(2)
    const elsewhere = (await client.send('booths.visit', { boothId: two.boothId })).me
    expect(new Set([me.visitorId, elsewhere.visitorId, personId]).size).toBe(3)
    await client.send('booths.leaveBooth', { boothId: one.boothId })
    expect((await client.send('booths.visit', { boothId: one.boothId })).me).toEqual(me)
  })

  test('are shown at the desk when they come and go, on any server', async () => {
    const { boothId, ann } = await booth()
    await ann.client.send('booths.desk', { boothId })
    const desk = listen(ann.client, 'booths.desk')
    const { client } = await learner(1)
    const { me } = await client.send('booths.visit', { boothId })
    const came = await desk.until(({ present }) => present?.count === 1)
    expect(came.present?.newest).toEqual([me])
    await client.send('booths.leaveBooth', { boothId })
    await desk.until(({ present }) => present?.count === 0)
    expect((await ann.client.send('booths.desk', { boothId })).hours).toEqual([
      { hour: expect.any(Number), visits: 1 },
    ])
  })

  test('who close one of two pages at a booth are still there on the other', async () => {
    const { boothId } = await booth()
    const { personId, client } = await learner()
    const other = await server.connect(personId)
    for (const page of [client, other]) await page.send('booths.visit', { boothId })
    await client.send('booths.leaveBooth', { boothId })
    expect(await codeOf(other.send('booths.beat', { boothId }))).toBe('ok')
    await other.send('booths.leaveBooth', { boothId })
    expect(await codeOf(other.send('booths.beat', { boothId }))).toBe('conflict')
  })
})

describe('the chat', () => {
  test('reaches both sides, counts unread messages, and keeps them for people who are away', async () => {
    const { boothId, ann, ben } = await booth()
    const { client } = await learner(1)
    const { me, chat } = await client.send('booths.visit', { boothId })
    expect(chat.messages).toEqual([])
    await ann.client.send('booths.desk', { boothId })
    await ben.client.send('booths.desk', { boothId })
    const [atDesk, atBooth] = [listen(ben.client, 'booths.said'), listen(client, 'booths.said')]
    const question = words('Does it fit a small room?')
    const said = await client.send('booths.say', { boothId, ...question })
    expect(said).toMatchObject({ seq: 1, staff: null, ...question })
    // A retry without a reply is the same message.
    expect(await client.send('booths.say', { boothId, ...question })).toEqual(said)
    expect(await atDesk.until(({ message }) => message.seq === 1)).toEqual({
      boothId,
      visitorId: me.visitorId,
      message: said,
    })
    const { chats } = await ben.client.send('booths.desk', { boothId })
    expect(chats).toEqual([{ visitor: me, last: said, unread: 1, assignee: null }])

    const { visitorId } = me
    const seenByVisitor = listen(client, 'booths.seen')
    await ann.client.send('booths.seenByStaff', { boothId, visitorId, seq: 1 })
    expect(await seenByVisitor.until(({ by }) => by === 'staff')).toMatchObject({ seq: 1 })
    await client.send('booths.leaveHall', {})
    const reply = await ann.client.send('booths.reply', { boothId, visitorId, ...words('It does.') })
    expect(reply).toMatchObject({ seq: 2, staff: { staffId: ann.staffId, name: 'Ann Staff' } })
    expect(atBooth.events.map(({ message }) => message.seq)).not.toContain(2)

    expect((await client.send('booths.enterHall', {})).unread).toEqual({ [boothId]: 1 })
    const back = await client.send('booths.visit', { boothId })
    expect(back.chat).toMatchObject({
      messages: [said, reply],
      assignee: { staffId: ann.staffId },
      seenByStaff: 1,
      seenByVisitor: 0,
    })
    await client.send('booths.seen', { boothId, seq: 2 })
    expect((await client.send('booths.enterHall', {})).unread).toEqual({})
    expect(await ben.client.send('booths.chat', { boothId, visitorId })).toMatchObject({ seenByVisitor: 2 })
  })

  test('is handed over between colleagues, to nobody else, and by one at a time', async () => {
    const { boothId, ann, ben } = await booth()
    const { client } = await learner()
    const { visitorId } = (await client.send('booths.visit', { boothId })).me
    const assign = (by: ProgramClient, from: string | null, to: string | null) =>
      by.send('booths.assignChat', { boothId, visitorId, from, to })
    expect(await codeOf(assign(ann.client, null, ann.staffId))).toBe('not_found')
    await client.send('booths.say', { boothId, ...words('Hello') })
    const told = listen(client, 'booths.assigned')
    expect((await assign(ann.client, null, ann.staffId)).assignee).toMatchObject({ staffId: ann.staffId })
    expect(await codeOf(assign(ben.client, null, ben.staffId))).toBe('stale')
    expect((await assign(ann.client, ann.staffId, ben.staffId)).assignee).toMatchObject({
      staffId: ben.staffId,
    })
    await told.until(({ assignee }) => assignee?.staffId === ben.staffId)
    expect(await codeOf(assign(ann.client, ben.staffId, 'ellis'))).toBe('not_found')
    expect(await codeOf(assign(ann.client, ben.staffId, 'clara'))).toBe('not_found')
    expect((await assign(ben.client, ben.staffId, null)).assignee).toBeNull()
  })
})
