// The booth desk: what a booth's staff see and do.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import { type DeskParts, deskPart, type PresentStaff } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { Caller } from '../../live/connection.ts'
import type { Handlers } from '../../live/handlers.ts'
import { rooms } from '../../live/rooms.ts'
import type { Booths } from '../boothParts.ts'

type Names = 'myBooth' | 'desk' | 'leaveDesk' | 'setState' | 'leads' | 'annotateLead'
type Parts = Pick<Booths, 'pictures' | 'booths' | 'presence' | 'leads' | 'views' | 'live' | 'access'>

export function createDeskCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { pictures, booths, presence, leads, views, live, access } = parts

  async function takePlace(
    boothId: string,
    { person, connection }: Caller,
    state?: PresentStaff['state'],
  ): Promise<PresentStaff> {
    const picture = await pictures.addressFor(person.id)
    const me = await presence.staffHere(boothId, person.id, person.name, state, picture)
    live.arrived(connection.id, boothId, { kind: 'staff', who: person.id })
    live.changed(boothId)
    return me
  }

  return {
    'booths.myBooth': async (_request, { person, conferenceId }) => {
      const { exhibitorId } = person
      const booth = exhibitorId ? await booths.ofExhibitor(conferenceId, exhibitorId) : undefined
      if (!booth) throw errors.notFound('booth: the organiser has not created one for your company yet')
      return booth
    },
    'booths.desk': async ({ boothId }, caller) => {
      await access.staff(boothId, caller.person)
      await caller.connection.join(rooms.boothDesk(boothId))
      const me = await takePlace(boothId, caller)
      const shown = (await views.desk(boothId, deskPart.options)) as DeskParts
      return { boothId, me, ...shown }
    },
    'booths.leaveDesk': async ({ boothId }, { person, connection }) => {
      await access.staff(boothId, person)
      await connection.leave(rooms.boothDesk(boothId))
      live.left(connection.id, boothId)
      await presence.staffLeaves(boothId, person.id)
      live.changed(boothId)
      return {}
    },
    'booths.setState': async ({ boothId, state }, caller) => {
      await access.staff(boothId, caller.person)
      return takePlace(boothId, caller, state)
    },
    'booths.leads': async ({ boothId }, { person }) => {
      await access.staff(boothId, person)
      const [records, withdrawn] = await Promise.all([leads.leads(boothId), leads.withdrawals(boothId)])
      return { boothId, leads: await views.leads(boothId, records), withdrawn }
    },
    'booths.annotateLead': async ({ boothId, visitorId, notes, rating }, { person }) => {
      await access.staff(boothId, person)
      await leads.annotate(boothId, visitorId, notes, rating)
      const lead = await live.leadChanged(boothId, visitorId, null)
      // Withdrawn at this very moment.
      if (!lead) throw errors.notFound('lead')
      return lead
    },
  }
}
