// Managing booths: their staff edit content; organisers create, open and close booths.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import { boothField, fieldOfFile, filesOf } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { Handlers } from '../../live/handlers.ts'
import type { Booths } from '../boothParts.ts'

type Names = 'edit' | 'removeFile' | 'create' | 'permit'

type Parts = Pick<Booths, 'booths' | 'live' | 'access' | 'uploads'>

export function createManageCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { booths, live, access, uploads } = parts

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
  }
}
