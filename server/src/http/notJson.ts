// Finds where a body stops being JSON. Node's own message quotes the body, which must not be repeated.

const problemOf = (text: string): string => {
  try {
    JSON.parse(text)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}
/** Says that a character is wrong, but only its quote says which. */
const isWrongToken = (problem: string): boolean => problem.includes('is not valid JSON')

/** The first wrong character: the end of the shortest prefix that has it. */
function firstWrongToken(text: string): number {
  let [right, wrong] = [0, text.length]
  while (wrong - right > 1) {
    const middle = (right + wrong) >> 1
    if (isWrongToken(problemOf(text.slice(0, middle)))) wrong = middle
    else right = middle
  }
  return wrong - 1
}

/** In words, e.g. "something is wrong at line 1, column 12". */
export function whereNotJson(text: string): string {
  const problem = problemOf(text)
  const stated = /at position (\d+)/.exec(problem)?.[1]
  if (stated === undefined && problem && !isWrongToken(problem)) return 'it ends too early'
  const position = stated === undefined ? (problem ? firstWrongToken(text) : 0) : Number(stated)
  const lines = text.slice(0, position).split('\n')
  return `something is wrong at line ${lines.length}, column ${lines.at(-1)!.length + 1}`
}
