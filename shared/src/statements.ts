// The exact words of credit bodies, with the parts that a body prints in italics: *…* marks them. Values that
// are filled in are never taken for marks.

export interface Run {
  text: string
  isItalic: boolean
}

/** The AMA asks for its phrase in italics wherever it stands, also where a text carries no marks. */
const amaPhrase = /(AMA PRA Category [12] Credits?(?:\(s\))?™?)/

/** The runs of a text without marks, e.g. an amount with its unit. */
export const termRuns = (text: string): Run[] =>
  text
    .split(amaPhrase)
    .map((part, index) => ({ text: part, isItalic: index % 2 === 1 }))
    .filter((run) => run.text !== '')

/** A mark, or a backslash or asterisk that is written out with a backslash before it. */
const mark = /\\[\\*]|\*/g
const unescaped = (text: string): string => text.replaceAll(/\\([\\*])/g, '$1')

/** The runs of a statement. A mark without its partner is an asterisk. */
export function statementRuns(statement: string): Run[] {
  const marks = [...statement.matchAll(mark)].filter(([sign]) => sign === '*').map(({ index }) => index)
  const runs: Run[] = []
  let end = 0
  for (let i = 0; i + 1 < marks.length; i += 2) {
    const [from, to] = [marks[i]!, marks[i + 1]!]
    runs.push(...termRuns(unescaped(statement.slice(end, from))))
    if (to > from + 1) runs.push({ text: unescaped(statement.slice(from + 1, to)), isItalic: true })
    end = to + 1
  }
  return [...runs, ...termRuns(unescaped(statement.slice(end)))]
}

/**
 * The statement with values for its {{placeholders}}; asterisks in values stay asterisks. “The
 * {{provider}}” of The Riverside Institute has one article.
 */
export const filledStatement = (statement: string, values: Readonly<Record<string, string>>): string =>
  statement.replace(/(\b[Tt]he )?\{\{(\w+)\}\}/g, (whole, article: string | undefined, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    const written = value.replaceAll(/[\\*]/g, '\\$&')
    return article ? article + written.replace(/^The /, '') : written
  })

/**
 * "{{maximum}} {{unit}}": the unit is the one of that number, not of the amount that was claimed.
 */
export const withUnits = (statement: string): string =>
  statement.replaceAll('{{maximum}} {{unit}}', '{{maximum}} {{maximumUnit}}')

/** A statement as plain text. */
export const statementText = (statement: string): string =>
  statementRuns(statement)
    .map(({ text }) => text)
    .join('')

interface Speaking {
  id: string
  jointAccreditation?: boolean
  statements: { accreditation: readonly string[] }
}
interface Speakers {
  designations: readonly { policyId: string }[]
  provider: { jointlyAccredited?: boolean }
}
/**
 * Which accreditation statements stand for `own` in an activity; `all`: every policy that there is. Joint
 * Accreditation speaks for the whole team: if the provider has it, or its credit is designated, no other
 * accreditor's statement stands beside its own.
 */
export function accreditationsOf(
  own: readonly Speaking[],
  all: readonly Speaking[],
  { designations, provider }: Speakers,
): string[] {
  const said = (policies: readonly Speaking[]) =>
    policies.flatMap(({ statements }) => statements.accreditation)
  const isDesignated = ({ id }: Speaking) => designations.some(({ policyId }) => policyId === id)
  const joint = all.filter(
    (policy) => policy.jointAccreditation && (provider.jointlyAccredited || isDesignated(policy)),
  )
  return [...new Set(said(joint.length > 0 ? joint : own))]
}

/**
 * Who provides an activity together, as it is shown before it and printed; none if it is one provider alone.
 */
export function jointProvidership({
  provider,
  jointProviders = [],
}: {
  provider: { name: string }
  jointProviders?: readonly string[]
}): string[] {
  const others = jointProviders.filter((name) => name !== provider.name)
  if (others.length === 0) return []
  const [last, ...before] = [provider.name, ...others].reverse()
  const sentence = 'This activity is jointly provided by {{names}} and {{last}}.'
  return [filledStatement(sentence, { names: before.reverse().join(', '), last: last! })]
}
