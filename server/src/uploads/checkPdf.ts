// PDFs are read object by object and rewritten, so that the stored file is exactly
// what was checked: nothing before, after or between its objects, no older version
// of one, no name or stream disguised so that only some readers see it.
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import type { FileType } from '@lectern/shared/uploads'
import { UnfitFile } from './unfitFile.ts'

/** Entries with which a document runs scripts or carries other files. */
const forbiddenKeys = [
  'JS',
  'JavaScript',
  'OnInstantiate',
  'EmbeddedFiles',
  'EF',
  'RF',
  'XFA',
  'RichMediaContent',
]
/**
 * Entries that name another file, which a reader would fetch: in an action, a stream, a page within a page.
 */
const fileNameKeys = ['F', 'UF', 'DOS', 'Mac', 'Unix']
/** Actions that run, fetch, send or play something, and annotations and objects that contain them. */
const forbiddenNames: Record<string, readonly string[]> = {
  S: [
    'JavaScript',
    'Launch',
    'GoToR',
    'GoToE',
    'SubmitForm',
    'ImportData',
    'Rendition',
    'RichMediaExecute',
    'Movie',
    'Sound',
  ],
  Subtype: ['FileAttachment', 'RichMedia', 'Movie', 'Sound', 'Screen', '3D', 'PS'],
  Subtype2: ['PS'],
  Type: ['EmbeddedFile', 'Rendition', '3D'],
}
const harmlessSchemes = ['http', 'https', 'mailto', 'tel']

const refuse = (): never => {
  throw new UnfitFile(
    'This PDF has a script, a form that sends data, or another file in it. Print it to a new PDF, and send that.',
  )
}

const textOf = (object: PDFObject | undefined): string | undefined => {
  if (object instanceof PDFName) return object.decodeText()
  if (object instanceof PDFString || object instanceof PDFHexString) return object.decodeText()
  return undefined
}

/** Checks a link, or the start of all links in a document (`Base`). */
function checkLink(target: PDFObject | undefined): void {
  if (target === undefined || target instanceof PDFDict) return
  // Readers drop blanks, control characters and encoding marks before they look at the scheme.
  const link = (textOf(target) ?? refuse()).replace(/[^\x21-\x7e]/g, '')
  const start = /^([a-z][a-z0-9+.-]*):|^[\\/]{2}/i.exec(link)
  if (start && !harmlessSchemes.includes(start[1]?.toLowerCase() ?? ''))
    throw new UnfitFile(
      `A link in this PDF begins with “${start[0].slice(0, 20)}”. Links may lead to web pages (https://…), mail addresses and telephone numbers.`,
    )
}

function checkDictionary(dictionary: PDFDict): void {
  const get = (key: string): PDFObject | undefined => dictionary.lookup(PDFName.of(key))
  const forbidden =
    forbiddenKeys.some((key) => dictionary.has(PDFName.of(key))) ||
    fileNameKeys.some((key) => get(key) instanceof PDFString || get(key) instanceof PDFHexString) ||
    Object.entries(forbiddenNames).some(([key, names]) => names.includes(textOf(get(key)) ?? ''))
  if (forbidden) refuse()
  checkLink(get('URI'))
  checkLink(get('Base'))
}

/** Some readers end a name at a NUL: `JS#00` is `JS` to them. */
function checkNames(names: Iterable<PDFObject>): void {
  for (const name of names) if (name instanceof PDFName && name.decodeText().includes('\0')) refuse()
}

/** Checks every object and its direct contents. References lead to objects of the list. */
function checkObjects(context: PDFContext): void {
  const objects = context.enumerateIndirectObjects().map(([, object]) => object)
  // Only some readers follow a reference to a reference.
  if (objects.some((object) => object instanceof PDFRef)) refuse()
  const { Root, Info, Encrypt, ID } = context.trailerInfo
  const waiting = [...objects, ...[Root, Info, Encrypt, ID].filter((object) => object !== undefined)]
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    checkNames([object])
    if (object instanceof PDFArray) waiting.push(...object.asArray())
    const dictionary = object instanceof PDFStream ? object.dict : object
    if (!(dictionary instanceof PDFDict)) continue
    checkNames(dictionary.keys())
    checkDictionary(dictionary)
    waiting.push(...dictionary.values())
  }
}

async function read(uploaded: Buffer): Promise<PDFDocument> {
  try {
    const document = await PDFDocument.load(uploaded, { throwOnInvalidObject: true, updateMetadata: false })
    if (document.getPageCount() > 0) return document
  } catch {
    // The error says too little about the cause; the advice is the same.
  }
  throw new UnfitFile(
    'This PDF is protected by a password, damaged or empty, and cannot be checked. Print it to a new PDF without a password, and send that.',
  )
}

/** @throws {UnfitFile} */
export async function checkPdf(uploaded: Buffer): Promise<{ type: FileType; content: Uint8Array }> {
  if (uploaded.toString('latin1', 0, 5) !== '%PDF-')
    throw new UnfitFile(
      'This file is not a PDF document, even if its name says so. Documents are sent as PDF.',
    )
  const document = await read(uploaded)
  checkObjects(document.context)
  return { type: 'application/pdf', content: await document.save() }
}
