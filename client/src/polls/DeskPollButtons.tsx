import type { Poll } from '@lectern/shared/polls'
import { Anchor, Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { urlOf } from '../live/http.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import type { Key } from '../ui/keys.ts'
import { counted } from '../words/counts.ts'
import type { Polls } from './pollsClient.ts'

type Press = (() => void) | undefined

interface DeskPollButtonsProps {
  polls: Polls
  poll: Poll
  busy: boolean
  /** The keys act on this poll. */
  isChosen: boolean
  promptId: string
  /** What cannot be done has no handler. */
  onOpen: Press
  onClose: Press
  onStageChange: Press
  onEdit: Press
  onDelete: Press
}

export function DeskPollButtons(props: DeskPollButtonsProps) {
  const { polls, poll, busy, isChosen, promptId, onOpen, onClose, onStageChange, onEdit, onDelete } = props
  const keyName = useKeyName()
  const button = (label: string, onClick: Press, key?: Key, isMain = false): ReactNode =>
    onClick && (
      <Button
        size="compact-sm"
        variant={isMain ? 'filled' : 'default'}
        {...busyButton(busy)}
        aria-describedby={promptId}
        aria-keyshortcuts={isChosen && key ? keyName(key) : undefined}
        onClick={onClick}
      >
        {label}
        {isChosen && key && (
          <span aria-hidden="true">
            &nbsp;
            <Keycap of={key} />
          </span>
        )}
      </Button>
    )
  return (
    <Group gap={4} mt={4}>
      {button('Open', onOpen, 'o', true)}
      {button('Edit', onEdit)}
      {button('Delete', onDelete)}
      {button(`Close poll (${counted(poll.tally?.people ?? 0, 'vote')})`, onClose, 'o', true)}
      {button(poll.onStage ? 'Take off the stage' : 'Show on stage', onStageChange, 't')}
      {poll.status !== 'draft' && (
        <Anchor
          href={urlOf('polls.results', { params: { sessionId: polls.sessionId, pollId: poll.id } })}
          download
          size="xs"
        >
          Download as CSV
        </Anchor>
      )}
    </Group>
  )
}
