import { useSearchParams } from 'react-router'
import { newId } from '../../live/unanswered.ts'
import type { Place } from './moves.ts'

export interface NewSession {
  id: string
  place: Partial<Place>
}

/** Where one is in the editor, kept in the address: a reload comes back to it, and a link leads there. */
export function useEditorPlace() {
  const [params, setParams] = useSearchParams()
  const set = (fields: Record<string, string | undefined>, replace = true) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(fields))
          if (value === undefined) next.delete(name)
          else next.set(name, value)
        return next
      },
      { replace },
    )
  const numberAt = (name: string): number | undefined => {
    const value = Number(params.get(name))
    return params.has(name) && Number.isSafeInteger(value) ? value : undefined
  }
  const newSessionId = params.get('new')
  const [startsAt, endsAt, track] = [numberAt('from'), numberAt('to'), params.get('track')]
  const created: NewSession | undefined = newSessionId
    ? {
        id: newSessionId,
        place: {
          ...(startsAt !== undefined && { startsAt }),
          ...(endsAt !== undefined && { endsAt }),
          ...(track !== null && { track }),
        },
      }
    : undefined
  const nothing = { session: undefined, new: undefined, from: undefined, to: undefined, track: undefined }
  return {
    view: params.get('view') ?? 'days',
    day: numberAt('day'),
    sessionId: params.get('session') ?? undefined,
    created,
    show: (view: string) => set({ view }),
    showDay: (day: number) => set({ day: String(day), view: 'days' }),
    open: (sessionId: string) => set({ ...nothing, session: sessionId }, false),
    create: (at?: Place) =>
      set(
        {
          ...nothing,
          new: newId(),
          ...(at && { from: String(at.startsAt), to: String(at.endsAt), track: at.track }),
        },
        false,
      ),
    close: () => set(nothing),
  }
}
export type EditorPlace = ReturnType<typeof useEditorPlace>
