import type { Person } from '@lectern/shared/accounts'
import { type AppError, errors } from '@lectern/shared/errors'
import { type UploadKind, uploadBytesMax } from '@lectern/shared/uploads'
import type { Response } from 'express'
import { oneAtATime } from '../http/oneAtATime.ts'
import type { Receive } from '../http/routeHandlers.ts'

export interface UploadCall {
  person: Person
  body: Receive
  response: Response
}

const nouns: Record<UploadKind, string> = {
  document: 'a document',
  image: 'an image',
  face: 'a picture',
  logo: 'a logo',
  cover: 'a cover',
}

const tooLarge = (kind: UploadKind): AppError =>
  errors.tooLarge(`${uploadBytesMax[kind] / 1024 / 1024} MB for ${nouns[kind]}`)

/**
 * Reads uploaded files, one at a time for each person; `waitingMax` more of theirs may wait. Check the
 * sender's right first, so that nobody without it can send a file.
 */
export function createUploadReceiver(waitingMax: number) {
  const takeTurn = oneAtATime(waitingMax)
  return async (kind: UploadKind, { person, body: receive, response }: UploadCall): Promise<Buffer> => {
    await takeTurn(person.id, response)
    return receive(uploadBytesMax[kind], tooLarge(kind))
  }
}
