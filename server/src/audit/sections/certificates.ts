// Claims and certificates in figures.
import type { Section } from '@lectern/shared/audit'
import { counted } from '../words.ts'
import { type About, sectionOf, table, text } from './about.ts'

export interface IssuedCounts {
  issued: number
  revoked: number
}

export function certificates({ tally, policies }: About, { issued, revoked }: IssuedCounts): Section {
  const rows = [...tally.claims].map(([policyId, { count, amount }]) => {
    const policy = policies.find(({ id }) => id === policyId)
    const unit = policy ? (amount === 1 ? policy.unit.one : policy.unit.many) : ''
    return [policy?.title ?? policyId, String(count), `${amount.toFixed(2)} ${unit}`.trim()]
  })
  return sectionOf(
    {
      id: 'certificates',
      title: 'Claims and certificates',
      evidenceOf: 'Credit awarded matches what was designated and attended',
    },
    [
      text(
        `${counted(tally.claimants, 'person has', 'people have')} claimed credit. ${counted(issued, 'certificate was', 'certificates were')} issued, of which ${counted(revoked, 'was', 'were')} revoked or replaced.`,
      ),
      table('Claims that stand', ['Credit', 'Claims', 'Sum'], rows),
      text(
        'certificates.csv has each certificate that was ever issued, with its state. Every one of them can be computed again from the ledger’s export, offline.',
      ),
    ],
  )
}
