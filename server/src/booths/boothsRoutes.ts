// Booths over HTTP: file uploads and downloads, and the leads as a table.
import { createHash } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import type { boothRoutes } from '@lectern/shared/boothCommands'
import { type BoothFile, type BoothSettings, fileBytesMax, filesMax } from '@lectern/shared/booths'
import { leadFields } from '@lectern/shared/consents'
import { AppError, errors } from '@lectern/shared/errors'
import { csvForPeople } from '../http/csv.ts'
import { oneAtATime } from '../http/oneAtATime.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { isStaffOf } from './boothAccess.ts'
import type { Booths } from './createBooths.ts'
import { inspectFile } from '../uploads/inspectFile.ts'

/** A full set of a booth's files, sent at once. */
const uploadsWaitingMax = filesMax.document + filesMax.image

type Wanted = Pick<BoothFile, 'kind' | 'name'>

const tooLarge = (kind: BoothFile['kind']): AppError =>
  errors.tooLarge(
    `${fileBytesMax[kind] / 1024 / 1024} MB for ${kind === 'image' ? 'an image' : 'a document'}`,
  )

export function createBoothsRoutes(parts: Booths): RouteHandlers<typeof boothRoutes> {
  const { accounts, booths, leads, views, access, uploads } = parts
  const upload = createUpload(parts)
  const takeTurn = oneAtATime(uploadsWaitingMax)

  async function requireMayUpload(boothId: string, kind: BoothFile['kind'], person: Person): Promise<void> {
    const { booth, isOrganiser } = await access.editor(boothId, person)
    if (!isOrganiser && !booth.editable.includes(kind === 'image' ? 'images' : 'documents'))
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
      const file = [...booth.documents, ...booth.images].find((each) => each.id === params.fileId)
      if (!file) throw errors.notFound('file at this booth')
      return {
        name: file.name,
        type: file.type,
        inline: file.kind === 'image',
        content: { path: uploads.pathOf(file.id) },
        headers: {
          'X-Content-Type-Options': 'nosniff',
          'Content-Security-Policy': "sandbox; default-src 'none'",
          'Cache-Control': 'private, max-age=3600',
        },
      }
    },

    async 'booths.upload'({ params: { boothId }, query: { kind, name }, body: receive, person, ...call }) {
      // Before the body is read, so that nobody without the right can send a file.
      await requireMayUpload(boothId, kind, person)
      await takeTurn(person.id, call.response)
      const content = await receive(fileBytesMax[kind], tooLarge(kind))
      return upload(boothId, { kind, name }, content, async () => {
        // The upload may have taken minutes, and its sender's rights may have changed.
        const [sender, signedIn] = await Promise.all([
          accounts.findPerson(person.id),
          accounts.isSignedIn(call.session.id),
        ])
        if (!sender || !signedIn) throw errors.notSignedIn()
        await requireMayUpload(boothId, kind, sender)
      })
    },
  }
}

/** Stores a booth's file. `requireStill` throws if its sender may no longer do that. */
function createUpload({ booths, uploads, live, clock }: Booths) {
  async function keep(boothId: string, wanted: Wanted, digest: string, kept: KeptFile): Promise<void> {
    const fileId = await uploads.save(kept.content)
    try {
      const file = { id: fileId, ...wanted, type: kept.type, bytes: kept.content.length, at: clock() }
      if (!(await booths.addFile(boothId, file, digest))) await uploads.remove(fileId)
    } catch (error) {
      // Only if it certainly failed: while Redis could not answer, it may have stored the file.
      if (error instanceof AppError) await uploads.remove(fileId)
      throw error
    }
  }

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
    const inspected = await inspectFile(wanted.kind, sent)
    await requireStill()
    await keep(boothId, wanted, digest, inspected)
    const edited = await booths.booth(boothId)
    live.contentChanged(edited)
    return edited
  }
}
type KeptFile = Awaited<ReturnType<typeof inspectFile>>
