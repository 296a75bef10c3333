import { consent } from '@lectern/shared/consents'
import { consentOf, leadFormOf, leadProblemsOf } from './leadForm.ts'

const form = leadFormOf({
  id: 'clara',
  name: 'Clara Nwosu',
  credentials: 'MD',
  affiliation: 'Riverside General',
  profession: 'physician',
  roles: ['clinician'],
})

test('the profile is filled in and nothing is ticked', () => {
  expect(form.ticked).toEqual([])
  expect(form.values).toMatchObject({
    name: 'Clara Nwosu',
    affiliation: 'Riverside General',
    profession: 'Physician',
    email: '',
  })
})

test('only what is ticked is sent, and the server takes it', () => {
  const given = consentOf({ ...form, ticked: ['name'] })
  expect(given).toEqual({ fields: ['name'], values: { name: 'Clara Nwosu' } })
  expect(consent.safeParse(given).success).toBe(true)
})

test('nothing ticked, ticked and empty, and wrong values are refused before they are sent', () => {
  expect(leadProblemsOf(form).ticked).toContain('Nothing is ticked')
  expect(leadProblemsOf({ ...form, ticked: ['email'] })['values.email']).toBe('Fill this in, or untick it.')
  const wrong = { ...form.values, email: 'clara', phone: 'at night' }
  expect(Object.keys(leadProblemsOf({ values: wrong, ticked: ['email', 'phone', 'name'] }))).toEqual([
    'values.email',
    'values.phone',
  ])
  expect(leadProblemsOf({ ...form, ticked: ['name', 'affiliation'] })).toEqual({})
})
