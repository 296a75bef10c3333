// The program of the process that compiles Typst. It compiles one document after another and keeps the fonts
// and what it computed; a document that does not end is ended with the process.
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { NodeCompiler, type NodeError, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { drawnTexts } from './drawn.ts'
import { fontsFolder } from './fonts.ts'
import type { Outcome, Pixels, SourceProblem, TypstAnswer, TypstJob } from './job.ts'

/** Typst reads below its root only. There is nothing: a document has the files that it is given. */
const root = fileURLToPath(new URL('./nothing', import.meta.url))
const mainPath = `${root}/main.typ`
/** Results of earlier documents that are kept for later ones, by how many documents ago they were used. */
const keptFor = 10
/** Dots per inch of a page's pixels: the dot of a letter that can be read has some. */
const density = 108
/** More than any paper's. */
const limitInputPixels = 16_000_000

const compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontPaths: [fontsFolder] }] })

/** Ranges are "line:column-line:column", from 0. */
interface Diagnostic {
  message: string
  path: string
  range: string | { start: { line: number; character: number } } | null
}

function placeOf(range: Diagnostic['range']): { line: number | null; column: number | null } {
  if (range && typeof range === 'object')
    return { line: range.start.line + 1, column: range.start.character + 1 }
  const [, line, column] = range?.match(/^(\d+):(\d+)/) ?? []
  return { line: line ? Number(line) + 1 : null, column: column ? Number(column) + 1 : null }
}

const problemsOf = (error: NodeError): SourceProblem[] =>
  (compiler.fetchDiagnostics(error) as Diagnostic[]).map(({ message, path, range }) => ({
    message,
    file: path.startsWith(root) ? path.slice(root.length) : path,
    ...placeOf(range),
  }))

/**
 * What the export of the PDF says comes in the notation of the compiler's own language: `\\"`, `\\u{1f600}`.
 */
function messageOf(thrown: unknown): { message: string } {
  const [, message] = String(thrown).match(/message: "((?:[^"\\]|\\.)*)"/) ?? []
  const unescaped = message
    ?.replace(/\\u\{([\da-f]{1,6})\}/gi, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/\\(.)/g, '$1')
  return { message: unescaped ?? String(thrown) }
}

/** Deflated: a page has millions, and most are white. */
async function pixelsOf(document: NodeTypstDocument): Promise<Pixels> {
  // Certificates are printed without it.
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  const svg = compiler.plainSvg(document)
  const points = Number(svg.match(/viewBox="0 0 ([\d.]+) /)?.[1])
  const { data, info } = await sharp(Buffer.from(svg), { density, limitInputPixels })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    width: info.width,
    height: info.height,
    perPoint: info.width / points,
    grey: deflateSync(data, { level: 1 }),
  }
}

async function drawn(
  document: NodeTypstDocument,
  drawing: NonNullable<TypstJob['drawing']>,
): Promise<Outcome> {
  const pixels = drawing === 'pixels' ? await pixelsOf(document) : null
  const texts = drawnTexts(compiler.svg(document))
  const none = { pdf: Buffer.alloc(0), found: [], svg: null }
  return { ok: true, ...none, pages: document.numOfPages, texts, pixels }
}

async function compile({ main, files, data, at, wanted, withSvg, drawing }: TypstJob): Promise<Outcome> {
  compiler.resetShadow()
  for (const [path, content] of Object.entries(files))
    compiler.mapShadow(root + path, Buffer.from(content as Buffer))
  compiler.addSource(mainPath, main)
  const compiled = compiler.compile({ mainFilePath: mainPath, inputs: { data: JSON.stringify(data) } })
  const error = compiled.takeError()
  const document = compiled.result
  if (error || !document) return { ok: false, problems: error ? problemsOf(error) : [] }
  try {
    if (drawing) return await drawn(document, drawing)
    // Made by whole seconds.
    const pdf = compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp: Math.floor(at / 1000) })
    const found = wanted ? compiler.query(document, { selector: wanted, field: 'value' }) : []
    const svg = withSvg ? compiler.plainSvg(document) : null
    return { ok: true, pdf, pages: document.numOfPages, found, svg, texts: [], pixels: null }
  } catch (thrown) {
    return {
      ok: false,
      problems: [{ ...messageOf(thrown), file: '/main.typ', line: null, column: null }],
    }
  }
}

process.on('message', async (job: TypstJob) => {
  const outcome = await compile(job)
  const { user, system } = process.cpuUsage()
  const answer: TypstAnswer = { ...outcome, bytes: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 }
  process.send?.(answer)
  compiler.evictCache(keptFor)
})
// Its server is gone.
process.on('disconnect', () => process.exit())
