// The floor's list of booths: those that match the search, by name. Pure.
import { type BoothSummary, isOpenAt } from '@lectern/shared/booths'

export interface Wanted {
  search: string
  /** '' for all. */
  category: string
  staffedOnly: boolean
  openOnly: boolean
}

export const everything: Wanted = { search: '', category: '', staffedOnly: false, openOnly: false }

const byName = (a: BoothSummary, b: BoothSummary) => a.name.localeCompare(b.name)

export function boothsOf(booths: readonly BoothSummary[], wanted: Wanted, now: number): BoothSummary[] {
  const words = wanted.search.trim().toLocaleLowerCase().split(/\s+/)
  return booths
    .filter((booth) => {
      const text = [booth.name, ...booth.categories].join(' ').toLocaleLowerCase()
      return (
        words.every((word) => text.includes(word)) &&
        (!wanted.category || booth.categories.includes(wanted.category)) &&
        (!wanted.staffedOnly || booth.staffed) &&
        (!wanted.openOnly || isOpenAt(booth, now))
      )
    })
    .sort(byName)
}

export const categoriesOf = (booths: readonly BoothSummary[]): string[] =>
  [...new Set(booths.flatMap(({ categories }) => categories))].sort((a, b) => a.localeCompare(b))
