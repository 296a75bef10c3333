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

const titles =
  /^(?:(?:(?:univ|priv|assoc)\.?-?)?(?:prof(?:essor(?:in)?|\.?ssa)?|doz(?:ent)?)|drs?|dr\.?ssa|dra|doctor|mr|mrs|ms|miss|mx|mme|mlle|sir|dame|lord|lady|rev|hon|capt|col|ir|ing|pd|priv|dipl|med|habil|h\.? ?c|herr|frau|dott(?:\.?ssa|or|oressa)?|sig(?:\.?ra)?|sra|srta)\.?$/iu
const suffixes = /^(?:jr|sr|ii|iii|iv|2nd|3rd|4th)\.?$/iu
/** Degrees and licences that no name has, in any case: "PhD", "Pharm.D.", "FACP". */
const credentials =
  /^(?:md|phd|dphil|scd|edd|psyd|jd|llm|pharmd|rph|cpht|bcps|rn|aprn|arnp|dnp|crna|cnm|fnp|bsn|msn|lpn|lvn|dds|dmd|dpm|dvm|mbbs|mbchb|mbbch|bmbs|mph|msc|bsc|bpharm|mpharm|pac|lcsw|msw|bcba|rdn|ldn|dpt|otr|facp|facc|facs|faha|faap|facog|faafp|fache|fccp|frcp|frcpc|frcs|frcsc|fscai|frcgp|fracp|fracgp|fesc|esq)$/i
/** The same where they stand in capitals: "Ma" and "Do" are names. */
const shortCredentials = /^(?:DO|NP|PA|OD|MA|MS|BA|BS|PT|OT|RD|MHS|BM|CNS|ATC|MBA|MHA|FACE)$/

/** "M.D.", "PA-C": as it is in a list. */
const isCredential = (word: string, isShouted: boolean): boolean => {
  const bare = word.replace(/[.\-‐’']/g, '')
  return credentials.test(bare) || (!isShouted && shortCredentials.test(bare))
}

/** The name without degrees after it: they are no part of it, and registers would take them for a name. */
function withoutCredentials(typed: string): string {
  const isShouted = typed === typed.toUpperCase()
  const isTitle = (words: string) =>
    words !== '' && words.split(/[\s/]+/).every((word) => isCredential(word, false))
  const [name = '', ...more] = typed.split(/\s*[,،，]\s*/u)
  const parts = [name, ...more.filter((part) => part !== '' && !isTitle(part))]
  const words = parts.at(-1)!.split(' ')
  const least = parts.length > 1 ? 1 : 2
  while (words.length > least && isCredential(words.at(-1)!, isShouted)) words.pop()
  return [...parts.slice(0, -1), words.join(' ')].join(', ')
}

const particles = new Set(
  'af al ap ben bin bint d da dal dalla das de degli dei del della dello den der des di do dos du el ibn la las le los mac of san santa st ten ter und van vom von y zu zum zur بن ابن بنت آل'.split(
    ' ',
  ),
)
/** Written small before a family name: "van", "de la". */
const isParticle = (word: string): boolean => particles.has(word.replace(/['’]$/, ''))
/** In capitals, too, these begin a family name; "Van" and "Di" may be anything. */
const isCapital = (word: string): boolean => /^(?:De|Del|Della|Dello|Degli|Dalla|Von|St\.?|Saint)$/.test(word)

const capitalPair = /^(?:Van (?:De|Den|Der)|De (?:La|Las|Los))$/

function splitWords(words: readonly string[]): NameParts {
  const isSuffixed = suffixes.test(words.at(-1)!)
  let start = Math.max(0, words.length - (isSuffixed ? 2 : 1))
  // The family name begins with its first particle, unless that is the first word.
  for (let i = start - 1; i > 0; i--) {
    const isPair = [i - 1, i].some((at) => capitalPair.test(`${words[at]} ${words[at + 1]}`))
    const isPart = isPair || isParticle(words[i]!) || isCapital(words[i]!)
    if (!isPart) break
    start = i
  }
  return { givenName: words.slice(0, start).join(' '), familyName: words.slice(start).join(' ') }
}

/** "Dr. Mary" → "Mary"; nothing else is left of a title alone. */
function withoutTitles(words: string): string {
  const own = words.split(' ')
  const first = own.findIndex((word) => !titles.test(word))
  return first < 1 ? words : own.slice(first).join(' ')
}

/** How a name probably divides. Titles and degrees belong to neither part. */
export function guessNames(name: string): NameParts {
  const typed = withoutCredentials(
    name
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/^((?:dr|prof)\.)(?=\p{L}{3})/iu, '$1 '),
  )
  const [family = '', ...more] = typed.split(/\s*[,،，]\s*/u)
  const [given, ...others] = more.filter((part) => !suffixes.test(part))
  // "Smith, Mary, Jr." and "Mary Smith, Jr."
  const suffix = more
    .filter((part) => suffixes.test(part))
    .map((part) => ` ${part}`)
    .join('')
  if (given && family && others.length === 0)
    return { givenName: withoutTitles(given), familyName: family + suffix }
  const words = given ? typed.split(' ') : (family + suffix).split(' ')
  const first = words.findIndex((word) => !titles.test(word))
  const own = words.slice(Math.max(0, first))
  const [one, other] = own
  if (own.length === 2 && own.every(isFamilyFirst)) return { givenName: other!, familyName: one! }
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
