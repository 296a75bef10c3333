// Every submitted evaluation as a row, without who submitted it, in the order of random salts: the order of
// submission would tell authors to anyone who has the list of people.
import type { Activity } from '@lectern/shared/credit'
import { type AskedQuestion, biasQuestion } from '@lectern/shared/creditForms'
import { leastShown } from '@lectern/shared/evaluationResults'
import type { FormsStore, Submitted } from '../credit/formsStore.ts'

export interface EvaluationSheetOptions {
  forms: Pick<FormsStore, 'submittedEvaluations' | 'wordings'>
}

interface Column {
  /** Identifies the question, and the words in which it was asked. */
  key: string
  question: Pick<AskedQuestion, 'prompt' | 'kind' | 'options'>
}

const batchSize = 200
const keyOf = ({ wordings }: Submitted, id: string): string => `${id} ${wordings?.[id] ?? ''}`

const shownAnswer = ({ question }: Column, answer: string | undefined): string =>
  question.options.find(({ id }) => id === answer)?.text ?? answer ?? ''

async function* inBatches(
  { forms }: EvaluationSheetOptions,
  activityId: string,
  personIds: readonly string[],
): AsyncGenerator<Submitted[]> {
  for (let i = 0; i < personIds.length; i += batchSize)
    yield forms.submittedEvaluations(personIds.slice(i, i + batchSize), activityId)
}

/**
 * Questions about single sessions, speakers and objectives are left out: which of them a row answers would
 * tell who was where.
 */
function columnFor(
  { evaluation }: Activity,
  words: AskedQuestion | undefined,
  key: string,
): Column | undefined {
  const id = key.split(' ')[0]!
  const planned = [...evaluation, biasQuestion].find((each) => each.id === id)
  const question = words ?? planned
  if (question) return question.per === undefined ? { key, question } : undefined
  return { key, question: { prompt: `${id} (no longer asked)`, kind: 'text', options: [] } }
}

/** The header, and the rows in parts; no rows if so few answered that somebody could be recognised. */
export async function evaluationSheet(
  options: EvaluationSheetOptions,
  activity: Activity,
  personIds: readonly string[],
): Promise<{ head: string[]; rows: () => AsyncGenerator<string[][]>; submitted: number }> {
  const wordings = await options.forms.wordings(activity.id)
  const columns = new Map<string, Column | undefined>()
  const salts: [salt: string, personId: string][] = []
  function add(personId: string, one: Submitted): void {
    salts.push([one.salt, personId])
    for (const id of Object.keys(one.answers)) {
      const key = keyOf(one, id)
      if (!columns.has(key))
        columns.set(key, columnFor(activity, wordings.get(one.wordings?.[id] ?? ''), key))
    }
  }
  for (let i = 0; i < personIds.length; i += batchSize) {
    const batch = personIds.slice(i, i + batchSize)
    const found = await Promise.all(
      batch.map((personId) => options.forms.submittedEvaluations([personId], activity.id)),
    )
    for (const [k, [one]] of found.entries()) if (one) add(batch[k]!, one)
  }
  const shown = [...columns.values()]
    .filter((column) => column !== undefined)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const inOrder = salts.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, personId]) => personId)
  return {
    head: shown.map(({ question }) => question.prompt),
    submitted: salts.length,
    async *rows() {
      if (salts.length < leastShown) return
      for await (const batch of inBatches(options, activity.id, inOrder))
        yield batch.map((one) =>
          shown.map((column) => {
            const id = column.key.split(' ')[0]!
            return keyOf(one, id) === column.key ? shownAnswer(column, one.answers[id]) : ''
          }),
        )
    },
  }
}
