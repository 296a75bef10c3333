import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, within } from '@testing-library/react'
import { violations } from '../testing/drawPage.tsx'
import { Plot } from './Plot.tsx'

afterEach(cleanup)

const draw = () =>
  render(
    <MantineProvider>
      <main>
        <Plot
          label="People there, by minute"
          kind="area"
          axis="Minute"
          along={['1', '2', '3']}
          series={[{ label: 'People', values: [1200, null, 0] }]}
        />
      </main>
    </MantineProvider>,
  )

test('its figures can be read as a table, with gaps as gaps', async () => {
  draw()
  const table = within(screen.getByRole('figure', { name: 'People there, by minute' })).getByRole('table', {
    hidden: true,
  })
  expect(
    [...table.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent)),
  ).toEqual([
    ['Minute', 'People'],
    ['1', '1200'],
    ['2', '–'],
    ['3', '0'],
  ])
  expect(await violations()).toEqual([])
})
