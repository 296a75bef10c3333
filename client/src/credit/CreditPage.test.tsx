import type { MyCredit } from '@lectern/shared/credit'
import { act, cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { exampleReply, FakeHttp } from '../testing/fakeHttp.ts'
import { chooseZone, setConferenceZone } from '../words/zones.ts'
import CreditPage from './CreditPage.tsx'
import {
  activityCredit,
  claimOf,
  code,
  evaluationMissing,
  me,
  myCredit,
  reason,
  result,
  watched,
} from './fakeCredit.ts'

let server: FakeHttp
async function page(credit: MyCredit | undefined = myCredit()) {
  server = new FakeHttp()
  server.answers['GET /api/me'] = me
  server.answers['GET /api/credit'] = () => credit
  server.answers['POST /api/credit/hf/claims'] = exampleReply('credit.claim')
  return drawAt(server, '/credit', '/credit', <CreditPage />)
}
const withResult = (...fields: Parameters<typeof result>) =>
  myCredit({ activities: [activityCredit({ results: [result(...fields)] })] })
const amount = () => screen.getByRole<HTMLInputElement>('textbox', { name: /^Amount to claim/ })
const press = (name: string | RegExp) => screen.getByRole('button', { name })

afterEach(cleanup)

describe('my credit', () => {
  test('says the amount first, then the sessions; how it was calculated is folded', async () => {
    await page()
    expect(screen.getByRole('heading', { level: 1, name: 'My credit' })).toBeTruthy()
    expect(screen.getByRole('heading', { level: 3, name: '0.75 credits' })).toBeTruthy()
    expect(text()).toMatch(/ready to claim · until 25 Nov 2027, \d+:\d\d/)
    expect(text()).toContain('Credit for physicians. Not right? Contact the organiser.')
    const cells = screen
      .getAllByRole('row')
      .map((row) => [...row.children].map(({ textContent }) => textContent))
    expect(cells).toEqual([
      ['Session', 'Watched', 'Status'],
      ['Heart failure in 202625 November 2026 · 2 attention checks answered', '42 / 45 min', 'Final'],
    ])
    expect(text().indexOf('0.75')).toBeLessThan(text().indexOf('42 / 45 min'))
    const folded = screen.getByText('42 minutes were credited.').closest('details')
    expect(folded?.open).toBe(false)
    expect(folded?.textContent).toContain('How this was calculated')
    expect(screen.queryByRole('link', { name: 'Transcript (PDF)' })).toBeNull()
  })

  test('a day that is claimed by itself is that day in every time zone', async () => {
    setConferenceZone('Pacific/Kiritimati')
    chooseZone('conference')
    await page(withResult({ part: { id: '2026-11-24', title: 'Day 1' } }))
    chooseZone('mine')
    expect(screen.getByText('24 November 2026')).toBeTruthy()
  })

  test('what is still to do comes first, with its date and the way there', async () => {
    await page(withResult({ eligible: false, amount: 0, reasons: [evaluationMissing] }))
    const list = screen.getByRole('region', { name: 'To do' })
    expect(list.textContent).toContain('Complete the evaluation. By 9 December 2026.')
    const start = within(list).getByRole('link', { name: 'Start evaluation' })
    expect(start.getAttribute('href')).toBe('/credit/hf/evaluation')
    expect(text()).toContain('You earned 0.75 of 1.00 credits.')
    expect(text()).toContain('To do: Complete the evaluation.')
    expect(screen.queryByRole('button', { name: /^Claim/ })).toBeNull()
  })

  test('what cannot be helped any more is in sight', async () => {
    const below = reason({
      code: 'share_below',
      blocks: true,
      message: 'You watched 12 of 45 minutes (26%).',
    })
    await page(withResult({ eligible: false, amount: 0, earned: 0, reasons: [below] }))
    const list = screen.getByRole('list', { name: 'Not met: AMA PRA Category 1 Credit™' })
    expect(list.textContent).toBe('Not met: You watched 12 of 45 minutes (26%).')
  })

  test('the AMA’s phrase is in italics, and not repeated as a title', async () => {
    const unit = { one: 'AMA PRA Category 1 Credit™', many: 'AMA PRA Category 1 Credits™' }
    await page(withResult({ unit, amount: 1, earned: 1 }))
    const heading = screen.getByRole('heading', { level: 3, name: '1.00 AMA PRA Category 1 Credit™' })
    expect(heading.querySelector('em')?.textContent).toBe('AMA PRA Category 1 Credit™')
    expect(screen.getAllByText('AMA PRA Category 1 Credit™')).toHaveLength(1)
  })

  test('minutes that are not final say so', async () => {
    await page(myCredit({ activities: [activityCredit({ sessions: [watched({ isFinal: false })] })] }))
    expect(text()).toContain('Finalising')
  })

  test('says what will appear where there is nothing', async () => {
    await page(myCredit({ activities: [] }))
    expect(text()).toContain('Sessions you watch appear here')
    expect(await violations()).toEqual([])
  })

  test('says that it loads, why it could not, and tries again', async () => {
    server = new FakeHttp()
    server.answers['GET /api/me'] = me
    server.answers['GET /api/credit'] = myCredit()
    server.refuse('GET /api/credit', 'storage_unavailable', 'The server cannot save anything.')
    const letGo = server.hold('GET /api/credit')
    const { user } = await drawAt(server, '/credit', '/credit', <CreditPage />)
    expect(screen.getByRole('status', { name: 'Loading your credit' })).toBeTruthy()
    await act(async () => letGo())
    expect((await screen.findByRole('alert')).textContent).toContain('The server cannot save anything.')
    await user.click(press('Try again'))
    expect(text()).toContain('Heart failure, all year')
  })

  test('a role that has no credit is told so', async () => {
    server = new FakeHttp()
    server.refuse('GET /api/credit', 'forbidden', 'Your role does not allow this: credit.')
    await drawAt(server, '/credit', '/credit', <CreditPage />)
    expect(screen.getByRole('alert').textContent).toContain('This page is not for your role')
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })
})

describe('claiming', () => {
  test('the full amount, by default', async () => {
    let credit = myCredit()
    const { user } = await page()
    server.answers['GET /api/credit'] = () => credit
    expect(press('Claim 0.75 credits').textContent).toBe('Claim 0.75')
    credit = myCredit({ activities: [activityCredit({ claims: [claimOf()] })] })
    await user.click(press('Claim 0.75 credits'))
    expect(server.bodies('POST /api/credit/hf/claims')).toEqual([{ policyId: 'ama', amount: 0.75 }])
    expect(document.activeElement?.textContent).toContain('Done. Claimed 0.75 credits on 26 November 2026.')
    const certificate = screen.getByRole('link', { name: /^Certificate \(PDF\)/ })
    expect(certificate.getAttribute('href')).toBe(`/api/credit/certificates/${code}.pdf`)
    expect(screen.getByRole('link', { name: /Verification page/ }).getAttribute('href')).toBe(
      `/verify/${code}`,
    )
    expect(screen.getByRole('link', { name: 'Transcript (PDF)' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Claim/ })).toBeNull()
  })

  test('less than was earned', async () => {
    const { user } = await page()
    await user.click(press('Claim less'))
    expect(amount().value).toBe('0.75')
    expect(text()).toContain('At most 0.75, in steps of 0.25.')
    await user.clear(amount())
    await user.type(amount(), '0.5')
    await user.click(press('Claim 0.50 credits'))
    expect(server.bodies('POST /api/credit/hf/claims')).toEqual([{ policyId: 'ama', amount: 0.5 }])
  })

  test('with the arrow keys, a step at a time', async () => {
    const { user } = await page()
    await user.click(press('Claim less'))
    await user.click(amount())
    await user.keyboard('{ArrowDown}')
    expect(press('Claim 0.50 credits')).toBeTruthy()
  })

  test('less, and then all of it after all', async () => {
    const { user } = await page()
    await user.click(press('Claim less'))
    await user.clear(amount())
    await user.click(press('Claim all of it'))
    expect(press('Claim 0.75 credits')).toBeTruthy()
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  test.each([
    ['1', 'You can claim 0.75 at most.'],
    ['0.3', 'Amounts are multiples of 0.25.'],
    ['0', 'Claim 0.25 at least.'],
  ])('of %s is refused here, and nothing is sent', async (written, words) => {
    const { user } = await page()
    await user.click(press('Claim less'))
    await user.clear(amount())
    await user.type(amount(), written)
    await user.click(press(/^Claim (credits|[\d.]+ credits?)$/))
    expect(screen.getByRole('alert').textContent).toBe(words)
    expect(server.sent).toEqual([])
  })

  test('refused by the server: the reason in words, and again', async () => {
    const { user } = await page()
    server.refuse('POST /api/credit/hf/claims', 'not_earned', 'You have earned 0.50 credits.')
    await user.click(press(/^Claim 0/))
    expect(screen.getByRole('alert').textContent).toContain('You have earned 0.50 credits.')
    await user.click(press(/^Claim 0/))
    expect(server.sent).toHaveLength(2)
  })

  test('again, where more is earned now', async () => {
    await page(
      myCredit({ activities: [activityCredit({ claims: [claimOf({ amount: 0.5, atMost: 0.5 })] })] }),
    )
    expect(text()).toContain('Claimed 0.50 credits')
    expect(text()).toContain('You have earned more than you claimed.')
    expect(press(/^Claim 0/)).toBeTruthy()
  })

  test('less than was earned is final: the rest is not offered again', async () => {
    await page(myCredit({ activities: [activityCredit({ claims: [claimOf({ amount: 0.5 })] })] }))
    expect(text()).toContain('Claimed 0.50 credits')
    expect(screen.queryByRole('button', { name: /^Claim/ })).toBeNull()
  })

  test('whole units and other units are told as the body tells them', async () => {
    const also = { amount: 0.1, unit: 'CEU' }
    const unit = { one: 'contact hour', many: 'contact hours' }
    await page(withResult({ unit, also, earned: 1, amount: 1 }))
    expect(screen.getByRole('heading', { name: '1.00 contact hour (0.10 CEU)' })).toBeTruthy()
    cleanup()
    await page(
      withResult({ unit: { one: 'point', many: 'points' }, step: 1, earned: 2, amount: 2, maximum: 3 }),
    )
    expect(press('Claim 2 points').textContent).toBe('Claim 2')
    cleanup()
    await page(
      withResult({ unit: { one: 'point', many: 'points' }, step: 1, earned: 2, amount: 0, maximum: 3 }),
    )
    expect(text()).toContain('You earned 2 of 3 points.')
  })
})

test('what registers still need is a number with the way to the details', async () => {
  await page(
    myCredit({
      registersLack: [
        { register: 'pars', details: 2 },
        { register: 'cpe-monitor', details: 1 },
      ],
    }),
  )
  const missing = screen.getByRole('region', { name: 'Details missing' })
  expect(
    within(missing)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['2 details missing for PARSAdd details', '1 detail missing for CPE MonitorAdd details'])
  expect(within(missing).getAllByRole('link')[0]!.getAttribute('href')).toBe('/account/details#licences')
  expect(await violations()).toEqual([])
})

test('has no violations, with everything that can be there', async () => {
  const results = [
    result({
      eligible: false,
      amount: 0,
      reasons: [evaluationMissing, reason({ code: 'share_below', blocks: true })],
    }),
    result({ policyId: 'ancc', title: 'ANCC contact hours', step: 0.01 }),
    result({ policyId: 'other', title: 'Participation' }),
  ]
  const claims = [claimOf({ policyId: 'other' })]
  const sessions = [watched(), watched({ sessionId: 'ecg', title: 'ECG rounds', phase: 'live' })]
  await page(
    myCredit({
      activities: [activityCredit({ results, claims, sessions })],
      registersLack: [{ register: 'pars', details: 2 }],
    }),
  )
  expect(await violations()).toEqual([])
})
