// A question that was typed and not yet taken by the server: it outlives a failed send, a lost connection and a reload.
import { newId } from '../live/newId.ts'

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface Draft {
  read(): string
  write(text: string): void
  /** The id of what is written, also after a reload; another text has another one. */
  id(): string
}

/** A browser may refuse its storage altogether: the draft then lives as long as the page. */
const ownStorage = (): DraftStorage | undefined => {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}

export function draftOf(sessionId: string, storage = ownStorage()): Draft {
  const key = `question-draft:${sessionId}`
  const idKey = `question-id:${sessionId}`
  let ownId: string | undefined
  return {
    read() {
      try {
        return storage?.getItem(key) ?? ''
      } catch {
        return ''
      }
    },
    write(text) {
      ownId = undefined
      try {
        storage?.removeItem(idKey)
        if (text) storage?.setItem(key, text)
        else storage?.removeItem(key)
      } catch {
        // Full or forbidden: the text is still in the form.
      }
    },
    id() {
      try {
        ownId ??= storage?.getItem(idKey) ?? newId()
        storage?.setItem(idKey, ownId)
      } catch {
        ownId ??= newId()
      }
      return ownId
    },
  }
}
