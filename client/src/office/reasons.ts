// Every decision of the office is explained; an auditor reads it years later.
const shortest = 3
const longest = 500

/** Why these words are no reason; undefined where they are. */
export function reasonProblem(written: string): string | undefined {
  const { length } = written.trim()
  if (length < shortest) return 'Write why.'
  return length > longest ? `Shorten it by ${length - longest} characters.` : undefined
}
