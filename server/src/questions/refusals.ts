// Why a moderator's action was refused, in words for the moderator.
import { type AppError, errors } from '@lectern/shared/errors'
import type { ActName, Refusal } from './questionsStore.ts'

const byStatus: Record<ActName, string> = {
  approve: 'Only a question that is waiting or was dismissed can be approved.',
  dismiss: 'Only a question that is waiting or approved can be dismissed.',
  edit: 'A dismissed question cannot be edited. Approve it first.',
  assign: 'Only a question that is not answered or dismissed can be assigned.',
  setAskLive: 'Only a question that is not answered or dismissed can be asked aloud.',
  move: 'Only approved questions have a place in the queue.',
  pin: 'Only a question that everybody can see can be pinned.',
  goLive: 'Only an approved question can be taken live.',
  answer: 'This question is answered or dismissed already.',
  merge: 'Only a question that is waiting or approved can be merged into another.',
  unmerge: 'This question is not part of another one.',
}
const others: Record<Exclude<Refusal, 'status'>, string> = {
  merged: 'This question is part of another one. Take it out of there first.',
  notMerged: 'This question is not part of another one.',
  into: 'A question can only be merged into another one of this session that is not dismissed, nor merged itself.',
  ended: 'The session has ended: nothing is answered aloud or pinned any more.',
  before: 'A question can only be moved before another approved one.',
}

export const refusalOf = (name: ActName, why: Refusal, status: string): AppError =>
  errors.conflict(why === 'status' ? byStatus[name] : others[why], { status })
