import type { BoothSummary } from '@lectern/shared/booths'
import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { FilterChips } from '../../ui/FilterChips.tsx'
import { boothsOf, categoriesOf, everything, type Wanted } from './boothSearch.ts'

interface FloorFiltersProps {
  booths: readonly BoothSummary[]
  wanted: Wanted
  onWanted: (wanted: Wanted) => void
  now: number
}

/** The search, and the filters as chips in one row. */
export function FloorFilters({ booths, wanted, onWanted, now }: FloorFiltersProps) {
  const count = (filter: Partial<Wanted>) => boothsOf(booths, { ...everything, ...filter }, now).length
  const categories = categoriesOf(booths)
  return (
    <search className="hall-search" aria-label="Find booths">
      <TextInput
        type="search"
        aria-label="Search booths"
        placeholder="Search booths"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
        rightSection={
          wanted.search && (
            <CloseButton
              size="sm"
              aria-label="Clear the search"
              onClick={() => onWanted({ ...wanted, search: '' })}
            />
          )
        }
        value={wanted.search}
        onChange={(event) => onWanted({ ...wanted, search: event.currentTarget.value })}
      />
      <div className="hall-filters">
        <FilterChips
          label="Booths shown"
          options={[
            { value: 'all', label: 'All', count: booths.length },
            { value: 'staffed', label: 'Staff here', count: count({ show: 'staffed' }) },
            { value: 'open', label: 'Open now', count: count({ show: 'open' }) },
          ]}
          value={wanted.show}
          onChange={(show) => onWanted({ ...wanted, show })}
        />
        {categories.length > 1 && (
          <FilterChips
            label="Category"
            options={[
              { value: '', label: 'All categories' },
              ...categories.map((category) => ({ value: category, label: category })),
            ]}
            value={wanted.category}
            onChange={(category) => onWanted({ ...wanted, category })}
          />
        )}
      </div>
    </search>
  )
}
