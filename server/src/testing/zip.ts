// Reads a ZIP file as other programs do: by the list at its end. For tests.
import { inflateRawSync } from 'node:zlib'

const endSign = 0x06054b50
const entrySign = 0x02014b50

/** The contents by name, in the file's order. */
export function readZip(file: Buffer): Map<string, Buffer> {
  let end = file.length - 22
  while (file.readUInt32LE(end) !== endSign) end -= 1
  const files = new Map<string, Buffer>()
  let at = file.readUInt32LE(end + 16)
  for (let i = 0; i < file.readUInt16LE(end + 10); i++) {
    if (file.readUInt32LE(at) !== entrySign) throw new Error('the list of the ZIP file is broken')
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)]
    const lengths = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [number, number, number]
    const local = file.readUInt32LE(at + 42)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const content = file.subarray(start, start + size)
    const name = file.toString('utf8', at + 46, at + 46 + lengths[0])
    files.set(name, method === 0 ? content : inflateRawSync(content))
    at += 46 + lengths[0] + lengths[1] + lengths[2]
  }
  return files
}
