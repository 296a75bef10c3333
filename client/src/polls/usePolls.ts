import { useEffect, useState } from 'react'
import { live } from '../live/live.ts'
import { useMe } from '../live/me.ts'
import { keptChoices } from './keptChoices.ts'
import { Polls } from './pollsStore.ts'

/** What is in use now: panel, card, stage and desk of a page share one. */
const inUse = new Map<string, { polls: Polls; users: number }>()

function hold(personId: string, sessionId: string): { polls: Polls; release: () => void } {
  const key = `${personId} ${sessionId}`
  let entry = inUse.get(key)
  if (!entry) {
    const polls = new Polls({ connection: live(), sessionId, kept: keptChoices(personId, sessionId) })
    entry = { polls, users: 0 }
    inUse.set(key, entry)
    polls.start()
  }
  const held = entry
  held.users++
  return {
    polls: held.polls,
    release: () => {
      if (--held.users > 0) return
      inUse.delete(key)
      held.polls.stop()
    },
  }
}

/** A session's polls for the person who is signed in, kept current while anything on the page shows them. */
export function usePolls(sessionId: string): Polls | undefined {
  const personId = useMe().data?.person.id
  const [polls, setPolls] = useState<Polls>()
  useEffect(() => {
    if (!personId) return
    const held = hold(personId, sessionId)
    setPolls(held.polls)
    return held.release
  }, [personId, sessionId])
  return polls
}
