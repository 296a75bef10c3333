import { expect, test } from '@jest/globals'
import { shownDates } from '@lectern/shared/certificateWords'
import { liveAt, minuteMs, plannedActivity, plannedSession, policies, viewOf } from '../testing/credit.ts'
import { certificateOf, holderOf } from './certificates.ts'

const midnight = Date.UTC(2026, 2, 2, 23)

test.each([
  ['before midnight in the conference’s zone', midnight - 60 * minuteMs, midnight - 1, '2 March 2026'],
  ['over midnight there', midnight - 1, midnight + 1, '2 – 3 March 2026'],
  [
    'after midnight there, still the day before in London',
    midnight,
    midnight + 30 * minuteMs,
    '3 March 2026',
  ],
  [
    'over the end of a month',
    Date.UTC(2026, 1, 28, 12),
    Date.UTC(2026, 2, 1, 12),
    '28 February – 1 March 2026',
  ],
])('the dates are the ones of the conference’s zone: %s', (_what, from, to, shown) => {
  expect(shownDates(from, to, 'Europe/Berlin').replace(/[\u2009\u202F]/g, ' ')).toBe(shown)
})

test.each([
  ['control characters', 'Ann\u0000a\u0007\u001b[31m', 'Ann a [31m'],
  ['lines and tabs', 'Anna\r\n\tNwosu\u2028', 'Anna Nwosu'],
  ['what turns the direction', '\u202Eosuw\u202CN\u2066', 'osuw N'],
  ['half of a letter', 'Anna\ud800', 'Anna'],
  ['nothing that letters need', 'می\u200Cخواهم 👩🏽\u200D⚕️', 'می\u200Cخواهم 👩🏽\u200D⚕️'],
])('a holder’s name is printed without %s', (_what, name, printed) => {
  expect(holderOf({ name, credentials: '' })).toBe(printed)
})

/** In the AMA's wording. */
const certificateFor = (name: string, activity: Record<string, unknown>) =>
  certificateOf({
    code: 'code',
    issuedAt: liveAt,
    amount: 0.25,
    person: {
      id: 'p',
      name,
      credentials: '',
      affiliation: '',
      profession: 'physician',
    },
    activity: plannedActivity('activity', activity),
    policy: policies.find(({ id }) => id === 'ama')!,
    policies,
    sessions: [viewOf(plannedSession('s', 'activity'))],
    conference: { id: 'c', title: 'C', timeZone: 'Europe/Berlin' },
    print: {
      source: 'shipped',
      paper: 'a4',
      language: null,
      logo: null,
      signature: null,
      signer: null,
    },
  })

test.each([
  ['Live internet activity', 'live internet activity'],
  ['ECG course', 'ECG course'],
  ['Épreuve en ligne', 'épreuve en ligne'],
  ['live course', 'live course'],
])('the format “%s” is “%s” within a sentence, and stays as it is by itself', (format, within) => {
  const { statements, format: alone } = certificateFor('Anna', { format })
  expect(statements.join('\n')).toContain(`designates this ${within} for`)
  expect(alone).toBe(format)
})

test('the title keeps its capital letters', () => {
  expect(certificateFor('Anna', { title: 'Live and well' }).statements.join('\n')).toContain(
    '“Live and well”',
  )
})

test('placeholders in a name are not filled in', () => {
  const { statements } = certificateFor('{{amount}} {{maximum}} $& $1', { title: '{{maximum}}' })
  expect(statements[0]).toContain('{{amount}} {{maximum}} $& $1 took part in “{{maximum}}”')
})
