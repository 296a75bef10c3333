import { useEffect } from 'react'

/**
 * Shows `title` in the tab while there is one: it is all that people see of a page in the background. Afterwards the
 * page's own title is back, which the library's `useDocumentTitle` does not do.
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
