import { useFollowed } from '../../live/useFollowed.ts'
import { Hall } from './hallStore.ts'

export const hallKey = 'hall'

/** The hall, from the first of its pages to the last; going elsewhere leaves it. A reload does not. */
export const useHall = (): Hall =>
  useFollowed(hallKey, (connection) => new Hall(connection), { keptMs: 0, isRemembered: true })
