import { useCallback, useState } from 'react'
import { type Columns, type Cursor, settle } from './columns.ts'

/** The cursor. `turn` grows whenever the focus must follow it. */
export function useCursor(columns: Columns) {
  const [wished, setCursor] = useState<Cursor>()
  const [turn, setTurn] = useState(0)
  const focus = useCallback(() => setTurn((before) => before + 1), [])
  const goTo = (to: Cursor | undefined) => {
    setCursor(to)
    focus()
  }
  const cursor = settle(columns, wished)
  return {
    cursor,
    chosen: cursor && columns[cursor.column][cursor.index],
    /** Whether the moderator has put it there; at first it is on the first question. */
    isPlaced: wished !== undefined,
    turn,
    setCursor,
    focus,
    goTo,
  }
}

export type Place = ReturnType<typeof useCursor>
