import { useEffect, useState } from 'react'
import type { Place } from './useCursor.ts'

/** Which list the right column shows. It follows the cursor. */
export function useRightColumn({ cursor, turn }: Place) {
  const [shown, show] = useState<'approved' | 'answered'>('approved')
  const column = cursor?.column
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the cursor may have moved within its column
  useEffect(() => {
    if (column === 'approved' || column === 'answered') show(column)
  }, [column, turn])
  return [shown, show] as const
}
