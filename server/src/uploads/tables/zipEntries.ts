// What a ZIP file says it contains, without unpacking anything.
import { UnfitFile } from '../unfitFile.ts'

export interface ZipEntry {
  name: string
  /** Once it is unpacked, in bytes, as the file says. */
  size: number
  isEncrypted: boolean
}

const endSign = 0x06054b50
const entrySign = 0x02014b50
/** Of the record at the end, and the longest comment that may follow it. */
const endBytes = 22
const commentMax = 65_535
/** Far more than a workbook has. */
const entriesMax = 5000

function endOf(content: Buffer): number {
  const first = Math.max(0, content.length - endBytes - commentMax)
  for (let at = content.length - endBytes; at >= first; at--)
    if (content.readUInt32LE(at) === endSign) return at
  throw new UnfitFile(
    'This file is damaged or incomplete, as after a download that broke off. Save or download it again, and send that.',
  )
}

/** @throws {UnfitFile} if the file is cut off. */
export function zipEntries(content: Buffer): ZipEntry[] {
  const end = endOf(content)
  const count = Math.min(content.readUInt16LE(end + 10), entriesMax)
  let at = content.readUInt32LE(end + 16)
  const entries: ZipEntry[] = []
  while (entries.length < count && at + 46 <= content.length && content.readUInt32LE(at) === entrySign) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      content.readUInt16LE(at + offset),
    )
    entries.push({
      name: content.toString('utf8', at + 46, at + 46 + nameLength!),
      size: content.readUInt32LE(at + 24),
      isEncrypted: (content.readUInt16LE(at + 8) & 1) === 1,
    })
    at += 46 + nameLength! + extraLength! + commentLength!
  }
  return entries
}
