// Booths over HTTP: file uploads and downloads, and the leads as a table.
import { createHash } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import type { boothRoutes } from '@lectern/shared/boothCommands'
import { type BoothFile, type BoothSettings, fieldOfFile, filesMax, filesOf } from '@lectern/shared/booths'
import { leadFields } from '@lectern/shared/consents'
import { errors } from '@lectern/shared/errors'
import { senderNow } from '../accounts/sender.ts'
import { csvForPeople } from '../http/csv.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { inert } from '../uploads/inert.ts'
import { inspectFile } from '../uploads/inspectFile.ts'
import { createUploadReceiver } from '../uploads/receiveUpload.ts'
import { isStaffOf } from './boothAccess.ts'
import type { Booths } from './boothParts.ts'

/** A full set of a booth's files, sent at once. */
const uploadsWaitingMax = Object.values(filesMax).reduce((sum, max) => sum + max)

type Wanted = Pick<BoothFile, 'kind' | 'name'>

export function createBoothsRoutes(parts: Booths): RouteHandlers<typeof boothRoutes> {
  const { accounts, booths, leads, views, access, uploads } = parts
  const upload = createUpload(parts)
  const receiveUpload = createUploadReceiver(uploadsWaitingMax)

  async function requireMayUpload(boothId: string, kind: BoothFile['kind'], person: Person): Promise<void> {
    const { booth, isOrganiser } = await access.editor(boothId, person)
    if (!isOrganiser && !booth.editable.includes(fieldOfFile(kind)))
      throw errors.forbidden(`the organiser does not let exhibitors edit "${kind}s"`)
  }

  return {
    async 'booths.leadsFile'({ params: { boothId }, person }) {
      await access.staff(boothId, person)
      const rows = (await views.leads(boothId, await leads.leads(boothId))).map((lead) => [
        `Visitor ${lead.visitor.number}`,
        ...leadFields.map((field) => lead.values[field] ?? ''),
        lead.rating === null ? '' : String(lead.rating),
        lead.notes,
        new Date(lead.at).toISOString(),
      ])
      const head = ['visitor', ...leadFields, 'rating', 'notes', 'given']
      return { name: `leads-${boothId}.csv`, content: csvForPeople([head, ...rows]) }
    },

    async 'booths.file'({ params, person }) {
      const booth = await booths.booth(params.boothId)
      const isStaff = isStaffOf(booth, person)
      if (!isStaff && person.roles.every((role) => role === 'exhibitor'))
        throw errors.forbidden('this is the booth of another exhibitor')
      if (!booth.open && !isStaff && !person.roles.includes('organiser')) throw errors.boothClosed()
      const file = filesOf(booth).find((each) => each.id === params.fileId)
      if (!file) throw errors.notFound('file at this booth')
      return {
        name: file.name,
        type: file.type,
        inline: file.kind !== 'document',
        content: { path: uploads.pathOf(file.id) },
        headers: inert('private, max-age=3600'),
      }
    },

    async 'booths.upload'(call) {
      const { boothId } = call.params
      const { kind, name } = call.query
      await requireMayUpload(boothId, kind, call.person)
      const content = await receiveUpload(kind, call)
      // The upload may have taken minutes, and its sender's rights may have changed.
      const requireStill = async () => requireMayUpload(boothId, kind, await senderNow(accounts, call))
      return upload(boothId, { kind, name }, content, requireStill)
    },
  }
}

/** Stores a booth's file. `requireStill` throws if its sender may no longer do that. */
function createUpload({ booths, uploads, live, clock }: Booths) {
  return async function upload(
    boothId: string,
    wanted: Wanted,
    sent: Buffer,
    requireStill: () => Promise<void>,
  ): Promise<BoothSettings> {
    const digest = createHash('sha256').update(sent).digest('base64url')
    await requireStill()
    // A retry after a lost reply: the stored file stands.
    if (await booths.hasFile(boothId, wanted, digest)) return booths.booth(boothId)
    const { type, content } = await inspectFile(wanted.kind, sent)
    await requireStill()
    let replaced: string[] = []
    await uploads.keep(content, async (id) => {
      const file = { id, ...wanted, type, bytes: content.length, at: clock() }
      const added = await booths.addFile(boothId, file, digest)
      replaced = added.replaced
      return added.isNew
    })
    for (const fileId of replaced) await uploads.remove(fileId)
    const edited = await booths.booth(boothId)
    live.contentChanged(edited)
    return edited
  }
}
