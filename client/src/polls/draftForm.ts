// A moderator's draft, as the form has it.
import { type Poll, type PollDraft, pollDraft } from '@lectern/shared/polls'
import { type Problems, problemsIn } from '../words/problems.ts'
import { hasOptions } from './pollWords.ts'

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

/** A saved poll as a draft; a kind without options gets the two that a change of kind needs. */
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

/** Leaves out what the form keeps for other kinds, in case the moderator changes back. */
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

export const problemsOf = (draft: PollDraft): Problems => problemsIn(pollDraft, draft)
