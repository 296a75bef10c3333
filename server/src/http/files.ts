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

/** How often it is asked whether the person may still have what is being sent, in ms. */
const askEveryMs = 1000

/** Sends, and breaks off once it is not allowed any more. */
async function whileAllowed(
  response: Response,
  isAllowed: NonNullable<FileAnswer['isAllowed']>,
  send: () => Promise<void>,
): Promise<void> {
  let isAsking = false
  const timer = setInterval(() => {
    if (isAsking) return
    isAsking = true
    isAllowed()
      .then((allowed) => {
        if (!allowed) response.destroy()
      })
      // Without an answer the next one decides.
      .catch(() => undefined)
      .finally(() => {
        isAsking = false
      })
  }, askEveryMs)
  await send().finally(() => clearInterval(timer))
}

export async function sendFile(
  { files }: Files,
  { name, content, type = files[0]!, inline = false, headers = {}, isAllowed }: FileAnswer,
  response: Response,
): Promise<void> {
  response.type(type).set({
    'Content-Disposition': contentDisposition(name, {
      type: inline ? 'inline' : 'attachment',
      fallback: false,
    }),
    ...headers,
  })
  const send = async (): Promise<void> => {
    if (typeof content === 'string' || Buffer.isBuffer(content)) response.send(content)
    else if ('path' in content) await onDisk(response, content.path)
    else await pipeline(Readable.from(content), response)
  }
  await (isAllowed ? whileAllowed(response, isAllowed, send) : send())
}
