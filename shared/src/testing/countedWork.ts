// Counts what a function does to text, so that a test can compare its cost at two sizes without a clock.

interface Counted {
  /** For each input, how many characters were looked at. */
  work: number[]
  /** Patterns that were tried, each once. */
  patterns: RegExp[]
}

/** Methods of a string that look at one character. */
const ofOne = new Set<string | symbol>(['at', 'charAt', 'charCodeAt', 'codePointAt'])
const methods = Reflect.ownKeys(String.prototype).filter(
  (name) => name !== 'constructor' && typeof Reflect.get(String.prototype, name, 'a') === 'function',
)

/** Unicode orders the marks on a letter: a run of n marks can cost n² steps. */
const stepsToNormalise = (text: string): number =>
  (text.match(/\p{M}{2,}/gu) ?? []).reduce((steps, run) => steps + run.length ** 2, text.length)

/**
 * Replaces the methods that read text while `read` reads each of the inputs. What a pattern looks at is
 * counted up to the end of its match, which is right for patterns that never go back: judge `patterns` too.
 */
export function countedWork<Input>(inputs: Input[], read: (input: Input) => void): Counted {
  let steps = 0
  const patterns = new Map<string, RegExp>()
  const kept = Object.getOwnPropertyDescriptors(String.prototype)
  const { exec } = RegExp.prototype
  let counting = true
  /** What the counting itself does is not counted. */
  const uncounted = (count: () => number) => {
    if (!counting) return
    counting = false
    steps += count()
    counting = true
  }
  for (const name of methods) {
    const method = kept[name as keyof typeof kept]!.value as (...given: unknown[]) => unknown
    const counted = function (this: string, ...given: unknown[]) {
      uncounted(() =>
        ofOne.has(name) ? 1 : name === 'normalize' ? stepsToNormalise(this) : String(this).length,
      )
      return method.apply(this, given)
    }
    Object.defineProperty(String.prototype, name, { value: counted, configurable: true, writable: true })
  }
  RegExp.prototype.exec = function (text) {
    const from = this.global || this.sticky ? this.lastIndex : 0
    const found = exec.call(this, text)
    uncounted(() => {
      patterns.set(String(this), this)
      if (!found && this.sticky) return 1
      return 1 + (found ? found.index + found[0].length : text.length) - from
    })
    return found
  }
  try {
    const work = inputs.map((input) => {
      const before = steps
      read(input)
      return steps - before
    })
    return { work, patterns: [...patterns.values()] }
  } finally {
    Object.defineProperties(String.prototype, kept)
    RegExp.prototype.exec = exec
  }
}
