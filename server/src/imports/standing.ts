// Who an id means by now: people are merged and erased after an import has brought them.
import { dayOf } from '@lectern/shared/zoneTime'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import { idOf } from './target.ts'

export interface Standing {
  /** Of the person who stayed, or of somebody new in the place of one who was erased. */
  id: string
  /** When whoever had the id was erased, in ms; null for everybody else. */
  erasedAt: number | null
}

export type StandingOf = ReturnType<typeof createStanding>

/** How often one row's person can have been erased and added again. */
const erasuresMax = 20

export const createStanding =
  ({ currentId, erased }: Pick<AccountsStore, 'currentId' | 'erased'>) =>
  /** `key`: what names the person in the file; the id of somebody new follows from it. */
  async (conferenceId: string, personId: string, key: string): Promise<Standing> => {
    let id = await currentId(personId)
    let erasedAt: number | null = null
    for (let round = 0; round < erasuresMax; round++) {
      const erasure = await erased(id)
      if (!erasure) break
      erasedAt = erasure.at
      id = await currentId(idOf('p', conferenceId, `${key} after ${id}`))
    }
    return { id, erasedAt }
  }

/** `ticked`: whether the office has said that erased people are added again. */
export const erasedWords = (erasedAt: number, timeZone: string, ticked: boolean): string => {
  const day = dayOf(erasedAt, timeZone)
  return ticked
    ? `They were erased on ${day}. They are added as somebody new, without anything from before.`
    : `They were erased on ${day}. Tick “Add people again who were erased” to add them as somebody new.`
}
