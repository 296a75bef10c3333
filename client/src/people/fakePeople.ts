// For tests of the pages about people.
import type { Me } from '@lectern/shared/accounts'
import { noDetails } from '@lectern/shared/details'
import type { ListedPerson, PersonPage } from '@lectern/shared/people'
import type { ErasurePreview, MergePreview } from '@lectern/shared/peopleMerging'

export const at = Date.UTC(2026, 10, 3, 9)

export const officeMe: Me = {
  person: {
    id: 'ito',
    name: 'Hana Ito',
    credentials: '',
    affiliation: '',
    profession: 'other',
    isOffice: true,
    roles: ['organiser', 'office'],
  },
  conference: { id: 'cardio', title: 'Cardiology days', timeZone: 'Europe/Berlin' },
  now: at,
}
export const organiserMe: Me = { ...officeMe, person: { ...officeMe.person, roles: ['organiser'] } }

export const listed = (fields: Partial<ListedPerson> = {}): ListedPerson => ({
  id: 'grace',
  name: 'Grace Hopper',
  credentials: 'MD',
  affiliation: 'Navy',
  profession: 'physician',
  roles: ['clinician'],
  lacks: [],
  email: 'grace@example.org',
  conferences: ['Cardiology days'],
  ...fields,
})

export const personPage = (fields: Partial<PersonPage> = {}): PersonPage => ({
  id: 'grace',
  isOffice: false,
  name: 'Grace Hopper',
  givenName: 'Grace',
  familyName: 'Hopper',
  isGuessed: false,
  printedName: 'Grace Hopper, MD',
  proposedName: 'Grace Hopper, MD',
  isPrintable: true,
  credentials: 'MD',
  affiliation: 'Navy',
  profession: 'physician',
  details: { ...noDetails, email: 'grace@example.org' },
  memberships: [{ conferenceId: 'cardio', title: 'Cardiology days', roles: ['clinician'], since: at }],
  links: 1,
  signIns: 2,
  credit: [{ activityId: 'hf', conferenceId: 'cardio', title: 'Heart failure', claims: 1, claimedAt: at }],
  faculty: [
    { sessionId: 'stroke', conferenceId: 'cardio', title: 'Stroke', role: 'speaker', isCleared: false },
  ],
  history: [{ at, by: 'Hana Ito', what: ['mail address'] }],
  ...fields,
})

export const mergePreview = (fields: Partial<MergePreview> = {}): MergePreview => ({
  kept: {
    id: 'grace',
    name: 'Grace Hopper',
    facts: [
      { label: 'Name', value: 'Grace Hopper' },
      { label: 'NPI', value: '' },
    ],
  },
  merged: {
    id: 'g',
    name: 'G. Hopper',
    facts: [
      { label: 'Name', value: 'G. Hopper' },
      { label: 'NPI', value: '1234567893' },
    ],
  },
  moves: ['Watched time of 2 sessions'],
  notes: ['Name: “Grace Hopper” stays, “G. Hopper” goes.'],
  refusals: [],
  seen: 'digest',
  ...fields,
})

export const erasurePreview = (fields: Partial<ErasurePreview> = {}): ErasurePreview => ({
  name: 'Grace Hopper',
  erased: ['Name and mail address'],
  kept: [{ words: 'Certificate for “Heart failure”', of: 'the name as printed', until: at }],
  refusals: [],
  seen: 'digest',
  ...fields,
})
