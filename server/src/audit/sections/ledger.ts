// The record that everything above rests on, and how it is verified.
import type { Section } from '@lectern/shared/audit'
import { sectionOf, text } from './about.ts'

export interface LedgerStanding {
  entries: number
  /** As certificates and receipts print it. */
  headCode: string
  /** Null: this installation signs nothing. */
  fingerprint: string | null
}

export function ledger({ entries, headCode, fingerprint }: LedgerStanding): Section {
  return sectionOf(
    {
      id: 'ledger',
      title: 'The ledger',
      evidenceOf: 'Nothing was altered, removed or inserted afterwards',
    },
    [
      {
        is: 'facts',
        facts: [
          ['Entries', entries.toLocaleString('en-GB')],
          ['Its head as a short code', headCode],
          ['Fingerprint of the key', fingerprint ?? 'none: exports are not signed'],
        ],
      },
      text(
        'Every act above is an entry, and each entry holds the hash of the one before it. The export in the pack is signed. Compare the fingerprint with one that you did not get with the pack.',
      ),
      text('npm run verify-ledger -- ledger.ndjson --credit'),
      text(
        'This command computes every certificate again from the export alone, with nothing but Node 24 and the source of Lectern, offline. The ledger is one chain for the whole conference, so that all its entries are in it. Those about other activities name people by ids; what they rest on is withheld, reasons included, and the signature covers which contents those are.',
      ),
    ],
    [
      fingerprint === null
        ? {
            says: 'The server has no LEDGER_KEY, so that the ledger cannot be exported signed.',
            who: 'operator' as const,
          }
        : undefined,
    ],
  )
}
