// What goes by HTTP: files up and down, and the leads as a table.
import { createHash } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import { type BoothFile, fileBytesMax, filesMax, uploadQuery } from '@lectern/shared/booths'
import { leadFields } from '@lectern/shared/consents'
import { AppError, errors } from '@lectern/shared/errors'
import { id } from '@lectern/shared/ids'
import { create as contentDisposition } from 'content-disposition'
import express, { type RequestHandler, Router } from 'express'
import { csvForPeople, sendCsv } from '../http/csv.ts'
import { limitByAddress } from '../http/limit.ts'
import { oneAtATime } from '../http/oneAtATime.ts'
import { requirePerson, requireRole } from '../http/person.ts'
import { parseBody } from '../http/respond.ts'
import { isStaffOf } from './boothAccess.ts'
import type { Booths } from './createBooths.ts'
import { inspectFile } from './manage/inspectFile.ts'

/** A booth's files, all sent at once. */
const uploadsWaitingMax = filesMax.document + filesMax.image

/** Megabytes as people say them. */
const limitOf = (kind: keyof typeof fileBytesMax): string => `${fileBytesMax[kind] / 1024 / 1024} MB`

export function createBoothsRoutes(parts: Booths): Router {
  const { accounts, booths, leads, views, live, access, uploads, clock } = parts
  const boothIdOf = (text: unknown): string => {
    const parsed = id.safeParse(text)
    if (!parsed.success) throw errors.notFound('booth')
    return parsed.data
  }

  async function uploadable(boothId: string, kind: BoothFile['kind'], person: Person) {
    const { booth, isOrganiser } = await access.editor(boothId, person)
    if (!isOrganiser && !booth.editable.includes(kind === 'image' ? 'images' : 'documents'))
      throw errors.forbidden(`the organiser does not let exhibitors edit "${kind}s"`)
    return booth
  }

  /** Before the body is read: whoever may not upload here sends nothing. */
  const mayUpload: RequestHandler = async (request, response, next) => {
    const { kind, name } = parseBody(uploadQuery, request.query)
    const booth = await uploadable(boothIdOf(request.params.boothId), kind, response.locals.person!)
    response.locals.upload = { booth, kind, name }
    next()
  }
  const readBody: RequestHandler = (request, response, next) => {
    const { kind } = response.locals.upload as { kind: BoothFile['kind'] }
    const tooLarge = errors.tooLarge(`${limitOf(kind)} for ${kind === 'image' ? 'an image' : 'a document'}`)
    express.raw({ type: () => true, limit: fileBytesMax[kind], inflate: false })(
      request,
      response,
      (error) => {
        const isTooLarge = (error as { type?: string } | undefined)?.type === 'entity.too.large'
        next(isTooLarge ? tooLarge : error)
      },
    )
  }
  const take: RequestHandler = async (request, response) => {
    const { booth, kind, name } = response.locals.upload as {
      booth: { id: string }
      kind: BoothFile['kind']
      name: string
    }
    /** The file may have been minutes under way, and whoever sent it may be somebody else now. */
    const requireStill = async () => {
      const [sender, signedIn] = await Promise.all([
        accounts.findPerson(response.locals.person!.id),
        accounts.isSignedIn(request.session.id),
      ])
      if (!sender || !signedIn) throw errors.notSignedIn()
      await uploadable(booth.id, kind, sender)
    }
    const uploaded = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const digest = createHash('sha256').update(uploaded).digest('base64url')
    await requireStill()
    // Sent again, for its answer was lost: it stands.
    if (await booths.hasFile(booth.id, { kind, name }, digest)) {
      response.status(201).json(await booths.booth(booth.id))
      return
    }
    const { type, content } = await inspectFile(kind, uploaded)
    await requireStill()
    const fileId = await uploads.save(content)
    try {
      const file = { id: fileId, kind, name, type, bytes: content.length, at: clock() }
      if (!(await booths.addFile(booth.id, file, digest))) await uploads.remove(fileId)
    } catch (error) {
      // Only where it surely was not taken: what Redis did while it could not answer may have been done.
      if (error instanceof AppError) await uploads.remove(fileId)
      throw error
    }
    const edited = await booths.booth(booth.id)
    live.contentChanged(edited)
    response.status(201).json(edited)
  }

  const serve: RequestHandler = async (request, response, next) => {
    const person = response.locals.person as Person
    const booth = await booths.booth(boothIdOf(request.params.boothId))
    const isOther = !isStaffOf(booth, person) && person.roles.every((role) => role === 'exhibitor')
    if (isOther) throw errors.forbidden('this is the booth of another exhibitor')
    if (!booth.open && !isStaffOf(booth, person) && !person.roles.includes('organiser'))
      throw errors.boothClosed()
    const file = [...booth.documents, ...booth.images].find((each) => each.id === request.params.fileId)
    if (!file) throw errors.notFound('file at this booth')
    response.set({
      'Content-Type': file.type,
      'Content-Disposition': contentDisposition(file.name, {
        type: file.kind === 'image' ? 'inline' : 'attachment',
        fallback: false,
      }),
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cache-Control': 'private, max-age=3600',
    })
    response.sendFile(uploads.pathOf(file.id), { cacheControl: false, dotfiles: 'allow' }, (error) => {
      if (error && !response.headersSent) next(errors.notFound('file at this booth'))
    })
  }

  const leadsTable: RequestHandler = async (request, response) => {
    const boothId = boothIdOf(request.params.boothId)
    await access.staff(boothId, response.locals.person as Person)
    const rows = (await views.leads(boothId, await leads.leads(boothId))).map((lead) => [
      `Visitor ${lead.visitor.number}`,
      ...leadFields.map((field) => lead.values[field] ?? ''),
      lead.rating === null ? '' : String(lead.rating),
      lead.notes,
      new Date(lead.at).toISOString(),
    ])
    const head = ['visitor', ...leadFields, 'rating', 'notes', 'given']
    sendCsv(response, `leads-${boothId}.csv`, csvForPeople([head, ...rows]))
  }

  const router = Router()
  router.get('/api/booths/:boothId/leads.csv', requireRole('exhibitor'), leadsTable)
  router.get('/api/booths/:boothId/files/:fileId', requirePerson, serve)
  router.post(
    '/api/booths/:boothId/files',
    limitByAddress('upload', 60, 60),
    requireRole('exhibitor', 'organiser'),
    mayUpload,
    oneAtATime(uploadsWaitingMax),
    readBody,
    take,
  )
  return router
}
