// Files received and sent by HTTP routes.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errors } from '@lectern/shared/errors'
import type { Files } from '@lectern/shared/route'
import { create as contentDisposition } from 'content-disposition'
import express, { type Request, type Response } from 'express'
import type { FileAnswer, Receive } from './routeHandlers.ts'

const isTooLarge = (error: unknown): boolean => (error as { type?: string }).type === 'entity.too.large'

/** The body is not read before this is called. */
export const receiver =
  (request: Request): Receive =>
  (bytes, tooLarge) =>
    new Promise((resolve, reject) => {
      const read = express.raw({ type: () => true, limit: bytes, inflate: false })
      read(request, request.res!, (error?: unknown) => {
        if (error) reject(isTooLarge(error) ? tooLarge : error)
        else resolve(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
      })
    })

const onDisk = (response: Response, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    response.sendFile(path, { cacheControl: false, dotfiles: 'allow' }, (error) => {
      if (!error) resolve()
      else reject(response.headersSent ? error : errors.notFound('file'))
    })
  })

export async function sendFile(
  { files }: Files,
  { name, content, type = files[0]!, inline = false, headers = {} }: FileAnswer,
  response: Response,
): Promise<void> {
  response.type(type).set({
    'Content-Disposition': contentDisposition(name, {
      type: inline ? 'inline' : 'attachment',
      fallback: false,
    }),
    ...headers,
  })
  if (typeof content === 'string' || Buffer.isBuffer(content)) response.send(content)
  else if ('path' in content) await onDisk(response, content.path)
  else await pipeline(Readable.from(content), response)
}
