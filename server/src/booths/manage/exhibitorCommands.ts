// The exhibitors of a conference, for its organisers: their staff and invitations, staff hours, and counts.
import type { Person } from '@lectern/shared/accounts'
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import type { BoothSettings, ManagedBooth, ManagedStaff } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { staffMax } from '@lectern/shared/limits'
import type { DetailsStore } from '../../accounts/detailsStore.ts'
import type { Account } from '../../core/account.ts'
import type { Handlers } from '../../live/handlers.ts'
import type { Booths } from '../boothParts.ts'
import type { BoothFigures } from './figures.ts'

type Names = 'manage' | 'inviteStaff' | 'mailStaff' | 'staffLink'
export type ExhibitorCommands = Handlers<Pick<typeof declared, `booths.${Names}`>>

/** Invitations by mail. */
interface Invitations {
  /** In the order of the people; undefined for whoever was not invited. */
  of(
    conferenceId: string,
    people: readonly Person[],
  ): Promise<(NonNullable<ManagedStaff['invitation']> | undefined)[]>
  /** Each once; what failed or may not have arrived is sent again. */
  send(conferenceId: string, people: readonly Person[]): Promise<void>
  /** The link to pass on where no mail can be sent; null if there is none, or it was used. */
  linkOf(conferenceId: string, person: Person): Promise<string | null>
}

export interface ExhibitorsOptions extends Pick<Booths, 'accounts' | 'booths' | 'presence' | 'publicUrl'> {
  /** Of all booths of a conference, by name. */
  figures: (conferenceId: string) => Promise<BoothFigures[]>
  details: Pick<DetailsStore, 'saveEmail'>
  invitations: Invitations
}

/** Whether the account is that of a member of this exhibitor's staff, and nothing else anywhere. */
function isOnlyStaff(
  { identity, memberships }: Account,
  of: { conferenceId: string; exhibitorId: string; name: string },
): boolean {
  const at = memberships.get(of.conferenceId)
  return (
    identity.name === of.name &&
    !identity.isOffice &&
    memberships.size === 1 &&
    at?.exhibitorId === of.exhibitorId &&
    at.roles.every((role) => role === 'exhibitor')
  )
}

export function createExhibitorCommands(options: ExhibitorsOptions): ExhibitorCommands {
  const { accounts, booths, presence, figures, details, invitations, publicUrl } = options

  async function staffOf(booth: BoothSettings): Promise<ManagedStaff[]> {
    const people = await accounts.staffOf(booth.conferenceId, booth.exhibitorId)
    const [times, invited] = await Promise.all([
      presence.staffTimes(booth.id),
      invitations.of(booth.conferenceId, people),
    ])
    return people.map(({ id, name }, i) => ({
      staffId: id,
      name,
      workedMs: times.get(id) ?? 0,
      invitation: invited[i] ?? null,
    }))
  }

  /** The account of a new member of staff, or the one that an earlier request made. */
  async function accountFor(
    { conferenceId, exhibitorId, name: affiliation }: BoothSettings,
    { staffId, name }: { staffId: string; name: string },
  ) {
    const before = await accounts.account(staffId)
    // A link to the account of somebody who is more than that would give the organiser their rights.
    if (before && !isOnlyStaff(before, { conferenceId, exhibitorId, name }))
      throw errors.conflict('Another person has this id.')
    if (before) return before.identity
    if ((await accounts.staffOf(conferenceId, exhibitorId)).length >= staffMax)
      throw errors.conflict(`This booth has its maximum of ${staffMax} staff.`)
    const roles: Person['roles'] = ['exhibitor']
    return accounts.invite(conferenceId, { id: staffId, name, affiliation, roles, exhibitorId })
  }

  async function staffMember(booth: BoothSettings, staffId: string): Promise<Person> {
    const people = await accounts.staffOf(booth.conferenceId, booth.exhibitorId)
    const found = people.find(({ id }) => id === staffId)
    if (!found) throw errors.notFound('member of this booth’s staff')
    return found
  }

  return {
    'booths.manage': async (_request, { conferenceId }) => {
      const all: ManagedBooth[] = []
      for (const each of await figures(conferenceId)) all.push({ ...each, staff: await staffOf(each.booth) })
      return { booths: all }
    },

    'booths.inviteStaff': async ({ boothId, staffId, name, email }) => {
      const booth = await booths.booth(boothId)
      const { id } = await accountFor(booth, { staffId, name })
      if (email === undefined)
        return { staffId: id, name, link: `${publicUrl()}/s/${await accounts.createLink(id)}` }
      // Whether somebody of another conference has this address is nothing an organiser learns.
      await details.saveEmail(id, email, true)
      await invitations.send(booth.conferenceId, [await staffMember(booth, id)])
      return { staffId: id, name, link: null }
    },

    'booths.mailStaff': async ({ boothId, staffIds }) => {
      const booth = await booths.booth(boothId)
      const people = await Promise.all(staffIds.map((staffId) => staffMember(booth, staffId)))
      await invitations.send(booth.conferenceId, people)
      return { staff: await staffOf(booth) }
    },

    'booths.staffLink': async ({ boothId, staffId }, { person }) => {
      const booth = await booths.booth(boothId)
      const { conferenceId, exhibitorId } = booth
      const member = await staffMember(booth, staffId)
      const account = await accounts.account(staffId)
      const isTheirs = account && isOnlyStaff(account, { conferenceId, exhibitorId, name: member.name })
      // It signs in as its owner, with all that they may do.
      if (!isTheirs && !person.roles.includes('office'))
        throw errors.forbidden('this person has other roles, so only the CE office passes their link on')
      const link = await invitations.linkOf(conferenceId, member)
      if (link === null)
        throw errors.conflict('There is no link to pass on: it was used, or the invitation went out by mail.')
      return { link }
    },
  }
}
