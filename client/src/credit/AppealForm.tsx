import { appealRequest } from '@lectern/shared/credit'
import { appealMax } from '@lectern/shared/limits'
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { useOpener } from '../ui/useOpener.ts'
import { type Problems, problemsIn, shortenWords } from '../words/problems.ts'
import { appeal, creditKey } from './creditApi.ts'

const problemsOf =
  (sessionId: string) =>
  ({ text }: { text: string }): Problems =>
    problemsIn(
      appealRequest,
      { sessionId, text: text.trim() },
      {
        own: {
          text: ({ length }) =>
            length > appealMax ? shortenWords(length, appealMax) : 'Write what happened first.',
        },
      },
    )

/** Asks the CE office to review a session's minutes. */
export function AppealForm({ sessionId, title }: { sessionId: string; title: string }) {
  const { isOpen, opener, open, close } = useOpener()
  const { form, onSubmit } = useContractForm({
    initialValues: { text: '' },
    problemsOf: problemsOf(sessionId),
  })
  const [sent, setSent] = useState(false)
  const { busy, refusal, run } = useCommand({ changes: creditKey })
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (isOpen) field.current?.focus()
  }, [isOpen])

  async function submit({ text }: { text: string }) {
    if (!(await run(() => appeal(sessionId, text.trim())))) return
    form.reset()
    close()
    setSent(true)
  }

  return (
    <>
      <Text role="status" size="sm">
        {sent && 'Sent to the CE office. Its decision appears here.'}
      </Text>
      {!isOpen && (
        <Group>
          <Button
            ref={opener}
            variant="default"
            size="compact-sm"
            aria-label={`Something is wrong with these minutes: ${title}`}
            onClick={() => {
              setSent(false)
              open()
            }}
          >
            Something is wrong with these minutes
          </Button>
        </Group>
      )}
      {isOpen && (
        <form aria-label={`Appeal: ${title}`} {...onSubmit(submit)}>
          <Stack gap="sm" maw={560}>
            <Textarea
              label="What happened?"
              description="Say which time is meant and what you saw or heard. The CE office reads it, and decides."
              autosize
              minRows={3}
              ref={field}
              {...form.getInputProps('text')}
              errorProps={{ role: 'alert' }}
            />
            <Refusal refusal={refusal} kept="What you wrote is kept here." />
            <Group gap="sm">
              <Button type="submit" {...busyButton(busy)}>
                Send the appeal
              </Button>
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </>
  )
}
