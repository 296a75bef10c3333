// What one person is writing, over what others save meanwhile. Pure; values are plain data.

export interface Draft<Values> {
  /** The saved values that it began from, or was last brought up to, and their version. */
  base: Values
  version: number
  mine: Values
  /** Fields that both changed, and nobody has chosen between yet. */
  open: (keyof Values)[]
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const keysOf = <Values extends object>(values: Values) => Object.keys(values) as (keyof Values)[]

/** Fields that differ from what is saved. */
export const changedFields = <Values extends object>({ base, mine }: Draft<Values>): (keyof Values)[] =>
  keysOf(mine).filter((field) => !isSame(mine[field], base[field]))

export const isChanged = <Values extends object>(draft: Draft<Values>): boolean =>
  changedFields(draft).length > 0

/** Others saved `theirs`: fields that were not touched here follow, those that both changed are open. */
export function rebase<Values extends object>(
  draft: Draft<Values>,
  theirs: Values,
  version: number,
): Draft<Values> {
  const mine = { ...theirs }
  const open: (keyof Values)[] = []
  for (const field of changedFields(draft)) {
    mine[field] = draft.mine[field]
    const isTheirs = !isSame(theirs[field], draft.base[field])
    if ((isTheirs || draft.open.includes(field)) && !isSame(theirs[field], mine[field])) open.push(field)
  }
  return { base: theirs, version, mine, open }
}

/** One of the two values of an open field was chosen. */
export const choose = <Values extends object>(
  draft: Draft<Values>,
  field: keyof Values,
  whose: 'theirs' | 'mine',
): Draft<Values> => ({
  ...draft,
  mine: whose === 'theirs' ? { ...draft.mine, [field]: draft.base[field] } : draft.mine,
  open: draft.open.filter((each) => each !== field),
})
