// What a moderator writes, as the form holds it. The contract alone decides what is valid; here it is only put into words.
import { type Poll, type PollDraft, pollDraft } from '@lectern/shared/polls'
import { hasOptions } from './pollWords.ts'

/** By the field's path in the draft, e.g. `prompt` or `options.1.text`. */
export type DraftProblems = Readonly<Record<string, string>>

export const emptyDraft: PollDraft = {
  kind: 'single',
  prompt: '',
  options: [
    { id: 'o1', text: '' },
    { id: 'o2', text: '' },
  ],
  scale: 5,
  correct: [],
  feedback: '',
  anonymous: true,
  results: 'closed',
  mayChange: false,
  seconds: null,
}

/** A poll as it was written; a kind without options gets the two that a change of kind would ask for. */
export function draftOf(poll: Poll): PollDraft {
  const { kind, prompt, options, scale, anonymous, results, mayChange, seconds } = poll
  return {
    kind,
    prompt,
    options: options.length > 0 ? options : emptyDraft.options,
    scale,
    correct: poll.correct ?? [],
    feedback: poll.feedback ?? '',
    anonymous,
    results,
    mayChange,
    seconds,
  }
}

/** Without what the form keeps for other kinds, should the moderator change the kind back. */
export const written = (form: PollDraft): PollDraft => ({
  ...form,
  options: hasOptions(form.kind) ? form.options : [],
  correct: form.kind === 'quiz' ? form.correct : [],
  feedback: form.kind === 'quiz' ? form.feedback : '',
})

export const withOption = (form: PollDraft): PollDraft => {
  const numbers = form.options.map(({ id }) => Number(id.slice(1)) || 0)
  return { ...form, options: [...form.options, { id: `o${Math.max(0, ...numbers) + 1}`, text: '' }] }
}

export const withoutOption = (form: PollDraft, id: string): PollDraft => ({
  ...form,
  options: form.options.filter((option) => option.id !== id),
  correct: form.correct.filter((right) => right !== id),
})

export const movedOption = (form: PollDraft, from: number, to: number): PollDraft => {
  const options = [...form.options]
  const [moved] = options.splice(from, 1)
  if (moved) options.splice(to, 0, moved)
  return { ...form, options }
}

export const withRight = (form: PollDraft, id: string, isRight: boolean): PollDraft => ({
  ...form,
  correct: [...form.correct.filter((right) => right !== id), ...(isRight ? [id] : [])],
})

type Issue = NonNullable<ReturnType<typeof pollDraft.safeParse>['error']>['issues'][number]

function wordsFor(issue: Issue): string {
  const isText = 'origin' in issue && issue.origin === 'string'
  // A text's own message: it may come longer than it may be, before it is cleaned.
  if (issue.code === 'custom' || (isText && issue.code === 'too_big'))
    return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`
  // Too short, or nothing in it that can be seen.
  if (isText) return 'This is empty. Write something here.'
  if (issue.code === 'too_small') return `At least ${issue.minimum}.`
  if (issue.code === 'too_big')
    return `At most ${issue.maximum}${issue.origin === 'array' ? ' options' : ''}.`
  return 'A whole number is needed here.'
}

export function problemsOf(draft: PollDraft): DraftProblems {
  const issues = pollDraft.safeParse(draft).error?.issues ?? []
  return Object.fromEntries(issues.map((issue) => [issue.path.join('.'), wordsFor(issue)]))
}
