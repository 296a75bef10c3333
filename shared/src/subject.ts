// Whom a sentence is about: its reader, or a person about whom the CE office reads. All sentences take the
// words for that from here, so that nothing addresses the officer as if she were the learner.

export interface Subject {
  /** Within a sentence: "you", "Natalia". */
  name: string
  /** At the beginning of a sentence: "You", "Natalia". */
  capital: string
  /** Within a sentence: "your", "Natalia’s". */
  possessive: string
  capitalPossessive: string
  was: 'were' | 'was'
  has: 'have' | 'has'
}

export const you: Subject = {
  name: 'you',
  capital: 'You',
  possessive: 'your',
  capitalPossessive: 'Your',
  was: 'were',
  has: 'have',
}

const rightToLeft = /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u

/** The first word of a name, or all of it where that is an initial or a title: "Dr. Lee", "A. Okafor". */
function shortName(fullName: string): string {
  const whole = fullName.trim()
  const first = whole.split(/\s+/)[0] ?? ''
  const short = first.length < 2 || first.endsWith('.') ? whole : first
  // Isolated, so that the order of the words around it stays as it is.
  return rightToLeft.test(short) ? `\u2068${short}\u2069` : short
}

/** A person in the third person, by the short form of the name. */
export function named(fullName: string): Subject {
  const name = shortName(fullName)
  const possessive = `${name}’s`
  return { name, capital: name, possessive, capitalPossessive: possessive, was: 'was', has: 'has' }
}
