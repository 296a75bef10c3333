/** The list with the item at `index` moved by `by` places; the same list if there is no such place. */
export function moved<Item>(items: readonly Item[], index: number, by: -1 | 1): Item[] {
  const to = index + by
  if (to < 0 || to >= items.length) return [...items]
  const next = [...items]
  ;[next[index], next[to]] = [next[to]!, next[index]!]
  return next
}
