import './dataTable.css'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type MouseEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { BoxForAll, BoxOfRow, type Selection } from './RowBoxes.tsx'
import { scrollable } from './scrollable.ts'
import { useLongList } from './useLongList.ts'

export interface Column<Row> {
  id: string
  label: string
  cell: (row: Row) => ReactNode
  /** The column can be sorted by this. */
  sortBy?: (row: Row) => string | number
  /** Figures stand at the right. */
  isNumber?: boolean
  /** Sentences, which need room to be read. */
  isText?: boolean
}

interface Order {
  columnId: string
  isDescending: boolean
}

interface DataTableProps<Row> {
  /** What the table is, for assistive technology. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Where a row leads; its first cell is the link. */
  rowTo?: (row: Row) => string
  /** Opens a row here; its first cell is the button. */
  onOpen?: (row: Row) => void
  /** Rows can be chosen, by a box before each. */
  selection?: Selection<Row>
  /** In place of a table without rows. */
  empty?: ReactNode
  /** The order at first; else that of `rows`. */
  order?: Order
}

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b))

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: Order | undefined) {
  const by = columns.find(({ id }) => id === order?.columnId)?.sortBy
  if (!by) return rows
  // Rows that are equal keep their order, either way round.
  const sign = order?.isDescending ? -1 : 1
  return rows.toSorted((a, b) => sign * compare(by(a), by(b)))
}

/** A table of records, thousands if need be: its head stays in sight, columns sort, a whole row opens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, rowTo, onOpen, selection, empty } = props
  const [order, setOrder] = useState(props.order)
  const navigate = useNavigate()
  const inOrder = useMemo(() => sorted(rows, columns, order), [rows, columns, order])
  const body = useRef<HTMLTableSectionElement>(null)
  const shown = useLongList({ count: inOrder.length, keyOf: (index) => rowKey(inOrder[index]!), body })
  if (rows.length === 0 && empty) return empty
  const open = (row: Row) => (rowTo ? void navigate(rowTo(row)) : onOpen?.(row))
  const opens = rowTo !== undefined || onOpen !== undefined
  return (
    <section className="data-table" aria-label={caption} {...scrollable}>
      <table aria-rowcount={shown.measure && inOrder.length + 1}>
        <thead>
          <tr>
            {selection && <BoxForAll keys={rows.map(rowKey)} selection={selection} />}
            {columns.map((column) => (
              <Head key={column.id} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          <Space height={shown.above} />
          {shown.indexes.map((index) => {
            const row = inOrder[index]!
            return (
              <tr
                key={rowKey(row)}
                ref={shown.measure}
                data-index={index}
                aria-rowindex={shown.measure && index + 2}
                data-opens={opens || undefined}
                onClick={opens ? (event) => !isControl(event) && open(row) : undefined}
              >
                {selection && <BoxOfRow row={row} rowKey={rowKey(row)} selection={selection} />}
                {columns.map((column, at) => (
                  <Cell key={column.id} isFirst={at === 0} column={column}>
                    {at === 0 ? (
                      <RowName to={rowTo?.(row)} onOpen={onOpen && (() => onOpen(row))}>
                        {column.cell(row)}
                      </RowName>
                    ) : (
                      column.cell(row)
                    )}
                  </Cell>
                ))}
              </tr>
            )
          })}
          <Space height={shown.below} />
        </tbody>
      </table>
    </section>
  )
}

/** In place of the rows that are out of sight. */
const Space = ({ height }: { height: number }) => height > 0 && <tr style={{ height }} />

/** A press on a link or button within a row is its own. */
const isControl = (event: MouseEvent): boolean =>
  event.target instanceof Element && event.target.closest('a, button, input, label') !== null

interface HeadProps<Row> {
  column: Column<Row>
  order: Order | undefined
  onOrder: (order: Order) => void
}

function Head<Row>({ column: { id, label, sortBy, isNumber }, order, onOrder }: HeadProps<Row>) {
  const isBy = order?.columnId === id
  const ariaSort = isBy ? (order.isDescending ? 'descending' : 'ascending') : undefined
  const Arrow = ariaSort === 'descending' ? IconArrowDown : IconArrowUp
  return (
    <th scope="col" data-number={isNumber} aria-sort={ariaSort}>
      {sortBy ? (
        <button
          type="button"
          onClick={() =>
            onOrder({ columnId: id, isDescending: isBy ? !order.isDescending : isNumber === true })
          }
        >
          {label}
          <Arrow size={14} stroke={2} aria-hidden="true" data-shown={isBy} />
        </button>
      ) : (
        label
      )}
    </th>
  )
}

interface CellProps {
  isFirst: boolean
  column: Pick<Column<never>, 'isNumber' | 'isText'>
  children: ReactNode
}

const Cell = ({ isFirst, column: { isNumber, isText }, children }: CellProps) =>
  isFirst ? (
    <th scope="row">{children}</th>
  ) : (
    <td data-number={isNumber} data-text={isText} className={isNumber ? 'figures' : undefined}>
      {children}
    </td>
  )

interface RowNameProps {
  to: string | undefined
  onOpen: (() => void) | undefined
  children: ReactNode
}

function RowName({ to, onOpen, children }: RowNameProps) {
  if (to) return <Link to={to}>{children}</Link>
  if (!onOpen) return children
  return (
    <button type="button" onClick={onOpen}>
      {children}
    </button>
  )
}
