// Names of people: given and family name, and what is derived from them. Nothing here decides which names
// exist; a guess is a proposal for the person to confirm.

export interface NameParts {
  /** Empty for somebody with a single name. */
  givenName: string
  familyName: string
}

interface Named extends Partial<NameParts> {
  name: string
}

/** Scripts that write the family name first, without a blank. */
const isFamilyFirst = (words: string): boolean =>
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u.test(words)

/** Korean and Chinese family names of two syllables; all others have one. */
const longFamilyNames = /^(?:남궁|황보|제갈|선우|독고|사공|欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|夏侯)/u

const titles = /^(?:dr|prof|professor|mr|mrs|ms|mx|sir|dame|dra|drs|ir|ing|pd|priv|dipl|med|herr|frau)\.?$/iu
const suffixes = /^(?:jr|sr|ii|iii|iv)\.?$/iu
const particles = new Set(
  'af al ap ben bin bint d da dal das de degli dei del della den der des di do dos du el ibn la las le los mac of san santa st ten ter van vom von y zu zum zur'.split(
    ' ',
  ),
)
/** A particle is written small: "van", "de la"; "Van" may be anything. */
const isParticle = (word: string): boolean => particles.has(word.replace(/['’]$/, ''))

function splitWords(words: readonly string[]): NameParts {
  const isSuffixed = words.length > 2 && suffixes.test(words.at(-1)!)
  let start = words.length - (isSuffixed ? 2 : 1)
  // The family name begins with its first particle, unless that is the first word.
  for (let i = start - 1; i > 0; i--) {
    if (!isParticle(words[i]!)) break
    start = i
  }
  return { givenName: words.slice(0, start).join(' '), familyName: words.slice(start).join(' ') }
}

/** How a name probably divides. Titles belong to neither part. */
export function guessNames(name: string): NameParts {
  const typed = name.trim().replace(/\s+/g, ' ')
  const [family = '', given, ...more] = typed.split(/\s*[,،，]\s*/u)
  if (given && family && more.length === 0 && !suffixes.test(given))
    return { givenName: given, familyName: family }
  const words = typed.split(' ')
  const first = words.findIndex((word) => !titles.test(word))
  const own = words.slice(Math.max(0, first))
  if (own.length > 1) return splitWords(own)
  const [single = typed] = own
  const letters = Array.from(single)
  if (!isFamilyFirst(single) || letters.length < 2 || letters.length > 5)
    return { givenName: '', familyName: single }
  const familyLength = letters.length > 2 && longFamilyNames.test(single) ? 2 : 1
  return {
    givenName: letters.slice(familyLength).join(''),
    familyName: letters.slice(0, familyLength).join(''),
  }
}

/** The parts as confirmed, or as guessed from the name. */
export const namePartsOf = ({ name, givenName, familyName }: Named): NameParts & { isGuessed: boolean } =>
  familyName === undefined
    ? { ...guessNames(name), isGuessed: true }
    : { givenName: givenName ?? '', familyName, isGuessed: false }

/** A full name as people read it: "Clara Nwosu", "王小明". */
export const fullName = ({ givenName, familyName }: NameParts): string =>
  isFamilyFirst(givenName) && isFamilyFirst(familyName)
    ? familyName + givenName
    : [givenName, familyName].filter(Boolean).join(' ')

/** What certificates print unless the person chose something else: "Clara Nwosu, MD". */
export const proposedPrintedName = ({ name, credentials }: { name: string; credentials: string }): string =>
  [name, credentials].filter(Boolean).join(', ')

/**
 * Equal for names that are probably the same: case, accents, titles, punctuation, invisible characters and
 * the order of the words do not matter. Letters with no common base ("ł", "ø") stay different.
 */
export function comparableName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !titles.test(word))
  return words.sort().join(' ')
}
