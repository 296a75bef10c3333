// For tests of drawing: a component on a page with a session's polls.
import type { ReactNode } from 'react'
import { provide } from '../live/useFollowed.ts'
import { clara, draw as drawPage } from '../testing/drawPage.tsx'
import { type FakePolls, type FakeStorage, sessionId } from './fakePolls.ts'
import { pollsKey } from './pollsClient.ts'

/** Draws it as clara's page, once its polls are loaded. */
export async function draw(server: FakePolls, content: ReactNode, kept?: FakeStorage) {
  const { connection } = server
  const polls = server.page(kept)
  provide(connection, pollsKey(clara.id, sessionId), polls)
  const page = await drawPage(content, { connection, heading: 'Heart failure in 2026' })
  return { ...page, polls }
}
