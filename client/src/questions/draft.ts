// A question that the server has not accepted yet: it survives a failed send, a lost connection and a reload.
import { keep, kept } from '../live/kept.ts'
import { newId } from '../live/unanswered.ts'

export function draftOf(sessionId: string) {
  const key = `question-draft:${sessionId}`
  const idKey = `question-id:${sessionId}`
  let ownId: string | undefined
  return {
    read: (): string => kept(key, 'tab') ?? '',
    write(text: string): void {
      ownId = undefined
      keep(idKey, null, 'tab')
      keep(key, text || null, 'tab')
    },
    /** The id of this text, stable across a reload; another text has another id. */
    id(): string {
      ownId ??= kept(idKey, 'tab') ?? newId()
      keep(idKey, ownId, 'tab')
      return ownId
    },
  }
}
