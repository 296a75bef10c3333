// For tests of disclosures: a person's form, and people as the office sees them.
import type { OfficeDisclosure, OwnDisclosure, PartStanding, SignedForm } from '@lectern/shared/disclosures'

const dayMs = 86_400_000

export const standing = (fields: Partial<PartStanding> = {}): PartStanding => ({
  sessionId: 'heart',
  part: 'speaker',
  title: 'Heart failure in 2026',
  startsAt: Date.now() + dayMs,
  state: 'missing',
  ...fields,
})

export const signedForm = (fields: Partial<SignedForm> = {}): SignedForm => ({
  roles: ['faculty'],
  relationships: [{ company: 'Acme Devices', nature: 'consultant', isTraded: false, endedOn: null }],
  wording: '2026-11',
  signature: 'Amara Okafor',
  signedAt: Date.now() - dayMs,
  validUntil: Date.now() + 300 * dayMs,
  ...fields,
})

export const ownDisclosure = (fields: Partial<OwnDisclosure> = {}): OwnDisclosure => ({
  revision: 0,
  form: null,
  withdrawnAt: null,
  draft: null,
  asked: null,
  parts: [standing()],
  now: Date.now(),
  ...fields,
})

export const officeDisclosure = (fields: Partial<OfficeDisclosure> = {}): OfficeDisclosure => ({
  personId: 'okafor',
  name: 'Amara Okafor',
  credentials: 'MD',
  asked: null,
  hasDraft: false,
  validUntil: Date.now() + 300 * dayMs,
  parts: [standing({ state: 'undecided' })],
  revision: 1,
  form: signedForm(),
  versions: 1,
  withdrawnAt: null,
  relationships: [
    {
      company: 'Acme Devices',
      nature: 'consultant',
      isTraded: false,
      endedOn: null,
      key: 'acme devices|consultant||',
      words: 'Consultant',
      isExcluding: false,
      decisions: [],
    },
  ],
  ...fields,
})
