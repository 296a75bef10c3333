// JSON lets an object name a field twice, and parsing keeps the last one silently: of two rules, nobody could
// say which holds.

/** Paths of fields that an object names more than once. `json` must be valid. */
export function duplicateFields(json: string): string[] {
  const twice = new Set<string>()
  /** For each open object its names, null for a list; and where it is. */
  const open: { names: Set<string> | null; at: string; name: string; items: number }[] = []
  const pathOf = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`)
  for (const { 0: token, index } of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    const inner = open.at(-1)
    if (token === '{' || token === '[') {
      const at = !inner ? '' : inner.names ? pathOf(inner.at, inner.name) : `${inner.at}[${inner.items}]`
      open.push({ names: token === '{' ? new Set() : null, at, name: '', items: 0 })
    } else if (token === '}' || token === ']') open.pop()
    else if (token === ',') {
      if (inner) inner.items += 1
    } else if (inner?.names && /^\s*:/.test(json.slice(index + token.length, index + token.length + 200))) {
      inner.name = JSON.parse(token) as string
      if (inner.names.has(inner.name)) twice.add(pathOf(inner.at, inner.name))
      inner.names.add(inner.name)
    }
  }
  return [...twice]
}
