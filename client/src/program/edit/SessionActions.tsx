import type { PlannedView, Scope } from '@lectern/shared/programPlanning'
import { Button, Group, Text } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../../live/http.ts'
import { newId } from '../../live/unanswered.ts'
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { toast } from '../../ui/toast.tsx'
import { planningKey } from './planningData.ts'
import { ScopeChoice } from './ScopeChoice.tsx'
import { usePlanningCommand } from './usePlanningCommand.ts'
import { useRestore } from './useRestore.ts'

interface SessionActionsProps {
  view: PlannedView
  onGone: () => void
  onCopied: (sessionId: string) => void
}

/** Duplicating and removing a session. */
export function SessionActions({ view, onGone, onCopied }: SessionActionsProps) {
  const { session, state } = view
  const restore = useRestore()
  const [asks, setAsks] = useState(false)
  const client = useQueryClient()
  const { refusal, edit } = usePlanningCommand()
  const params = { sessionId: session.id }

  async function duplicate(): Promise<void> {
    const copyId = newId()
    const done = await edit(() => request('program.duplicate', { params, body: { copyId } }))
    if (done) onCopied(copyId)
  }
  async function remove(scope: Scope): Promise<void> {
    setAsks(false)
    const body = { version: session.version ?? 0, scope }
    const edited = await edit(() => request('program.remove', { params, body }))
    if (!edited) return
    const [only, ...more] = edited.removed
    if (only && more.length === 0) toast(`Removed: ${session.title}`, { undo: () => void restore(only) })
    else toast(`${edited.removed.length} sessions removed. The list brings each of them back.`)
    // Removed sessions are listed there.
    void client.invalidateQueries({ queryKey: planningKey })
    onGone()
  }
  const confirm = { confirm: 'Remove', title: 'Remove from the programme', onClose: () => setAsks(false) }
  return (
    <section aria-label="More" className="edit-more">
      <Group gap="sm">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconCopy size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => void duplicate()}
        >
          Duplicate
        </Button>
        <Button
          variant="subtle"
          color="red"
          size="compact-md"
          leftSection={<IconTrash size={16} stroke={1.75} aria-hidden="true" />}
          disabled={state.liveAt !== null}
          onClick={() => setAsks(true)}
        >
          Remove
        </Button>
        {state.liveAt !== null && (
          <Text size="sm" c="gray.7">
            It has gone live: what was watched must stay verifiable.
          </Text>
        )}
      </Group>
      <Refusal refusal={refusal} size="sm" />
      {asks && session.series && <ScopeChoice {...confirm} isHarm onChoose={(scope) => void remove(scope)} />}
      {asks && !session.series && (
        <Dialog opened onClose={confirm.onClose} title={confirm.title}>
          <Text mb="md">
            “<bdi>{session.title}</bdi>” disappears from every agenda. It can be brought back from the list.
          </Text>
          <DialogButtons
            confirm={confirm.confirm}
            color="red"
            isCancelFirst
            onCancel={confirm.onClose}
            onConfirm={() => void remove('this')}
          />
        </Dialog>
      )}
    </section>
  )
}
