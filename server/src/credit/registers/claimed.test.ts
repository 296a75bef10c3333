import { expect, test } from '@jest/globals'
import type { Register } from '@lectern/shared/creditRegisters'
import type { Identifiers } from '@lectern/shared/details'
import { dayMs } from '../../core/clock.ts'
import { liveAt } from '../../testing/credit.ts'
import { claimed, whole } from '../../testing/registers.ts'
import { detailsLacking, reportBy } from './claimed.ts'

const noIdentity = 'A licence with its state, a board ID or an NPI is missing.'
const noBirthday = 'Month and day of birth are missing.'

test.each([
  ['pars', {}, []],
  ['pars', { birthMonth: null, birthDay: null }, [noBirthday]],
  ['pars', { birthDay: null }, [noBirthday]],
  ['pars', { licences: [] }, [noIdentity]],
  ['pars', { licences: [{ state: '', number: '036-123456' }] }, ['The state of the licence is missing.']],
  [
    'pars',
    { licences: [{ state: 'Illinois', number: '036-123456' }] },
    ['“Illinois” is no US state; its two letters are needed, like IL.'],
  ],
  [
    'pars',
    {
      licences: [
        { state: 'XX', number: '1' },
        { state: 'WI', number: '2' },
      ],
    },
    [],
  ],
  ['pars', { licences: [], npi: '1234567893' }, []],
  // Stored before check digits were verified.
  ['pars', { licences: [], npi: '1234567890' }, ['The NPI 1234567890 has a wrong digit.']],
  ['pars', { licences: [], boardIds: { ...whole.boardIds, ABP: '77' } }, []],
  ['pars', { birthMonth: 2, birthDay: 29 }, []],
  // Stored before birthdays were verified.
  ['pars', { birthMonth: 2, birthDay: 30 }, ['The birthday is wrong: month 2 has no day 30.']],
  ['cpe-monitor', { birthMonth: 13 }, ['The birthday is wrong: month 13 has no day 9.']],
  ['cpe-monitor', { nabpId: 'e12' }, ['“e12” is no NABP e-Profile ID: it has 4 to 10 digits.']],
  ['cpe-monitor', {}, []],
  ['cpe-monitor', { nabpId: '', birthMonth: null }, ['The NABP e-Profile ID is missing.', noBirthday]],
  ['cpe-monitor', { licences: [] }, []],
  ['eiv', {}, []],
  ['eiv', { efn: '' }, ['The EFN is missing.']],
  ['eiv', { efn: '802760100000009' }, ['The EFN 802760100000009 has a wrong digit.']],
  ['cogeaps', {}, []],
  ['cogeaps', { codiceFiscale: '' }, ['The codice fiscale is missing.']],
  [
    'cogeaps',
    { codiceFiscale: 'RSSMRA85T10A562T', discipline: '' },
    ['The codice fiscale RSSMRA85T10A562T has a wrong character.', 'The discipline is missing.'],
  ],
  ['racgp', {}, []],
] satisfies [Register, Partial<Identifiers>, string[]][])(
  'for %s, somebody with %j lacks %j',
  (register, identifiers, lacking) => {
    expect(detailsLacking(register, claimed('ama', { identifiers }))).toEqual(lacking)
  },
)

test('a name of one word is not enough for PARS until the person gives both names', () => {
  const lacking = (person: object) => detailsLacking('pars', claimed('ama', { person }))
  expect(lacking({ name: 'Plato' })).toEqual(['Given and family name are needed.'])
  expect(lacking({ name: 'Plato', givenName: '', familyName: 'Plato' })).toEqual([
    'Given and family name are needed.',
  ])
  expect(lacking({ name: 'P Plato', givenName: 'P', familyName: 'Plato' })).toEqual([])
})

test.each([
  ['at noon', '2027-01-15T12:00+01:00', '2027-04-16T00:00+02:00'],
  ['at midnight, which ends that day', '2027-01-16T00:00+01:00', '2027-04-16T00:00+02:00'],
  ['just after midnight', '2027-01-16T00:00:01+01:00', '2027-04-17T00:00+02:00'],
  ['in a leap year', '2027-12-01T18:00+01:00', '2028-03-01T00:00+01:00'],
])('Italian records are due 90 days of the calendar after the event’s end: %s', (_, end, next) => {
  const ended = { reportFrom: Date.parse(end), completedAt: Date.parse(end) - 3_600_000 }
  const due = reportBy({ policy: claimed('italy-ecm').policy, ...ended }, 'Europe/Rome')
  expect(due).toBe(Date.parse(next) - 1)
})

test('ACPE’s records are due 60 days after the date that is reported, AMA’s never', () => {
  const acpe = claimed('acpe-knowledge')
  const last = Date.parse('2026-05-01T23:59:59.999+02:00')
  expect(reportBy(acpe, 'Europe/Berlin')).toBe(last)
  // The person left before midnight; the session went on.
  expect(reportBy({ ...acpe, reportFrom: liveAt + dayMs }, 'Europe/Berlin')).toBe(last)
  expect(reportBy(claimed('ama'), 'Europe/Berlin')).toBeNull()
  // It was after midnight, in a session that began the day before: the date reported is that of the day before.
  const night = { ...acpe, completedAt: Date.parse('2026-03-03T00:30+01:00'), on: '2026-03-02' }
  expect(reportBy({ ...night, reportFrom: night.completedAt }, 'Europe/Berlin')).toBe(last)
})
