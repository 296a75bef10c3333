// Supporters as a form holds them. Pure.
import type { Supporter } from '@lectern/shared/supporters'

export interface SupportRow extends Supporter {
  key: string
}

export const supportRows = (support: readonly Supporter[] = []): SupportRow[] =>
  support.map(({ supporter, nature }, index) => ({ key: `s${index}`, supporter, nature }))

/** As the contract has it: rows in which nothing was written are left out. */
export const writtenSupport = (rows: readonly SupportRow[]): Supporter[] =>
  rows
    .map(({ supporter, nature }) => ({ supporter, nature }))
    .filter(({ supporter, nature }) => supporter.trim() || nature.trim())
