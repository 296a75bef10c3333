// Ids of what this page creates. Pressing again without a reply, or after a temporary
// refusal, sends the same request with the same id, so that it takes effect once.
import { createdIds } from '@lectern/shared/createdIds'

/** An id made by this page, so that a repeat has no effect. Insecure pages have no `randomUUID`. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/** Unacknowledged requests remembered. */
const most = 50

export function createUnanswered(makeId = newId) {
  const ids = new Map<string, string>()
  const fieldOf = (name: string): string | undefined =>
    Object.hasOwn(createdIds, name) ? createdIds[name as keyof typeof createdIds] : undefined
  const keyOf = (name: string, request: object): string => `${name} ${JSON.stringify(request)}`

  return {
    /** Adds an id to a request that creates something and has none. */
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
    /** It succeeded: the same request once more is a new one. */
    done: (name: string, request: object): void => {
      ids.delete(keyOf(name, request))
    },
  }
}
