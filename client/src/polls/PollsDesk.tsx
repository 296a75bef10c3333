import type { Poll } from '@lectern/shared/polls'
import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { DeskPoll } from './DeskPoll.tsx'
import { PollForm } from './PollForm.tsx'
import { PollsFailed, PollsLoading } from './PollsPanel.tsx'
import { usePolls } from './pollsClient.ts'
import { sorted } from './pollWords.ts'

const columns = [
  { key: 'drafts', title: 'Drafts', empty: 'None. “New poll” makes one, now or ahead of time.' },
  { key: 'open', title: 'Open', empty: 'None. An opened draft appears here with its votes as they come.' },
  { key: 'closed', title: 'Closed', empty: 'None yet. Closed polls stay here with their results.' },
] as const

/** Opening, closing or deleting a poll removes the pressed button: the focus follows the poll. */
function useFocusKept(list: readonly Poll[], otherwise: RefObject<HTMLElement | null>) {
  const last = useRef<HTMLElement>(null)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the list is what moves things
  useEffect(() => {
    if (document.activeElement !== document.body || !last.current || last.current.isConnected) return
    const id = last.current.closest<HTMLElement>('[data-poll]')?.dataset.poll
    const moved = id && document.querySelector<HTMLElement>(`[data-poll="${id}"]`)
    ;(moved || otherwise.current)?.focus()
  }, [list, otherwise])
  return ({ target }: { target: EventTarget }) => {
    last.current = target as HTMLElement
  }
}

/**
 * The moderators' polls: created, opened, closed, shown on stage. Once the session `hasEnded`, only results.
 */
export function PollsDesk({ sessionId, hasEnded = false }: { sessionId: string; hasEnded?: boolean }) {
  const polls = usePolls(sessionId)
  const status = useStore(polls.store, (state) => state.status)
  const list = useStore(polls.store, (state) => state.polls)
  const groups = sorted(list)
  /** The poll in the form: a draft, or `new`. */
  const [edited, setEdited] = useState<Poll | 'new'>()
  const newButton = useRef<HTMLButtonElement>(null)
  const onFocus = useFocusKept(list, newButton)
  return (
    <Stack gap="md" mt="lg" component="section" aria-labelledby="polls-of-desk" onFocus={onFocus}>
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h3" id="polls-of-desk">
          Polls
        </Title>
        {!hasEnded && (
          <Button ref={newButton} onClick={() => setEdited('new')} disabled={edited !== undefined}>
            New poll
          </Button>
        )}
      </Group>
      {edited && !hasEnded && (
        <PollForm
          polls={polls}
          poll={edited === 'new' ? undefined : edited}
          onDone={() => {
            setEdited(undefined)
            setTimeout(() => newButton.current?.focus())
          }}
        />
      )}
      {status === 'failed' && <PollsFailed polls={polls} />}
      {status === 'loading' && <PollsLoading />}
      {status === 'ready' && (
        <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
          {columns.map(({ key, title, empty }) => (
            <section key={key} aria-label={`${title}: polls`}>
              <Title order={3} size="h4" mb="sm">
                {title}{' '}
                <Text span className="figures">
                  {groups[key].length}
                </Text>
              </Title>
              {groups[key].length === 0 && <Text c="gray.7">{empty}</Text>}
              <Stack gap="sm">
                {groups[key].map((poll) => (
                  <DeskPoll
                    key={poll.id}
                    polls={polls}
                    poll={poll}
                    hasEnded={hasEnded}
                    onEdit={() => setEdited((before) => before ?? poll)}
                  />
                ))}
              </Stack>
            </section>
          ))}
        </SimpleGrid>
      )}
    </Stack>
  )
}
