import type { Poll } from '@lectern/shared/polls'
import { type RefObject, useState } from 'react'

/**
 * The poll that the desk's keys act on: at first the first one. It stays chosen when it changes its place.
 */
export function useChosenPoll(polls: readonly Poll[], root: RefObject<HTMLElement | null>) {
  const [wished, choose] = useState<string>()
  const found = polls.findIndex(({ id }) => id === wished)
  const index = Math.max(found, 0)
  const step = (by: 1 | -1) => {
    const next = polls[Math.min(polls.length - 1, Math.max(0, index + by))]
    if (!next) return
    choose(next.id)
    root.current?.querySelector(`[data-poll="${next.id}"]`)?.scrollIntoView?.({ block: 'nearest' })
  }
  return { chosenId: polls[index]?.id, choose, step }
}
