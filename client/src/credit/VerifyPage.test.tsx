import { cleanup, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { certificate, code } from './fakeCredit.ts'
import VerifyPage from './VerifyPage.tsx'

let server: FakeHttp
const alone = (each: ReactNode) => each
async function page(address: string, answer: unknown = { status: 'unknown' }) {
  server = new FakeHttp()
  server.answers[`GET /api/certificates/${code}`] = answer
  return drawAt(server, '/verify/:code?', address, <VerifyPage />, alone)
}
const field = () => screen.getByRole('textbox')

afterEach(cleanup)

test('a valid certificate is shown as it was issued, and nothing else', async () => {
  await page(`/verify/${code}`, { ...certificate, countersigned: null, status: 'valid' })
  expect(screen.getByRole('heading', { level: 2, name: 'This certificate is valid' })).toBeTruthy()
  const facts = screen.getAllByRole('definition').map(({ textContent }) => textContent)
  expect(facts).toEqual([
    'Clara Meyer, MD',
    'Certificate of credit',
    '0.75 credits',
    'Heart failure, all year',
    'Live internet activity',
    '25 November 2026',
    'University Heart Centre',
    '26 November 2026',
    code,
  ])
  expect(text()).toContain('designates this activity')
  expect(text()).toContain('Issued as shown and still in force.')
  expect(await violations()).toEqual([])
})

test.each([
  [0.5, 1.5, '1.5 credits'],
  [1, 2, '2 credits'],
  [0.25, 1.5, '1.50 credits'],
])('credit in steps of %s: %s is written as on the certificate, %s', async (step, amount, words) => {
  await page(`/verify/${code}`, { ...certificate, amount, step, countersigned: null, status: 'valid' })
  expect(screen.getByText('Credit claimed').parentElement!.textContent).toBe(`Credit claimed${words}`)
})

test('a time stamp of its issue is named only where there is one', async () => {
  await page(`/verify/${code}`, { ...certificate, countersigned: null, status: 'valid' })
  expect(text()).not.toContain('confirmed on')
  cleanup()
  const countersigned = { at: Date.UTC(2026, 10, 27, 9), authority: 'O=Kardia' }
  await page(`/verify/${code}`, { ...certificate, countersigned, status: 'valid' })
  expect(text()).toContain('O=Kardia confirmed on 27 Nov 2026')
})

test('somebody who attended until midnight attended that day, as the certificate says', async () => {
  const endsAt = Date.UTC(2026, 10, 26)
  await page(`/verify/${code}`, {
    ...certificate,
    countersigned: null,
    status: 'valid',
    ...{ startsAt: endsAt - 3_600_000, endsAt, timeZone: 'UTC' },
  })
  const attended = screen.getByText('Attended').parentElement!
  expect(attended.textContent).toBe('Attended25 November 2026')
})

test('the AMA’s phrase is in italics, in facts and statements', async () => {
  const term = 'AMA PRA Category 1 Credits™'
  const statements = [`Clara Meyer, MD has claimed and been awarded 0.75 ${term}.`]
  await page(`/verify/${code}`, {
    ...certificate,
    countersigned: null,
    unit: term,
    statements,
    status: 'valid',
  })
  expect(screen.getAllByText(term).map(({ tagName }) => tagName)).toEqual(['EM', 'EM'])
})

test('a revoked one says since when, and that another may hold', async () => {
  await page(`/verify/${code}`, {
    ...certificate,
    countersigned: null,
    status: 'revoked',
    revokedAt: Date.UTC(2026, 11, 1, 12),
  })
  expect(screen.getByRole('heading', { level: 2, name: 'This certificate was revoked' })).toBeTruthy()
  expect(text()).toContain('revoked on 1 December 2026')
  expect(text()).not.toContain('This certificate is valid')
  expect(await violations()).toEqual([])
})

test.each([
  ['unknown', code],
  ['no code at all', 'nonsense'],
])('%s: no certificate has it', async (_what, written) => {
  await page(`/verify/${written}`)
  expect(screen.getByRole('heading', { level: 2, name: 'No certificate has this code' })).toBeTruthy()
  expect(text()).toContain(written)
  expect(await violations()).toEqual([])
})

test('a code that is typed leads to its certificate', async () => {
  const { user } = await page('/verify', { ...certificate, countersigned: null, status: 'valid' })
  await user.type(field(), code.toLowerCase().replaceAll('-', ' '))
  await user.keyboard('{Enter}')
  const heading = await screen.findByRole('heading', { name: 'This certificate is valid' })
  expect(document.activeElement).toBe(heading)
})

test('a code that cannot be one is told, and not asked for', async () => {
  const { user } = await page('/verify')
  await user.type(field(), '12345')
  await user.click(screen.getByRole('button', { name: 'Verify' }))
  expect(screen.getByRole('alert').textContent).toContain('A code has 26 letters and digits.')
  expect(await violations()).toEqual([])
})

test('asked too often: says so, and tries again on a press', async () => {
  server = new FakeHttp()
  server.answers[`GET /api/certificates/${code}`] = { ...certificate, countersigned: null, status: 'valid' }
  server.refuse(
    `GET /api/certificates/${code}`,
    'rate_limited',
    'That was too often. Try again in 5 seconds.',
  )
  const { user } = await drawAt(server, '/verify/:code?', `/verify/${code}`, <VerifyPage />, alone)
  expect(screen.getByRole('alert').textContent).toContain('That was too often.')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('heading', { name: 'This certificate is valid' })).toBeTruthy()
})
