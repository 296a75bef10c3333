// Writes a ZIP file part by part: nothing but the chunk that is being packed is in memory.
import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** What a finished file is. */
export interface Packed {
  name: string
  bytes: number
  sha256: string
}

export interface ZipWriter {
  /** Resolves once the whole content is packed. Parts follow one another. */
  add(name: string, content: AsyncIterable<string | Buffer> | Iterable<string | Buffer>): Promise<Packed>
  /** Resolves once the file is complete. */
  end(): Promise<Omit<Packed, 'name'>>
  /** Gives up: the file is of no use. */
  abort(error: Error): Promise<void>
}

/** Passes bytes on, and knows their number and digest. */
function measured(): { through: Transform; digest: () => Omit<Packed, 'name'> } {
  const hash: Hash = createHash('sha256')
  let bytes = 0
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(null, chunk)
    },
  })
  return { through, digest: () => ({ bytes, sha256: hash.digest('hex') }) }
}

/** `path`: of a file that does not exist; `at`: the time of its entries, in ms. */
export function createZip(path: string, at: number): ZipWriter {
  const zip = new ZipFile()
  const whole = measured()
  const output = zip.outputStream as Readable
  const written = pipeline(output, whole.through, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  // Whoever waits for a part, or for the end, learns of it.
  written.catch(() => undefined)
  const broken = new Promise<never>((_, reject) => {
    zip.on('error', reject)
    written.catch(reject)
  })
  broken.catch(() => undefined)

  return {
    async add(name, content) {
      const own = measured()
      const source = pipeline(Readable.from(content, { objectMode: true }), own.through)
      zip.addReadStream(own.through, name, { mtime: new Date(at), mode: 0o100644 })
      await Promise.race([source, broken])
      return { name, ...own.digest() }
    },
    async end() {
      zip.end()
      await Promise.race([written, broken])
      return whole.digest()
    },
    async abort(error) {
      output.destroy(error)
      await written.catch(() => undefined)
    },
  }
}
