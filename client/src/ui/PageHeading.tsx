// What a page is called, and where one is after following a link: its title in the tab, its heading in focus (WCAG 2.4.2, 2.4.3).
import type { Me } from '@lectern/shared/accounts'
import { Title, type TitleProps } from '@mantine/core'
import { type RefObject, useContext, useLayoutEffect, useRef } from 'react'
import { UNSAFE_LocationContext } from 'react-router'
import { queryClient } from '../live/http.ts'
import { meQuery } from '../live/me.ts'

/** Where the focus was led to last. The page that is loaded first has it from the browser. */
let arrivedAt = location.pathname

/** For the heading of a page: `title` names the page in the tab where its words alone do not. */
export function usePageHeading(words: string, title = words): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  // While the next page is fetched the address is the next one's already, and what is drawn is still the one before. There is
  // no router around the page that says that all has failed.
  const shownAt =
    (useContext(UNSAFE_LocationContext) as { location: { pathname: string } } | null)?.location.pathname ??
    location.pathname
  useLayoutEffect(() => {
    const conference = queryClient.getQueryData<Me>(meQuery.queryKey)?.conference.title
    document.title = `${title} – ${conference ?? 'Lectern'}`
    if (shownAt !== location.pathname || shownAt === arrivedAt) return
    arrivedAt = shownAt
    const element = heading.current
    if (!element) return
    element.tabIndex = -1
    // A screen reader reads what gets the focus.
    element.focus()
  }, [title, shownAt])
  return heading
}

interface PageHeadingProps extends Omit<TitleProps, 'order'> {
  children: string
  /** In the tab, instead of the heading's words. */
  title?: string
}

/** The one heading of the first level on a page. */
export function PageHeading({ children, title, ...rest }: PageHeadingProps) {
  const heading = usePageHeading(children, title)
  return (
    <Title ref={heading} order={1} dir="auto" {...rest}>
      {children}
    </Title>
  )
}
