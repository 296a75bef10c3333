import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Button, Card, Group, Stack, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { busyButton } from '../ui/busyButton.ts'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { DraftFields } from './DraftFields.tsx'
import { type DraftProblems, draftOf, emptyDraft, problemsOf, written } from './draftForm.ts'
import { directing, usePollCommand } from './pollDirecting.ts'
import type { Polls } from './pollsStore.ts'

interface PollFormProps {
  polls: Polls
  /** The draft to be edited; none for a new poll. */
  poll: Poll | undefined
  onDone: () => void
}

/** Makes a poll or edits a draft. What was written stays in the form until the server has taken it. */
export function PollForm({ polls, poll, onDone }: PollFormProps) {
  const [form, setForm] = useState(() => (poll ? draftOf(poll) : emptyDraft))
  const [problems, setProblems] = useState<DraftProblems>({})
  /** What is saved already: pressing again must not make a second poll. */
  const [saved, setSaved] = useState(poll)
  const current = useStore(polls.store, (state) => state.polls.find(({ id }) => id === saved?.id))
  const { busy, refusal, run } = usePollCommand(polls)
  const element = useRef<HTMLFormElement>(null)
  const { create, edit, open } = directing(polls)

  useEffect(() => element.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  useEffect(() => {
    if (Object.keys(problems).length > 0)
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problems])

  async function save(over: Poll | undefined, andOpen: boolean) {
    const draft = written(form)
    const found = problemsOf(draft)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    const done = await run(async () => {
      const answer = over ? await edit(over, draft) : await create(draft)
      setSaved(answer)
      if (andOpen) await open(answer)
    })
    if (done) onDone()
  }

  return (
    <Card withBorder className="poll-form" component="section" aria-label={poll ? 'Edit a poll' : 'New poll'}>
      <form
        ref={element}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save(saved, false)
        }}
      >
        <Stack gap="md" maw={640}>
          <Title order={3}>{poll ? 'Edit a poll' : 'New poll'}</Title>
          <DraftFields form={form} onChange={setForm} problems={problems} />
          <Refusal
            refusal={refusal && refusal.code !== 'stale' && refusal}
            kept="What you wrote is kept here."
          />
          {refusal?.code === 'stale' && (
            <Notice
              title="Somebody else changed this poll while you wrote"
              action={
                <Button variant="default" {...busyButton(busy)} onClick={() => void save(current, false)}>
                  Save mine over theirs
                </Button>
              }
            >
              What you wrote is kept here and nothing of theirs is lost yet. Their version is in the list.
            </Notice>
          )}
          <Group gap="sm">
            <Button type="submit" {...busyButton(busy)}>
              Save as draft
            </Button>
            <Button variant="default" {...busyButton(busy)} onClick={() => void save(saved, true)}>
              Save and open now
            </Button>
            <Button variant="subtle" onClick={onDone}>
              Discard
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
