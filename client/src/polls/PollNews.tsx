import type { SessionView } from '@lectern/shared/program'
import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useClock } from '../live/live.ts'
import { newsOf } from './pollNews.ts'
import type { Polls } from './pollsStore.ts'
import { usePolls } from './usePolls.ts'

/** The one place that tells screen readers of polls, politely, whichever tab is open. */
export function PollNews({ view }: { view: SessionView }) {
  const polls = usePolls(view.session.id)
  return polls ? <PollNewsOf polls={polls} /> : null
}

export function PollNewsOf({ polls }: { polls: Polls }) {
  const list = useStore(polls.store, (state) => state.polls)
  const now = useClock(polls.now, 1000)
  const told = useRef(new Set<string>())
  const [news, setNews] = useState('')
  useEffect(() => {
    const fresh = newsOf(told.current, list, now)
    if (fresh.length > 0) setNews(fresh.join(' '))
  }, [list, now])
  return (
    <VisuallyHidden component="div" role="status" aria-live="polite" aria-label="News of polls">
      {news}
    </VisuallyHidden>
  )
}
