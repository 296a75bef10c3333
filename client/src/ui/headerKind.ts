// How the page on screen wants the header: pages have the whole one, tools and the room a low, dark one.
import { useLayoutEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export type HeaderKind = 'page' | 'tool' | 'room'

const headerKind = createStore<{ kind: HeaderKind }>(() => ({ kind: 'page' }))

export const useHeaderKind = (): HeaderKind => useStore(headerKind, ({ kind }) => kind)

/** For as long as the calling page is shown. The style sheet reads the height of each kind. */
export function useHeader(kind: HeaderKind): void {
  useLayoutEffect(() => {
    headerKind.setState({ kind })
    document.documentElement.dataset.header = kind
    return () => {
      headerKind.setState({ kind: 'page' })
      delete document.documentElement.dataset.header
    }
  }, [kind])
}
