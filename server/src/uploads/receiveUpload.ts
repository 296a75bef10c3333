import type { Person } from '@lectern/shared/accounts'
import { AppError, errors } from '@lectern/shared/errors'
import { tableBytesMax } from '@lectern/shared/tables'
import { type UploadKind, uploadBytesMax } from '@lectern/shared/uploads'
import type { Response } from 'express'
import { oneAtATime } from '../http/oneAtATime.ts'
import type { Receive } from '../http/routeHandlers.ts'
import type { Inspected } from './inspectFile.ts'

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

const bytesMax: Record<Inspected, number> = { ...uploadBytesMax, table: tableBytesMax }

const megabytes = (kind: Inspected): string => `${bytesMax[kind] / 1024 / 1024} MB`

const tooLarge = (kind: Inspected): AppError =>
  kind === 'table'
    ? new AppError(
        'too_large',
        `This file is larger than ${megabytes(kind)}. Delete pictures and columns that are not needed, or split it into several files.`,
      )
    : errors.tooLarge(`${megabytes(kind)} for ${nouns[kind]}`)

/**
 * Reads uploaded files, one at a time for each person; `waitingMax` more of theirs may wait. Check the
 * sender's right first, so that nobody without it can send a file.
 */
export function createUploadReceiver(waitingMax: number) {
  const takeTurn = oneAtATime(waitingMax)
  return async (kind: Inspected, { person, body: receive, response }: UploadCall): Promise<Buffer> => {
    await takeTurn(person.id, response)
    return receive(bytesMax[kind], tooLarge(kind))
  }
}
