// What every section of the dossier is written from.
import type { Block, Missing, Section } from '@lectern/shared/audit'
import type { Conference } from '@lectern/shared/conferences'
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { SessionView } from '@lectern/shared/program'
import type { Tally } from '../tally.ts'

export interface About {
  activity: Activity
  conference: Conference
  /** Its sessions by start, without drafts. */
  sessions: readonly SessionView[]
  policies: readonly CreditPolicy[]
  tally: Tally
  /** Now, in ms. */
  at: number
  /** All sessions have ended and their attendance is final. */
  isOver: boolean
}

/** A section without what is empty. */
export const sectionOf = (
  head: Pick<Section, 'id' | 'title' | 'evidenceOf'>,
  blocks: readonly (Block | undefined)[],
  missing: readonly (Missing | undefined)[] = [],
): Section => ({
  ...head,
  blocks: blocks.filter((block) => block !== undefined),
  missing: missing.filter((each) => each !== undefined),
})

export const text = (words: string): Block => ({ is: 'text', text: words })
export const heading = (words: string): Block => ({ is: 'heading', text: words })

/** Undefined without rows. */
export const table = (caption: string, head: string[], rows: string[][]): Block | undefined =>
  rows.length === 0 ? undefined : { is: 'table', caption, head, rows }

export const list = (items: string[]): Block | undefined =>
  items.length === 0 ? undefined : { is: 'list', items }

export const named = ({ name, credentials }: { name: string; credentials: string }): string =>
  credentials ? `${name}, ${credentials}` : name
