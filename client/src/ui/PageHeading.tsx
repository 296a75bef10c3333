// A page's title in the tab, and its heading, which gets the
// focus after a link was followed (WCAG 2.4.2, 2.4.3).
import type { Me } from '@lectern/shared/accounts'
import { Title, type TitleProps } from '@mantine/core'
import { type RefObject, useContext, useLayoutEffect, useRef } from 'react'
import { UNSAFE_LocationContext } from 'react-router'
import { queryClient } from '../live/http.ts'
import { meQuery } from '../live/me.ts'
import { pathIn } from '../live/place.ts'
import { CreditText } from './CreditText.tsx'

/** Where the focus was last moved. For the first page, the browser sets it. */
let arrivedAt = pathIn(location.pathname)

/** For a page's heading: `title` names the page in the tab if the heading's words are not enough. */
export function usePageHeading(words: string, title = words): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  // While the next page loads, the address is already the next one's but the previous
  // page is still drawn. The page that reports a total failure has no router around it.
  const shownAt =
    (useContext(UNSAFE_LocationContext) as { location: { pathname: string } } | null)?.location.pathname ??
    pathIn(location.pathname)
  useLayoutEffect(() => {
    const conference = queryClient.getQueryData<Me>(meQuery.queryKey)?.conference.title
    document.title = `${title} – ${conference ?? 'Lectern'}`
    if (shownAt !== pathIn(location.pathname) || shownAt === arrivedAt) return
    arrivedAt = shownAt
    const element = heading.current
    if (!element) return
    element.tabIndex = -1
    // Screen readers read the focused element.
    element.focus()
  }, [title, shownAt])
  return heading
}

interface PageHeadingProps extends Omit<TitleProps, 'order'> {
  children: string
  /** Title in the tab, instead of the heading's words. */
  title?: string | undefined
}

/** The only first-level heading of a page. */
export function PageHeading({ children, title, ...rest }: PageHeadingProps) {
  const heading = usePageHeading(children, title)
  return (
    <Title ref={heading} order={1} dir="auto" {...rest}>
      <CreditText>{children}</CreditText>
    </Title>
  )
}
