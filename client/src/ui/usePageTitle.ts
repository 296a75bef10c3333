import { useEffect } from 'react'

/** While there are words, the tab bears them: that is all of a page in the background that can be seen. */
export function usePageTitle(words: string | null): void {
  useEffect(() => {
    if (words === null) return
    const before = document.title
    document.title = words
    return () => {
      document.title = before
    }
  }, [words])
}
