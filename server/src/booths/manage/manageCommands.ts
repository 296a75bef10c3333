// Managing booths: their staff edit content; organisers create, open and close booths and invite staff.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import { boothField, fieldOfFile, filesOf } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { staffMax } from '@lectern/shared/limits'
import type { Account } from '../../core/account.ts'
import type { Handlers } from '../../live/handlers.ts'
import { memberOf } from '../boothAccess.ts'
import type { Booths } from '../boothParts.ts'

type Names = 'edit' | 'removeFile' | 'manage' | 'create' | 'permit' | 'inviteStaff'

type Parts = Pick<Booths, 'accounts' | 'booths' | 'presence' | 'live' | 'access' | 'uploads' | 'publicUrl'>

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

export function createManageCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { accounts, booths, presence, live, access, uploads, publicUrl } = parts

  return {
    'booths.edit': async ({ boothId, version, content }, { person }) => {
      const { booth, isOrganiser } = await access.editor(boothId, person)
      const given = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined))
      const locked = Object.keys(given).find((field) => !booth.editable.includes(boothField.parse(field)))
      if (locked && !isOrganiser)
        throw errors.forbidden(`the organiser does not let exhibitors edit "${locked}"`)
      const edited = await booths.edit(boothId, version, given)
      live.contentChanged(edited)
      return edited
    },
    'booths.removeFile': async ({ boothId, fileId }, { person }) => {
      const { booth, isOrganiser } = await access.editor(boothId, person)
      const file = filesOf(booth).find(({ id }) => id === fileId)
      if (!file) throw errors.notFound('file at this booth')
      if (!isOrganiser && !booth.editable.includes(fieldOfFile(file.kind)))
        throw errors.forbidden(`the organiser does not let exhibitors edit "${file.kind}s"`)
      await booths.removeFile(boothId, fileId)
      await uploads.remove(fileId)
      const edited = await booths.booth(boothId)
      live.contentChanged(edited)
      return edited
    },

    'booths.manage': async (_request, { conferenceId }) => {
      const all = await booths.all(conferenceId)
      return {
        booths: await Promise.all(
          all.map(async (booth) => {
            const [staff, visitors, hours] = await Promise.all([
              accounts.staffOf(conferenceId, booth.exhibitorId),
              presence.visitors(booth.id),
              presence.hours(booth.id),
            ])
            return { booth, staff: staff.map(memberOf), visitors, hours }
          }),
        ),
      }
    },
    'booths.create': async ({ boothId, exhibitorId, content, editable }, { conferenceId }) => {
      const booth = await booths.create(conferenceId, exhibitorId, content, editable, boothId)
      live.contentChanged(booth)
      return booth
    },
    'booths.permit': async ({ boothId, version, open, editable }) => {
      const booth = await booths.permit(boothId, version, open, editable)
      live.contentChanged(booth)
      return booth
    },
    'booths.inviteStaff': async ({ boothId, staffId, name }, { conferenceId }) => {
      const { exhibitorId, name: affiliation } = await booths.booth(boothId)
      const before = await accounts.account(staffId)
      // A link to the account of somebody who is more than that would give the organiser their rights.
      if (before && !isOnlyStaff(before, { conferenceId, exhibitorId, name }))
        throw errors.conflict('Another person has this id.')
      if (!before && (await accounts.staffOf(conferenceId, exhibitorId)).length >= staffMax)
        throw errors.conflict(`This booth has its maximum of ${staffMax} staff.`)
      const invited =
        before?.identity ??
        (await accounts.invite(conferenceId, {
          id: staffId,
          name,
          affiliation,
          roles: ['exhibitor'],
          exhibitorId,
        }))
      const link = `${publicUrl()}/s/${await accounts.createLink(invited.id)}`
      return { staffId: invited.id, name: invited.name, link }
    },
  }
}
