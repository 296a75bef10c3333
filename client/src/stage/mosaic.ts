// Where a stage's pictures stand: as large as the space allows, each with its name below it. Pure.

export interface Size {
  /** In px. */
  width: number
  height: number
}

/** A picture together with the name below it, in px from the upper left corner of the space. */
export interface Place extends Size {
  left: number
  top: number
}

export interface Space extends Size {
  gap: number
  /** Height of a name. */
  caption: number
}

/** Pictures are 16:9. */
const widest = 16 / 9
/** A tile may be narrower where that fills more of the space: a twentieth is cut off at each side. */
const narrowest = 16 / 10

/** How much of the space the small pictures beside a large one take. */
const sideShare = 0.2
/** With three people, how much of the space the large picture takes. */
const largeShare = 2 / 3

/** The largest tile in a box. */
function tileIn(box: Size, caption: number): Size {
  const room = Math.max(0, box.height - caption)
  const width = Math.max(0, Math.min(box.width, room * widest))
  // Where there is no room even for the name, it is cut off.
  return { width, height: Math.min(box.height, Math.min(room, width / narrowest) + caption) }
}

interface Arranged {
  main: Place[]
  side: Place[]
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0)
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
const placesOf = ({ main, side }: Arranged): Place[] => [...main, ...side]

/** The area of the pictures themselves. */
const pictureArea = (arranged: Arranged, { caption }: Space): number =>
  sum(placesOf(arranged).map(({ width, height }) => width * Math.max(0, height - caption)))

/** Rows of tiles of one size, each row centred, the whole centred in the box. */
function rows(tile: Size, perRow: readonly number[], box: Place, gap: number): Place[] {
  const total = perRow.length * tile.height + (perRow.length - 1) * gap
  return perRow.flatMap((count, row) => {
    const width = count * tile.width + (count - 1) * gap
    return range(count).map((column) => ({
      ...tile,
      left: box.left + (box.width - width) / 2 + column * (tile.width + gap),
      top: box.top + (box.height - total) / 2 + row * (tile.height + gap),
    }))
  })
}

/** Tiles of one size in `columns` columns; what is left for the last row is centred. */
function grid(count: number, columns: number, box: Place, space: Space): Place[] {
  const { gap, caption } = space
  const lines = Math.ceil(count / columns)
  const cell = {
    width: (box.width - gap * (columns - 1)) / columns,
    height: (box.height - gap * (lines - 1)) / lines,
  }
  const perRow = range(lines).map((row) => Math.min(columns, count - row * columns))
  return rows(tileIn(cell, caption), perRow, box, gap)
}

/** `main` tile on the left or above, the others beside or below it; together they are centred. */
function largeAndSmall(count: number, space: Space, isRow: boolean, share: number): Arranged {
  const { width, height, gap, caption } = space
  const large = tileIn(
    isRow ? { width, height: (height - gap) * share } : { width: (width - gap) * share, height },
    caption,
  )
  const rest = isRow
    ? { left: 0, top: large.height + gap, width, height: height - gap - large.height }
    : { left: large.width + gap, top: 0, width: width - gap - large.width, height }
  const small = grid(count, isRow ? count : 1, rest, space)
  return centred(
    {
      main: [
        {
          ...large,
          left: isRow ? (width - large.width) / 2 : 0,
          top: isRow ? 0 : (height - large.height) / 2,
        },
      ],
      side: small,
    },
    space,
  )
}

/** Moves everything to the middle of the space. */
function centred(arranged: Arranged, { width, height }: Size): Arranged {
  const all = placesOf(arranged)
  const from = { left: Math.min(...all.map(({ left }) => left)), top: Math.min(...all.map(({ top }) => top)) }
  const to = {
    left: Math.max(...all.map((place) => place.left + place.width)),
    top: Math.max(...all.map((place) => place.top + place.height)),
  }
  const right = (width - to.left - from.left) / 2
  const down = (height - to.top - from.top) / 2
  const moved = (place: Place): Place => ({ ...place, left: place.left + right, top: place.top + down })
  return { main: arranged.main.map(moved), side: arranged.side.map(moved) }
}

/** An earlier candidate is kept unless a later one is this many times as large. */
const clearly = 1.1

const largest = (candidates: Arranged[], space: Space, factor = 1): Arranged =>
  candidates.reduce((best, next) =>
    pictureArea(next, space) > factor * pictureArea(best, space) ? next : best,
  )

/**
 * `main` pictures of equal rank, and `side` small ones beside a single large one. Three of equal rank stand
 * in a row, or the first one is large: a grid of them would leave a hole. `space` and places in px.
 */
export function mosaic({ main, side }: { main: number; side: number }, space: Space): Arranged {
  const whole: Place = { left: 0, top: 0, width: space.width, height: space.height }
  if (side > 0)
    return largest(
      [false, true].map((isRow) => largeAndSmall(side, space, isRow, 1 - sideShare)),
      space,
    )
  // People stand side by side rather than one above the other.
  const grids = range(main).map((index) => ({
    main: grid(main, main - index, whole, space),
    side: [],
  }))
  if (main !== 3) return largest(grids, space, clearly)
  const withLarge = [false, true].map((isRow) => {
    const { main: first, side: rest } = largeAndSmall(2, space, isRow, largeShare)
    return { main: [...first, ...rest], side: [] }
  })
  return largest([grids[0]!, ...withLarge], space)
}

/** How much of its height or width a picture may lose in a tile of another shape. */
const mostCut = 0.11

/** Whether a camera's picture fills its tile, or is shown whole because too much would be cut off. */
export function fitOf(picture: Size, tile: Size): 'cover' | 'contain' {
  if (!picture.width || !picture.height || !tile.width || !tile.height) return 'contain'
  const shape = picture.width / picture.height
  const box = tile.width / tile.height
  return 1 - Math.min(shape / box, box / shape) <= mostCut ? 'cover' : 'contain'
}
