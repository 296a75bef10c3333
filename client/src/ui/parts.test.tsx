// The parts of the pages: what they say without colour, what a press and a key do.
import { jest } from '@jest/globals'
import { IconCheck } from '@tabler/icons-react'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import DesignPage from '../design/DesignPage.tsx'
import { draw, violations } from '../testing/drawPage.tsx'
import { type Column, DataTable } from './DataTable.tsx'
import { Faces } from './Face.tsx'
import { FilterChips } from './FilterChips.tsx'
import { IconButton } from './IconButton.tsx'
import { Steps } from './Steps.tsx'

afterEach(cleanup)

test('axe finds nothing in any part in any state', async () => {
  await draw(<DesignPage />)
  // The page brings its own <main>, inside the one of the test.
  const found = await violations()
  expect(found.filter((words) => !words.startsWith('landmark-'))).toEqual([])
})

interface Row {
  id: string
  name: string
  minutes: number
}
const rows: Row[] = [
  { id: 'b', name: 'Béla', minutes: 9 },
  { id: 'a', name: 'anna', minutes: 44 },
  { id: 'c', name: 'Clara', minutes: 10 },
]
const columns: Column<Row>[] = [
  { id: 'name', label: 'Name', cell: ({ name }) => name, sortBy: ({ name }) => name },
  {
    id: 'minutes',
    label: 'Minutes',
    cell: (row) => row.minutes,
    sortBy: (row) => row.minutes,
    isNumber: true,
  },
  { id: 'action', label: 'Action', cell: () => <button type="button">Remind</button> },
]
const table = { caption: 'People', columns, rows, rowKey: ({ id }: Row) => id }
const names = () => screen.getAllByRole('rowheader').map(({ textContent }) => textContent)

test('a table sorts by a press: words from A, figures from the largest, and back', async () => {
  const { user } = await draw(<DataTable {...table} />)
  expect(names()).toEqual(['Béla', 'anna', 'Clara'])
  await user.click(screen.getByRole('button', { name: 'Name' }))
  expect(names()).toEqual(['anna', 'Béla', 'Clara'])
  const minutes = screen.getByRole('button', { name: 'Minutes' })
  await user.click(minutes)
  expect(names()).toEqual(['anna', 'Clara', 'Béla'])
  expect(screen.getByRole('columnheader', { name: 'Minutes' }).getAttribute('aria-sort')).toBe('descending')
  await user.click(minutes)
  expect(names()).toEqual(['Béla', 'Clara', 'anna'])
  expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBeNull()
})

test('of ten thousand rows only those in sight are drawn, and their numbers say which they are', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    id: `${index}`,
    name: `Row ${String(index).padStart(5, '0')}`,
    minutes: index,
  }))
  const { user } = await draw(<DataTable {...table} rows={many} />)
  expect(names().length).toBeLessThan(100)
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('10001')
  await user.click(screen.getByRole('button', { name: 'Minutes' }))
  expect(names()[0]).toBe('Row 09999')
  expect(screen.getAllByRole('row')[1]!.getAttribute('aria-rowindex')).toBe('2')
  expect(await violations()).toEqual([])
})

test('rows that are equal keep their order, either way round', async () => {
  const equal = [...rows, { id: 'd', name: 'Dora', minutes: 9 }]
  const { user } = await draw(<DataTable {...table} rows={equal} />)
  const minutes = screen.getByRole('button', { name: 'Minutes' })
  await user.click(minutes)
  expect(names()).toEqual(['anna', 'Clara', 'Béla', 'Dora'])
  await user.click(minutes)
  expect(names()).toEqual(['Béla', 'Dora', 'Clara', 'anna'])
})

test('a whole row opens, but for a button in it', async () => {
  const onOpen = jest.fn()
  const { user } = await draw(<DataTable {...table} onOpen={onOpen} />)
  await user.click(screen.getByRole('cell', { name: '44' }))
  await user.click(screen.getByRole('button', { name: 'anna' }))
  await user.click(screen.getAllByRole('button', { name: 'Remind' })[1]!)
  expect(onOpen.mock.calls).toEqual([[rows[1]], [rows[1]]])
})

test('a table without rows gives its place to words', async () => {
  await draw(<DataTable {...table} rows={[]} empty={<p>Nobody yet</p>} />)
  expect(screen.queryByRole('table')).toBeNull()
  expect(screen.getByText('Nobody yet')).toBeTruthy()
})

test('faces beyond the most are a number', async () => {
  const people = ['Ann Bo', 'Cy Dee', 'Eve', 'Flo', 'Gus'].map((name) => ({ personId: name, name }))
  const { container } = await draw(<Faces people={people} max={4} />)
  expect(container.querySelector('.faces')?.textContent).toBe('ABCDE+2')
})

test('one filter applies at a time', async () => {
  const onChange = jest.fn()
  const options = [
    { value: 'all', label: 'All', count: 3 },
    { value: 'open', label: 'Open', count: 1 },
  ]
  const { user } = await draw(
    <FilterChips label="Status" options={options} value="all" onChange={onChange} />,
  )
  const group = within(screen.getByRole('group', { name: 'Status' }))
  expect(group.getByRole('button', { name: /All/, pressed: true })).toBeTruthy()
  await user.click(group.getByRole('button', { name: /Open/, pressed: false }))
  expect(onChange.mock.calls).toEqual([['open']])
})

test('an icon button has a name, and its key where single keys act', async () => {
  await draw(<IconButton label="Approve" icon={IconCheck} shortcut="a" />)
  const button = screen.getByRole('button', { name: 'Approve' })
  expect(button.getAttribute('aria-keyshortcuts')).toBe('a')
  act(() => {
    fireEvent.mouseEnter(button)
  })
  expect((await screen.findByRole('tooltip')).textContent).toContain('a')
})

test('steps say their state in words', async () => {
  await draw(
    <Steps
      label="To the certificate"
      steps={[
        { id: 'watched', title: 'Watched', state: 'done' },
        { id: 'claim', title: 'Claim', state: 'now' },
      ]}
    />,
  )
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Done: Watched',
    '2Now: Claim',
  ])
})
