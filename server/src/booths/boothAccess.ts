// Who may do what at which booth: learners visit from inside
// the hall; staff manage their own exhibitor's booth.
import type { Person } from '@lectern/shared/accounts'
import type { BoothSettings, StaffMember } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { BoothsStore } from './boothsStore.ts'
import type { HallStore } from './hall/hallStore.ts'
import type { PresenceStore, VisitorIds } from './visit/presenceStore.ts'

export const isStaffOf = (booth: BoothSettings, person: Person): boolean =>
  person.roles.includes('exhibitor') && person.exhibitorId === booth.exhibitorId

export const memberOf = ({ id, name }: Person): StaffMember => ({ staffId: id, name })

export function createBoothAccess(booths: BoothsStore, hall: HallStore, presence: PresenceStore) {
  const access = {
    /** An open booth, for a person in the hall. */
    async visitable(boothId: string, person: Person): Promise<BoothSettings> {
      const [booth, hallOf] = await Promise.all([booths.booth(boothId), hall.hallOf(person.id)])
      if (!booth.open) throw errors.boothClosed()
      if (hallOf !== booth.conferenceId)
        throw errors.conflict('You are not in the exhibit hall. Enter it to visit its booths.')
      return booth
    },
    /** The same, with the ids the person has had at that booth since their first visit. */
    async visitor(boothId: string, person: Person): Promise<VisitorIds & { booth: BoothSettings }> {
      const [booth, ids] = await Promise.all([
        access.visitable(boothId, person),
        presence.visitorOf(boothId, person.id),
      ])
      if (!ids) throw errors.conflict('Open the booth first.')
      return { booth, ...ids }
    },
    /** Owners keep access from anywhere, even if the booth is closed. */
    async owner(boothId: string, person: Person): Promise<VisitorIds & { booth: BoothSettings }> {
      const [booth, ids] = await Promise.all([booths.booth(boothId), presence.visitorOf(boothId, person.id)])
      if (!ids) throw errors.notFound('visit: you have not been at this booth')
      return { booth, ...ids }
    },
    /** A member of the booth's staff. */
    async staff(boothId: string, person: Person): Promise<StaffMember & { booth: BoothSettings }> {
      const booth = await booths.booth(boothId)
      if (!isStaffOf(booth, person)) throw errors.forbidden('this is the booth of another exhibitor')
      return { booth, ...memberOf(person) }
    },
    /** Either side: staff if the person belongs to it, else visitor. */
    async side(
      boothId: string,
      person: Person,
    ): Promise<{ booth: BoothSettings; staff?: StaffMember; visitorId?: string }> {
      const booth = await booths.booth(boothId)
      if (isStaffOf(booth, person)) return { booth, staff: memberOf(person) }
      if (person.roles.every((role) => role === 'exhibitor'))
        throw errors.forbidden('this is the booth of another exhibitor')
      const { visitorId } = await access.owner(boothId, person)
      return { booth, visitorId }
    },
    /** People who may edit it: organisers, and its staff if the organiser permits. */
    async editor(boothId: string, person: Person): Promise<{ booth: BoothSettings; isOrganiser: boolean }> {
      const isOrganiser = person.roles.includes('organiser')
      const booth = isOrganiser ? await booths.booth(boothId) : (await access.staff(boothId, person)).booth
      return { booth, isOrganiser }
    },
  }
  return access
}
