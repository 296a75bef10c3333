// For tests of what is drawn: a page with the product's look around a component.
import { MantineProvider } from '@mantine/core'
import { act, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { axe } from 'jest-axe'
import type { ReactNode } from 'react'
import { theme } from '../ui/theme.ts'
import type { PlayedPolls, PlayedStorage } from './playedPolls.ts'
import type { Polls } from './pollsStore.ts'

// Text areas that grow ask when fonts have come; this browser has none.
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() })

/** Lets what a component puts off to the next turn happen. */
export const nextTurn = (ms = 5) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)))
/** A dialog that is closed lets the page scroll again only after a while. */
export const dialogGone = () => nextTurn(250)

/** Draws what `content` makes of a page's polls, once they are there. */
export async function draw(server: PlayedPolls, content: (polls: Polls) => ReactNode, kept?: PlayedStorage) {
  const polls = server.page(kept)
  polls.start()
  const page = render(
    <MantineProvider theme={theme} env="test">
      <main>
        <h1>Heart failure in 2026</h1>
        {content(polls)}
      </main>
    </MantineProvider>,
  )
  await act(async () => undefined)
  return { ...page, polls, user: userEvent.setup() }
}

export const violations = async (): Promise<string[]> =>
  (await axe(document.body)).violations.map(({ id, help }) => `${id}: ${help}`)
