import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useNow } from '../live/useConnection.ts'
import { newsOf } from './pollNews.ts'
import { usePolls } from './pollsClient.ts'

/** The only place that announces polls to screen readers, politely, whichever tab is open. */
export function PollNews({ sessionId }: { sessionId: string }) {
  const polls = usePolls(sessionId)
  const list = useStore(polls.store, (state) => state.polls)
  const now = useNow()
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
