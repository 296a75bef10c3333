// Answers to the questions of forms: what was chosen, and whether it is right. Pure.

/** The questions without their right answers and why these are right. */
export const withoutSolutions = <Question extends { correct: string[]; feedback: string }>(
  questions: readonly Question[],
): Question[] => questions.map((question) => ({ ...question, correct: [], feedback: '' }))

/** Whether the answer is a choice among the question's own options. */
export const hasOptions = (kind: string): boolean => kind === 'choice' || kind === 'multiple'

/** The ids of the options in an answer to a question of which several can be chosen. */
export const chosenIn = (answer: string): string[] => answer.split(' ').filter((id) => id !== '')

/** The answer with one option added or taken away; its options stay in the order of the question's. */
export function withChosen(
  { options }: { options: readonly { id: string }[] },
  answer: string,
  { id, isChosen }: { id: string; isChosen: boolean },
): string {
  const chosen = new Set(chosenIn(answer))
  if (isChosen) chosen.add(id)
  else chosen.delete(id)
  return options
    .map((option) => option.id)
    .filter((each) => chosen.has(each))
    .join(' ')
}

/** Of several right options all must be chosen, and no other. */
export function isRight(
  { kind, correct }: { kind: string; correct: readonly string[] },
  answer: string,
): boolean {
  if (kind !== 'multiple') return correct.includes(answer)
  const chosen = new Set(chosenIn(answer))
  return chosen.size === new Set(correct).size && correct.every((id) => chosen.has(id))
}
