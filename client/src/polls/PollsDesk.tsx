import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { DeskPoll } from './DeskPoll.tsx'
import { PollForm } from './PollForm.tsx'
import { PollsFailed, PollsLoading } from './PollsPanel.tsx'
import { usePolls } from './pollsClient.ts'
import { sorted } from './pollWords.ts'
import { useChosenPoll } from './useChosenPoll.ts'

const columns = [
  { key: 'open', title: 'Open', empty: 'No open poll. One that you open appears here with its votes.' },
  { key: 'drafts', title: 'Drafts', empty: 'No drafts. Prepare polls here ahead of time, or on the spot.' },
  { key: 'closed', title: 'Closed', empty: 'Closed polls stay here with their results.' },
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
  const root = useRef<HTMLDivElement>(null)
  const onFocus = useFocusKept(list, newButton)
  const keyName = useKeyName()
  const { chosenId, choose, step } = useChosenPoll(
    columns.flatMap(({ key }) => groups[key]),
    root,
  )
  const edit = (poll: Poll | 'new') => !hasEnded && setEdited((before) => before ?? poll)
  useShortcuts([
    { key: 'n', does: 'new poll', run: () => edit('new') },
    { key: '.', does: 'next poll', run: () => step(1), repeats: true },
    { key: ',', does: 'previous poll', run: () => step(-1), repeats: true },
  ])
  return (
    <Stack gap="sm" component="section" aria-labelledby="polls-of-desk" onFocus={onFocus} ref={root}>
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h3" id="polls-of-desk">
          Polls
        </Title>
        {!hasEnded && (
          <Button
            ref={newButton}
            size="xs"
            variant="default"
            onClick={() => edit('new')}
            disabled={edited !== undefined}
            aria-keyshortcuts={keyName('n')}
          >
            New poll
            <span aria-hidden="true">
              &nbsp;
              <Keycap of="n" />
            </span>
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
      {status === 'ready' &&
        columns.map(({ key, title, empty }) => (
          <section key={key} aria-label={`${title}: polls`}>
            <Title order={3} size="sm" mb={4}>
              {title}{' '}
              <Text span c="gray.7" size="sm" className="figures">
                {groups[key].length}
              </Text>
            </Title>
            {groups[key].length === 0 && (
              <Text size="sm" c="gray.7">
                {empty}
              </Text>
            )}
            {groups[key].map((poll) => (
              <DeskPoll
                key={poll.id}
                polls={polls}
                poll={poll}
                hasEnded={hasEnded}
                isChosen={poll.id === chosenId}
                onChoose={() => choose(poll.id)}
                onEdit={() => edit(poll)}
              />
            ))}
          </section>
        ))}
    </Stack>
  )
}
