// The conference's tracks as the form holds them. Pure.
import { conferencePlan } from '@lectern/shared/conferences'
import { type Problems, problemsIn } from '../../words/problems.ts'

export interface TrackRow {
  key: string
  name: string
  /** As it is saved; '' for a new one. */
  saved: string
}
export interface TrackFields {
  rows: TrackRow[]
}

/** Those of the conference, then those that only sessions name. */
export const rowsOf = (tracks: readonly string[], ofSessions: readonly string[]): TrackRow[] =>
  [...new Set([...tracks, ...ofSessions.filter(Boolean).toSorted()])].map((name) => ({
    key: name,
    name,
    saved: name,
  }))

export const renamesIn = (rows: readonly TrackRow[]): { from: string; to: string }[] =>
  rows
    .map(({ name, saved }) => ({ from: saved, to: name.trim() }))
    .filter(({ from, to }) => from !== '' && from !== to)

export function trackProblems({ rows }: TrackFields): Problems {
  const names = rows.map(({ name }) => name.trim())
  const problems = problemsIn(
    conferencePlan,
    { tracks: names },
    {
      fieldOf: (path) => path.replace(/^tracks\.(\d+)$/, 'rows.$1.name'),
    },
  )
  names.forEach((name, index) => {
    if (name !== '' && names.indexOf(name) !== index)
      problems[`rows.${index}.name`] ??= 'This name is there already.'
  })
  return problems
}
