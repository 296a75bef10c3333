// What the tests of booths share.
import { deflateSync } from 'node:zlib'
import type { BoothContent, BoothField, OpeningHours } from '@lectern/shared/booths'

export const contentOf = (name: string, hours: OpeningHours[] = []): BoothContent => ({
  name,
  categories: ['Imaging'],
  description: `All about ${name}.`,
  links: [{ label: 'Overview', url: 'https://booth.example/' }],
  hours,
})
export const everyField: BoothField[] = [
  'name',
  'categories',
  'description',
  'links',
  'hours',
  'documents',
  'images',
]

const pngChunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
}
/** With more chunks where given. */
export const png = (...chunks: [type: string, data: Buffer][]): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', Buffer.alloc(13)),
    ...chunks.map(([type, data]) => pngChunk(type, data)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
export const jpeg = (inside = ''): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    Buffer.from(inside, 'latin1'),
    Buffer.from([0xff, 0xd9]),
  ])
export const webp = (): Buffer => {
  const body = Buffer.concat([Buffer.from('WEBPVP8 ', 'latin1'), Buffer.alloc(16)])
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), size, body])
}
/** With these objects in it, packed into an object stream where wished. */
export const pdf = (objects = '', packed = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${objects} >>\nendobj\n`, 'latin1'),
    ...(packed
      ? [
          Buffer.from('2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n', 'latin1'),
          deflateSync(Buffer.from(packed, 'latin1')),
          Buffer.from('\nendstream\nendobj\n', 'latin1'),
        ]
      : []),
    Buffer.from('trailer\n<< /Root 1 0 R >>\n%%EOF\n', 'latin1'),
  ])
