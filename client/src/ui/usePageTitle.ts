import { useEffect } from 'react'

/**
 * Shows `title` in the tab while set: all that is visible of a background page. Afterwards
 * the page's own title returns, which the library's `useDocumentTitle` does not do.
 */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
}
