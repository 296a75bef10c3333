// The ids of what this page creates. Whoever presses again because no answer came, or a refusal that may pass, sends the same
// request: it then bears the same id, so that it stands once whatever became of the first.
import { createdIds } from '@lectern/shared/createdIds'

/** An id for what this page makes, so that sent twice it is still one. Pages that are not secure have no `randomUUID`. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/** So many requests without an answer are remembered. */
const most = 50

export function createUnanswered(makeId = newId) {
  const ids = new Map<string, string>()
  const fieldOf = (name: string): string | undefined =>
    Object.hasOwn(createdIds, name) ? createdIds[name as keyof typeof createdIds] : undefined
  const keyOf = (name: string, request: object): string => `${name} ${JSON.stringify(request)}`

  return {
    /** The request with an id, where it creates something and bears none. */
    identify<Request extends object>(name: string, request: Request): Request {
      const field = fieldOf(name)
      if (field === undefined || field in request) return request
      const key = keyOf(name, request)
      const id = ids.get(key) ?? makeId()
      ids.delete(key)
      ids.set(key, id)
      if (ids.size > most) ids.delete(ids.keys().next().value!)
      return { ...request, [field]: id }
    },
    /** It stands: the same request once more would be another one. */
    done: (name: string, request: object): void => {
      ids.delete(keyOf(name, request))
    },
  }
}
