// The floor of a pack: the same bytes through yazl into a file, with nothing that makes them.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** The time that it takes, in s. */
export async function bareZip(files: ReadonlyMap<string, Buffer>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bare-zip-'))
  try {
    for (const [name, content] of files) await writeFile(join(folder, name), content)
    const startedAt = performance.now()
    const zip = new ZipFile()
    const written = pipeline(
      zip.outputStream as NodeJS.ReadableStream,
      createWriteStream(join(folder, 'bare.zip')),
    )
    for (const name of files.keys())
      zip.addReadStreamLazy(name, {}, (done) => done(null, createReadStream(join(folder, name))))
    zip.end()
    await written
    return (performance.now() - startedAt) / 1000
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
