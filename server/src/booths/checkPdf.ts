// PDFs are read object by object and written again, so that what is kept is what was looked at: nothing before, behind
// or between its objects, no older version of one, no name or stream in a disguise that only some readers see through.
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import type { FileType } from '@lectern/shared/booths'
import { UnfitFile } from './unfitFile.ts'

/** Entries by which a document runs scripts or carries other files. */
const forbiddenKeys = ['JS', 'JavaScript', 'EmbeddedFiles', 'EF', 'RF', 'XFA', 'RichMediaContent']
/** Actions that run, fetch, send or play something, and annotations and objects that hold such a thing. */
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
  Type: ['EmbeddedFile', 'Rendition'],
}
const harmlessSchemes = ['http', 'https', 'mailto', 'tel']

const textOf = (object: PDFObject | undefined): string | undefined => {
  if (object instanceof PDFName) return object.decodeText()
  if (object instanceof PDFString || object instanceof PDFHexString) return object.decodeText()
  return undefined
}

function checkDictionary(dictionary: PDFDict): void {
  const has = (key: string): boolean => dictionary.has(PDFName.of(key))
  const text = (key: string): string | undefined => textOf(dictionary.lookup(PDFName.of(key)))
  const forbidden =
    forbiddenKeys.some(has) ||
    Object.entries(forbiddenNames).some(([key, names]) => names.includes(text(key) ?? ''))
  if (forbidden)
    throw new UnfitFile(
      'This PDF has a script, a form that sends data, or another file in it. Print it to a new PDF, and send that.',
    )
  const scheme = /^[\s\p{Cc}]*([a-z][a-z0-9+.-]*):/iu.exec(text('URI') ?? '')?.[1]
  if (scheme && !harmlessSchemes.includes(scheme.toLowerCase()))
    throw new UnfitFile(
      `A link in this PDF begins with “${scheme.slice(0, 20)}:”. Links may lead to web pages, mail addresses and telephone numbers.`,
    )
}

/** Looks at every object, and at what lies directly within it. References lead to objects of the list. */
function checkObjects(context: PDFContext): void {
  const waiting: PDFObject[] = context.enumerateIndirectObjects().map(([, object]) => object)
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    if (object instanceof PDFArray) waiting.push(...object.asArray())
    const dictionary = object instanceof PDFStream ? object.dict : object
    if (!(dictionary instanceof PDFDict)) continue
    checkDictionary(dictionary)
    waiting.push(...dictionary.values())
  }
}

async function read(uploaded: Buffer): Promise<PDFDocument> {
  try {
    const document = await PDFDocument.load(uploaded, { throwOnInvalidObject: true, updateMetadata: false })
    if (document.getPageCount() > 0) return document
  } catch {
    // It says too little of why; what to do is the same.
  }
  throw new UnfitFile(
    'This PDF is protected by a password, damaged or empty, and cannot be checked. Print it to a new PDF without a password, and send that.',
  )
}

/** @throws {UnfitFile} */
export async function checkPdf(uploaded: Buffer): Promise<{ type: FileType; content: Uint8Array }> {
  if (uploaded.toString('latin1', 0, 5) !== '%PDF-')
    throw new UnfitFile('This file is not a PDF document, whatever it is called. Documents are sent as PDF.')
  const document = await read(uploaded)
  checkObjects(document.context)
  return { type: 'application/pdf', content: await document.save() }
}
