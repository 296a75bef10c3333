// Screen-reader announcements of polls: each thing once, and
// the timer only at its start and ten seconds before its end.
import type { Poll } from '@lectern/shared/polls'
import { durationWords, secondsLeft } from '../words/durations.ts'

const lastSeconds = 10

/** `told` remembers what was announced. */
export function newsOf(told: Set<string>, polls: readonly Poll[], now: number): string[] {
  const isFirst = (what: string): boolean => !told.has(what) && Boolean(told.add(what))
  return polls.flatMap((poll) => {
    const { id, status, prompt, closesAt, mine } = poll
    const say = (what: string, words: string) => (isFirst(`${id} ${what}`) ? [words] : [])
    if (status === 'closed')
      return told.has(`${id} open`) ? say('closed', `The poll has closed: ${prompt}`) : []
    if (status === 'draft') return []
    if (mine) {
      told.add(`${id} open`)
      return []
    }
    const left = closesAt === null ? undefined : secondsLeft(closesAt, now)
    if (!told.has(`${id} open`)) {
      if (left !== undefined && left <= lastSeconds) told.add(`${id} ends`)
      const time = left ? ` You have ${durationWords(left * 1000)}.` : ''
      return say('open', `New poll: ${prompt}${time}`)
    }
    return left !== undefined && left <= lastSeconds && left > 0
      ? say('ends', `${durationWords(left * 1000)} left to answer: ${prompt}`)
      : []
  })
}
