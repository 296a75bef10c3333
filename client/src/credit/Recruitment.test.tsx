import type { ActivityCredit } from '@lectern/shared/credit'
import { cleanup, screen } from '@testing-library/react'
import { drawAt } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { Recruitment } from './Recruitment.tsx'

afterEach(cleanup)

async function draw(recruitment: ActivityCredit['recruitment']) {
  const server = new FakeHttp()
  server.answers['PUT /api/credit/event/recruitment'] = {}
  const credit = {
    activity: { id: 'event' },
    ...(recruitment !== undefined && { recruitment }),
  } as ActivityCredit
  const drawn = await drawAt(server, '/credit', '/credit', <Recruitment credit={credit} />)
  return { ...drawn, sent: () => server.bodies('PUT /api/credit/event/recruitment') }
}
const declare = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Declare' })

test('the company is declared, or that there is none', async () => {
  const { user, sent } = await draw(null)
  expect(declare().disabled).toBe(true)
  await user.click(screen.getByRole('radio', { name: 'Yes' }))
  expect(declare().disabled).toBe(true)
  await user.type(screen.getByRole('textbox', { name: 'Which company' }), 'Acme Pharma ')
  expect(await violations()).toEqual([])
  await user.click(declare())
  await user.click(screen.getByRole('radio', { name: 'No' }))
  await user.click(declare())
  expect(sent()).toEqual([{ by: 'Acme Pharma' }, { by: '' }])
})

test('what was declared stands there with its day', async () => {
  await draw({ by: 'Acme Pharma', at: Date.UTC(2026, 10, 30, 9) })
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Which company' }).value).toBe('Acme Pharma')
  expect(screen.getByRole('status').textContent).toMatch(/^Declared on .*2026\.$/)
})

test('nobody is asked where no body wants to know', async () => {
  await draw(undefined)
  expect(screen.queryByRole('button', { name: 'Declare' })).toBeNull()
})
