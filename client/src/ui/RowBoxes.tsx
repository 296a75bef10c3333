import { Checkbox } from '@mantine/core'

export interface Selection<Row> {
  /** Keys of the chosen rows. */
  selected: ReadonlySet<string>
  onChange: (selected: ReadonlySet<string>) => void
  /** What a row is called, for the name of its box. */
  nameOf: (row: Row) => string
}

interface BoxForAllProps<Row> {
  /** Of all rows that the table has now. */
  keys: readonly string[]
  selection: Selection<Row>
}

/** In the table's head: chooses every row, or none. */
export function BoxForAll<Row>({ keys, selection: { selected, onChange } }: BoxForAllProps<Row>) {
  const count = keys.filter((key) => selected.has(key)).length
  const isAll = count > 0 && count === keys.length
  return (
    <td className="row-box">
      <Checkbox
        size="sm"
        aria-label="Select all"
        checked={isAll}
        indeterminate={count > 0 && !isAll}
        onChange={() => onChange(new Set(isAll ? [] : keys))}
      />
    </td>
  )
}

interface BoxOfRowProps<Row> {
  row: Row
  rowKey: string
  selection: Selection<Row>
}

export function BoxOfRow<Row>({ row, rowKey, selection }: BoxOfRowProps<Row>) {
  const { selected, onChange, nameOf } = selection
  const isSelected = selected.has(rowKey)
  const toggle = () =>
    onChange(
      isSelected ? new Set([...selected].filter((key) => key !== rowKey)) : new Set([...selected, rowKey]),
    )
  return (
    <td className="row-box">
      <Checkbox size="sm" aria-label={`Select ${nameOf(row)}`} checked={isSelected} onChange={toggle} />
    </td>
  )
}
