// HTTP, same origin. Errors arrive as AppError, as on the socket.
import { AppError, errors, isErrorCode } from '@lectern/shared/errors'
import { QueryClient } from '@tanstack/react-query'

export async function request<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(path, { headers: { accept: 'application/json' }, ...init })
  } catch {
    throw errors.noAnswer()
  }
  if (response.status === 204) return undefined as Answer
  const body = (await response.json().catch(() => undefined)) as
    | { error?: { code?: unknown; message?: string; details?: Record<string, unknown> } }
    | undefined
  if (response.ok && body !== undefined) return body as Answer
  const { code, message, details } = body?.error ?? {}
  throw isErrorCode(code) && message ? new AppError(code, message, details) : errors.noAnswer()
}

/** The same with a JSON body. */
export const send = <Answer = unknown>(method: 'POST' | 'PUT', path: string, body: unknown) =>
  request<Answer>(path, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** What the person cannot mend by trying again at once. */
const final = new Set(['not_signed_in', 'forbidden', 'not_found'])

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < 5 && !(error instanceof AppError && final.has(error.code)),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 5000),
    },
  },
})
