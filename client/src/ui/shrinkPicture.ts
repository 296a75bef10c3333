/** Twice what the server keeps, in px: sharp enough for it to cut a square out of. */
const sideMax = 1024
/** Smaller files are sent as they are, in bytes. */
const smallBytes = 300 * 1024

/**
 * A photograph of a phone's size, made small before it is sent: seconds instead of a minute on a hospital's
 * wireless network. What this browser cannot read is returned as it is, for the server to judge.
 */
export async function shrinkPicture(file: Blob): Promise<Blob> {
  if (file.size <= smallBytes || typeof createImageBitmap !== 'function') return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, sideMax / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.9))
    return small && small.size < file.size ? small : file
  } catch {
    return file
  }
}
