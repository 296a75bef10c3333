// What a server asks the process that compiles Typst for, and what that answers.

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
}

/** A mistake in the source. `line` and `column` count from 1; null where the compiler does not say. */
export interface SourceProblem {
  message: string
  file: string
  line: number | null
  column: number | null
}

export type Outcome =
  | { ok: true; pdf: Buffer; pages: number; found: unknown[]; svg: string | null }
  | { ok: false; problems: SourceProblem[] }

/** With what the process has used until then. */
export type TypstAnswer = Outcome & { bytes: number; cpuMs: number }
