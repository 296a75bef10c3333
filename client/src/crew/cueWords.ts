import type { Cue } from '@lectern/shared/crew'
import { counted, listWords } from '../words/counts.ts'

/** The cue as the speaker reads it. */
export function cueWords({ kind, minutes }: Pick<Cue, 'kind' | 'minutes'>): string {
  if (kind === 'wrapUp') return 'Wrap up'
  return kind === 'timeLeft' ? `${counted(minutes ?? 0, 'minute')} left` : 'Time left'
}

export const seenWords = ({ seenBy }: Pick<Cue, 'seenBy'>): string =>
  seenBy.length === 0 ? 'Not confirmed yet' : `Confirmed by ${listWords(seenBy.map(({ name }) => name))}`
