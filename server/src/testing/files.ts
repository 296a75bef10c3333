// Files of every kind that booths accept, each as small as possible.
import { crc32, deflateSync } from 'node:zlib'

const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
const header = (width: number, height: number): Buffer => {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([8, 0], 8)
  return data
}
/** Grey, with these additional chunks. */
export const png = (chunks: [type: string, data: Buffer][] = [], width = 2, height = 2): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header(width, height)),
    ...chunks.map(([type, data]) => pngChunk(type, data)),
    pngChunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])

const smallJpeg = Buffer.from(
  '/9j/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMo' +
    'GhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAARCAACAAIDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAA' +
    'AAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwf/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCQ' +
    'AFJX/9k=',
  'base64',
)
/** Four pixels, with this comment. */
export const jpeg = (comment = ''): Buffer => {
  const head = Buffer.from([0xff, 0xfe, 0, 0])
  head.writeUInt16BE(comment.length + 2, 2)
  return Buffer.concat([
    smallJpeg.subarray(0, 2),
    head,
    Buffer.from(comment, 'latin1'),
    smallJpeg.subarray(2),
  ])
}
/** Four pixels. */
export const webp = (): Buffer =>
  Buffer.from(
    'UklGRjYAAABXRUJQVlA4ICoAAABwAQCdASoCAAIAAUAmJaACdAFAAAD+6DiEYaNf/unr//bzf/9vN/sKAAA=',
    'base64',
  )

/** An object stream with one object, encoded by `filter`. */
export const packed = (
  object: string,
  filter = '/FlateDecode',
  encode: (content: Buffer) => Buffer = (content) => deflateSync(content),
): Buffer => {
  const content = encode(Buffer.from(`90 0 ${object}`, 'latin1'))
  return Buffer.concat([
    Buffer.from(
      `80 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Filter ${filter} /Length ${content.length} >>\nstream\n`,
      'latin1',
    ),
    content,
    Buffer.from('\nendstream\nendobj\n', 'latin1'),
  ])
}
/** One empty page, with these entries in its catalog and these further objects. */
export const pdf = (entries = '', ...objects: (string | Buffer)[]): Buffer =>
  Buffer.concat([
    Buffer.from(
      `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${entries} >>\nendobj\n` +
        '2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n' +
        '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n',
      'latin1',
    ),
    ...objects.map((object) => Buffer.from(object as string, 'latin1')),
    Buffer.from('trailer\n<< /Root 1 0 R /Size 91 >>\n%%EOF\n', 'latin1'),
  ])
