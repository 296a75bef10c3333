import './polls.css'
import type { Poll, PollDraft } from '@lectern/shared/polls'
import { Button, Group, Stack, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { busyButton } from '../ui/busyButton.ts'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { DraftFields } from './DraftFields.tsx'
import { draftOf, emptyDraft, problemsOf, written } from './draftForm.ts'
import { directing, usePollCommand } from './pollDirecting.ts'
import type { Polls } from './pollsClient.ts'

interface PollFormProps {
  polls: Polls
  /** The draft to edit; none for a new poll. */
  poll: Poll | undefined
  onDone: () => void
}

/** Creates a poll or edits a draft. The form keeps its contents until the server has accepted them. */
export function PollForm({ polls, poll, onDone }: PollFormProps) {
  const { form, element, submit, onSubmit } = useContractForm({
    initialValues: poll ? draftOf(poll) : emptyDraft,
    problemsOf: (values) => problemsOf(written(values)),
  })
  /** What is saved already: a second press must not create a second poll. */
  const [saved, setSaved] = useState(poll)
  const current = useStore(polls.store, (state) => state.polls.find(({ id }) => id === saved?.id))
  const { busy, refusal, run } = usePollCommand(polls)
  const { create, edit, open } = directing(polls)

  useEffect(() => element.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [element])

  async function save(values: PollDraft, over: Poll | undefined, andOpen: boolean) {
    const draft = written(values)
    const done = await run(async () => {
      const answer = over ? await edit(over, draft) : await create(draft)
      setSaved(answer)
      if (andOpen) await open(answer)
    })
    if (done) onDone()
  }

  return (
    <section className="poll-form" aria-label={poll ? 'Edit a poll' : 'New poll'}>
      <form {...onSubmit((values) => save(values, saved, false))}>
        <Stack gap="sm">
          <Title order={3} size="sm">
            {poll ? 'Edit a poll' : 'New poll'}
          </Title>
          <DraftFields form={form} />
          <Refusal
            refusal={refusal && refusal.code !== 'stale' && refusal}
            kept="What you wrote is kept here."
          />
          {refusal?.code === 'stale' && (
            <Notice
              title="Somebody else changed this poll while you wrote"
              action={
                <Button
                  variant="default"
                  {...busyButton(busy)}
                  onClick={() => submit((values) => save(values, current, false))}
                >
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
            <Button
              variant="default"
              {...busyButton(busy)}
              onClick={() => submit((values) => save(values, saved, true))}
            >
              Save and open now
            </Button>
            <Button variant="subtle" onClick={onDone}>
              Discard
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  )
}
