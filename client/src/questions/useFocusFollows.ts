import { type RefObject, useEffect, useRef } from 'react'
import type { Place } from './useCursor.ts'

/** Focuses the chosen question's words once for each of the cursor's turns, as soon as they are drawn. */
export function useFocusFollows(root: RefObject<HTMLElement | null>, { chosen, turn }: Place): void {
  const done = useRef(0)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- its column may be drawn only by a later render
  useEffect(() => {
    if (turn === done.current || !chosen) return
    const words = root.current?.querySelector<HTMLElement>(
      `[data-question="${chosen.id}"] button.question-text`,
    )
    if (!words) return
    done.current = turn
    words.focus({ preventScroll: true })
  })
}
