import { inspectFile } from './inspectFile.ts'
import { createUploadReceiver, type UploadCall } from './receiveUpload.ts'
import type { Uploads } from './uploads.ts'

/** A person changes their picture again before the first one has been inspected. */
const waitingMax = 3

export interface PictureUpload {
  kind: 'face' | 'logo'
  call: UploadCall
  /** Throws if the sender may no longer do this: the upload may have taken minutes. */
  requireStill: () => Promise<unknown>
  /** Records the new picture and returns the id of the one that it replaces. */
  record: (fileId: string) => Promise<string | null>
}

export type ReplacePicture = ReturnType<typeof createReplacePicture>

/** Receives a picture of which there is one, and removes the one that it replaces. */
export function createReplacePicture(uploads: Uploads) {
  const receive = createUploadReceiver(waitingMax)
  return async function replacePicture({ kind, call, requireStill, record }: PictureUpload): Promise<void> {
    const { content } = await inspectFile(kind, await receive(kind, call))
    await requireStill()
    await uploads.keep(content, async (fileId) => {
      const replaced = await record(fileId)
      if (replaced) await uploads.remove(replaced)
      return true
    })
  }
}
