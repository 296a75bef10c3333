// What stands where on a page: the texts that a compiled document draws, read from the compiler's SVG, which
// has each text's letters beside its shapes.

/** In points, from the top left corner of the page. */
export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** Letters of one style on one line. */
export interface DrawnText {
  text: string
  /** Height of its letters in points, as they stand on the page: the lesser of height and width if squeezed. */
  size: number
  /** As SVG writes it, e.g. "#12ab03". */
  fill: string
  /** As in a mirror. */
  isMirrored: boolean
  /** Around each shape that has ink, in the order of writing. */
  shapes: Box[]
}

/** a, b, c, d, e, f, as SVG writes them. */
type Matrix = readonly [number, number, number, number, number, number]
const unmoved: Matrix = [1, 0, 0, 1, 0, 0]

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

function matrixOf(transform: string | undefined): Matrix {
  const [, name, list = ''] = transform?.match(/^(\w+)\(([^)]*)\)$/) ?? []
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = list.split(/[\s,]+/).map(Number)
  if (name === 'translate') return [1, 0, 0, 1, a, b]
  if (name === 'scale') return [a, 0, 0, b, 0, 0]
  return name === 'matrix' ? [a, b, c, d, e, f] : unmoved
}

function boxOf(m: Matrix, left: number, right: number, below: number, above: number): Box {
  const corners = [left, right].flatMap((x) =>
    [below, above].map((y) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]] as const),
  )
  const [across, down] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  return {
    left: Math.min(...across),
    top: Math.min(...down),
    right: Math.max(...across),
    bottom: Math.max(...down),
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }
const lettersOf = (escaped: string): string =>
  escaped.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole
    return String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10))
  })

const attribute = (tag: string, name: string): string | undefined =>
  tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1]

/** Ids of shapes with ink; a blank has none. */
const inkedIn = (svg: string): Set<string> =>
  new Set(Array.from(svg.matchAll(/ id="([^"]+)" class="(?:outline|image)_glyph"/g), ([, id]) => id!))

/** How far letters reach below and above their line, of their size. */
const reach = { below: -0.3, above: 0.95 }
/** The compiler writes a text's letters in units that are so much larger than those of its shapes. */
const lettersScale = 16

interface Text {
  at: Matrix
  fill: string
  /** Where each shape begins. */
  shapes: { x: number; hasInk: boolean }[]
  depth: number
}

function drawn({ at, fill, shapes }: Text, letters: string, width: number, height: number): DrawnText {
  const [right, size] = [width * lettersScale, height * lettersScale]
  const starts = [...new Set(shapes.map(({ x }) => x))].sort((a, b) => a - b)
  const boxes = shapes.flatMap(({ x, hasInk }) => {
    const next = starts.find((start) => start > x) ?? Math.max(right, x)
    return hasInk ? [boxOf(at, x, next, size * reach.below, size * reach.above)] : []
  })
  const scale = Math.min(Math.hypot(at[0], at[1]), Math.hypot(at[2], at[3]))
  // Letters are drawn upwards, and the page downwards.
  const isMirrored = at[0] * at[3] - at[1] * at[2] > 0
  return { text: lettersOf(letters), size: size * scale, fill, isMirrored, shapes: boxes }
}

const tokens =
  /<g\b([^>]*?)(\/?)>|<\/g>|<use ([^>]*)\/>|<foreignObject ([^>]*)><h5:div class="tsel"[^>]*>([^<]*)<\/h5:div>/g

/** Every text that the document draws, visible or not, in the order of drawing. */
export function drawnTexts(svg: string): DrawnText[] {
  const inked = inkedIn(svg)
  const texts: DrawnText[] = []
  const matrices: Matrix[] = [unmoved]
  let current: Text | undefined
  for (const [tag, group, isEmpty, use, letters, words] of svg.matchAll(tokens)) {
    if (tag === '</g>') {
      matrices.pop()
      if (current && matrices.length <= current.depth) current = undefined
    } else if (group !== undefined) {
      if (isEmpty) continue
      const at = times(matrices.at(-1) ?? unmoved, matrixOf(attribute(tag, 'transform')))
      if (/class="typst-text"/.test(group))
        current = { at, fill: attribute(tag, 'fill') ?? '', shapes: [], depth: matrices.length }
      matrices.push(at)
    } else if (use !== undefined && current) {
      const id = attribute(tag, 'href')?.slice(1) ?? ''
      current.shapes.push({ x: Number(attribute(tag, 'x') ?? 0), hasInk: inked.has(id) })
    } else if (letters !== undefined && current) {
      const [width, height] = ['width', 'height'].map((name) => Number(attribute(` ${letters}`, name)))
      texts.push(drawn(current, words ?? '', width ?? 0, height ?? 0))
    }
  }
  return texts
}
