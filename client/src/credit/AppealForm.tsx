import { appealRequest, type SessionWatched } from '@lectern/shared/credit'
import { appealMax, appealsMax } from '@lectern/shared/limits'
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { FormEnd } from '../ui/FormEnd.tsx'
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
            length > appealMax ? shortenWords(length, appealMax) : 'Describe what happened.',
        },
      },
    )

/** Every minute of a session that is over counts: there is nothing to appeal. */
const countsWhole = ({ phase, creditedSlots, possibleSlots, presented }: SessionWatched): boolean =>
  phase === 'ended' && presented === undefined && possibleSlots > 0 && creditedSlots === possibleSlots

/** Whether the server would take an appeal now: one at a time, and only where minutes can count. */
const mayAppeal = (session: SessionWatched): boolean => {
  const { phase, acknowledged, presented, appeals } = session
  return (
    !countsWhole(session) &&
    phase !== 'scheduled' &&
    (acknowledged || presented !== undefined) &&
    appeals.length < appealsMax &&
    appeals.every(({ decision }) => decision !== null)
  )
}

/** Asks the CE office to review a session's minutes. */
export function AppealForm({ session }: { session: SessionWatched }) {
  const { title } = session
  const { isOpen, opener, open, close } = useOpener()
  const [sent, setSent] = useState(false)
  const note = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (sent) note.current?.focus()
  }, [sent])
  return (
    <>
      <Text role="status" size="sm" ref={note} tabIndex={-1}>
        {sent && 'Sent to the CE office. Its decision appears here.'}
      </Text>
      {!isOpen && mayAppeal(session) && (
        <Group>
          <Button
            ref={opener}
            variant="default"
            size="compact-sm"
            aria-label={`Appeal these minutes: ${title}`}
            onClick={() => {
              setSent(false)
              open()
            }}
          >
            Appeal these minutes
          </Button>
        </Group>
      )}
      {isOpen && (
        <AppealEditor
          session={session}
          onCancel={close}
          onSent={() => {
            close()
            setSent(true)
          }}
        />
      )}
    </>
  )
}

interface AppealEditorProps {
  session: SessionWatched
  onCancel: () => void
  onSent: () => void
}

function AppealEditor({ session: { sessionId, title }, onCancel, onSent }: AppealEditorProps) {
  const { form, onSubmit } = useContractForm({
    initialValues: { text: '' },
    problemsOf: problemsOf(sessionId),
  })
  const { busy, refusal, run } = useCommand({ changes: creditKey })
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])

  async function submit({ text }: { text: string }) {
    if (await run(() => appeal(sessionId, text.trim()))) onSent()
  }

  return (
    <form aria-label={`Appeal: ${title}`} {...onSubmit(submit)}>
      <Stack gap="sm" maw={560}>
        <Textarea
          label="What happened?"
          description="Say when it was and what you saw or heard. The CE office reads it and decides."
          autosize
          minRows={3}
          ref={field}
          {...form.getInputProps('text')}
          errorProps={{ role: 'alert' }}
        />
        <FormEnd
          busy={busy}
          refusal={refusal}
          kept="Your text is kept."
          submit="Send appeal"
          onCancel={onCancel}
        />
      </Stack>
    </form>
  )
}
