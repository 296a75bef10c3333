// What a server asks the process that compiles Typst for, and what that answers.
import type { DrawnText } from './drawn.ts'

export interface TypstJob {
  /** The document's source. */
  main: string
  /** Files that it may import or show, by path, e.g. "/fields.typ", "/logo.png". It can read nothing else. */
  files: Record<string, string | Buffer>
  /** Its data, as JSON: `json(bytes(sys.inputs.data))`. Never part of the source. */
  data: unknown
  /** Printed as the time at which the document was made, in ms: the same data give the same bytes. */
  at: number
  /** Selectors of metadata whose values are wanted, e.g. "<printed>". */
  wanted?: string
  /** Also as a picture. */
  withSvg?: boolean
  /** Only what is drawn, without the PDF: the texts of its pages, and the pixels of its first one. */
  drawing?: 'texts' | 'pixels'
}

/** A page as it is seen, on white, without its colours. */
export interface Pixels {
  width: number
  height: number
  /** For each point of the page. */
  perPoint: number
  /** How light each pixel is, line by line: 0 is black, 255 white. */
  grey: Uint8Array
}

/** A mistake in the source. `line` and `column` count from 1; null where the compiler does not say. */
export interface SourceProblem {
  message: string
  file: string
  line: number | null
  column: number | null
}

export type Outcome =
  | {
      ok: true
      pdf: Buffer
      pages: number
      found: unknown[]
      svg: string | null
      texts: DrawnText[]
      pixels: Pixels | null
    }
  | { ok: false; problems: SourceProblem[] }

/** With what the process has used until then. */
export type TypstAnswer = Outcome & { bytes: number; cpuMs: number }
