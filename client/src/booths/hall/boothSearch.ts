// The floor's list of booths: those that match the search, by name. Pure.
import { type BoothSummary, isOpenAt } from '@lectern/shared/booths'

export interface Wanted {
  search: string
  show: 'all' | 'staffed' | 'open'
  /** '' for all. */
  category: string
}

export const everything: Wanted = { search: '', show: 'all', category: '' }

const names = new Intl.Collator()
const byName = (a: BoothSummary, b: BoothSummary) => names.compare(a.name, b.name)

const isShown = (booth: BoothSummary, show: Wanted['show'], now: number): boolean =>
  show === 'all' || (show === 'open' ? isOpenAt(booth, now) : booth.open && booth.staff > 0)

/** A to Z: no exhibitor comes before another for any other reason. */
export function boothsOf(booths: readonly BoothSummary[], wanted: Wanted, now: number): BoothSummary[] {
  const words = wanted.search.trim().toLocaleLowerCase().split(/\s+/)
  return booths
    .filter((booth) => {
      const text = [booth.name, ...booth.categories].join(' ').toLocaleLowerCase()
      return (
        words.every((word) => text.includes(word)) &&
        (!wanted.category || booth.categories.includes(wanted.category)) &&
        isShown(booth, wanted.show, now)
      )
    })
    .sort(byName)
}

export const categoriesOf = (booths: readonly BoothSummary[]): string[] =>
  [...new Set(booths.flatMap(({ categories }) => categories))].sort(names.compare)
