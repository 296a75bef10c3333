import { biasReportMax } from '@lectern/shared/limits'
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'

/**
 * "This sells something": goes to the CE office alone, with
 * the session's clock. The text stays until it is accepted.
 */
export function ReportBias({ sessionId }: { sessionId: string }) {
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState('')
  const [isSent, setSent] = useState(false)
  const { busy, refusal, send, clear } = useCommand()

  async function report() {
    if (!(await send('program.reportBias', { sessionId, text }))) return
    setText('')
    setSent(true)
  }

  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          clear()
          setSent(false)
          setOpened(true)
        }}
      >
        Report commercial bias
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title="Report commercial bias">
        {isSent ? (
          <Stack align="flex-start">
            <Text role="status">Thank you. The CE office has your report; no one else sees it.</Text>
            <Button onClick={() => setOpened(false)}>Close</Button>
          </Stack>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              void report()
            }}
          >
            <Stack>
              <Text size="sm">
                Did something here promote a product or a company? Your words go to the CE office, with your
                name and the moment of the session. Speakers, moderators and exhibitors do not see them.
              </Text>
              <Textarea
                label="What happened"
                autosize
                minRows={3}
                maxLength={biasReportMax}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                data-autofocus
              />
              <Refusal refusal={refusal} kept="What you wrote is kept here." />
              <Group>
                <Button type="submit" loading={busy} disabled={text.trim() === ''}>
                  Send to the CE office
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Dialog>
    </>
  )
}
