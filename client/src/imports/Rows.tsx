import {
  type ImportRow,
  type ImportView,
  type RowFilter,
  rowFilters,
  rowsPage,
} from '@lectern/shared/imports'
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '../live/appError.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { countOf } from '../words/counts.ts'
import { rowsQuery } from './importsApi.ts'
import { fieldWords, filterWords } from './importWords.ts'

/** Filters with rows behind them; problems first, since they need somebody. */
function filtersOf({ counts, refused }: ImportView): { value: RowFilter; label: string; count: number }[] {
  const countFor = (filter: RowFilter) => (filter === 'refused' ? refused : (counts?.[filter] ?? 0))
  const order: RowFilter[] = [
    'refused',
    'problem',
    ...rowFilters.filter((each) => each !== 'refused' && each !== 'problem'),
  ]
  return order
    .map((value) => ({ value, label: filterWords[value], count: countFor(value) }))
    .filter(({ count }) => count > 0)
}

/** Rows of the file by what becomes of them, a page at a time. */
export function Rows({ one }: { one: ImportView }) {
  const filters = filtersOf(one)
  const [chosen, setChosen] = useState<RowFilter>()
  const [from, setFrom] = useState(0)
  const filter = filters.find(({ value }) => value === chosen)?.value ?? filters[0]?.value
  if (!filter) return <Text>There is nothing in this file to import.</Text>
  return (
    <Stack gap="md">
      <FilterChips
        label="Rows"
        options={filters}
        value={filter}
        onChange={(value) => {
          setChosen(value)
          setFrom(0)
        }}
      />
      <RowsPage one={one} filter={filter} from={from} onFrom={setFrom} />
    </Stack>
  )
}

interface RowsPageProps {
  one: ImportView
  filter: RowFilter
  from: number
  onFrom: (from: number) => void
}

const numberColumn: Column<ImportRow> = {
  id: 'row',
  label: 'Row',
  cell: ({ row }) => row ?? '–',
  isNumber: true,
}
const nameColumn: Column<ImportRow> = {
  id: 'name',
  label: 'Name',
  cell: ({ name }) => <span dir="auto">{name || '–'}</span>,
}
const detailsColumn = (filter: RowFilter): Column<ImportRow> => ({
  id: 'details',
  label: filter === 'problem' || filter === 'refused' ? 'Why' : 'Fields',
  cell: (row) => <Details row={row} filter={filter} />,
})

function RowsPage({ one, filter, from, onFrom }: RowsPageProps) {
  const { data, error, refetch } = useQuery(rowsQuery(one.id, one.state, filter, from))
  if (error && !data) return <LoadFailed message={messageOf(error)} retry={() => void refetch()} />
  if (!data) return <Skeleton h={240} role="status" aria-label="Loading the rows" />
  const { rows, total } = data
  const last = Math.min(from + rowsPage, total)
  return (
    <>
      <DataTable
        caption={filterWords[filter]}
        columns={
          filter === 'same' ? [nameColumn, numberColumn] : [nameColumn, numberColumn, detailsColumn(filter)]
        }
        rows={rows}
        rowKey={({ row, name }) => `${row} ${name}`}
      />
      {total > rowsPage && (
        <Group gap="sm" component="nav" aria-label="Pages of rows">
          <Button
            variant="default"
            disabled={from === 0}
            onClick={() => onFrom(Math.max(0, from - rowsPage))}
          >
            Earlier rows
          </Button>
          <Text size="sm" role="status">
            {countOf(from + 1)} to {countOf(last)} of {countOf(total)}
          </Text>
          <Button variant="default" disabled={last >= total} onClick={() => onFrom(from + rowsPage)}>
            Later rows
          </Button>
        </Group>
      )}
    </>
  )
}

function Details({
  row: { problems, changes, note, refusal },
  filter,
}: {
  row: ImportRow
  filter: RowFilter
}) {
  if (filter === 'refused') return <Text size="sm">{refusal}</Text>
  if (filter === 'problem')
    return (
      <PlainList gap={4}>
        {problems.map(({ column, words }) => (
          <li key={`${column} ${words}`} dir="auto">
            {column && <strong>{column}: </strong>}
            {words}
          </li>
        ))}
      </PlainList>
    )
  if (filter === 'remove') return <Text size="sm">It is not in this file any more.</Text>
  return (
    <PlainList gap={4}>
      {note !== null && <li dir="auto">{note}</li>}
      {changes.map(({ field, before, after }) => (
        <li key={field} dir="auto">
          <strong>{fieldWords[field]}: </strong>
          {before && (
            <>
              <del>{shortened(before)}</del> →{' '}
            </>
          )}
          {after ? shortened(after) : 'empty'}
        </li>
      ))}
    </PlainList>
  )
}

const shownLength = 200
const shortened = (value: string): string =>
  value.length > shownLength ? `${value.slice(0, shownLength)}…` : value
