import { biasReportMax } from '@lectern/shared/limits'
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { messageOf } from '../live/appError.ts'
import { live } from '../live/useConnection.ts'
import { Dialog } from '../ui/Dialog.tsx'

/** "This sells something": to the CE office alone, with the session's clock. What was written stays until it was taken. */
export function ReportBias({ sessionId }: { sessionId: string }) {
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState('')
  const [state, setState] = useState<'writing' | 'sending' | 'sent'>('writing')
  const [problem, setProblem] = useState('')

  async function send() {
    setState('sending')
    setProblem('')
    try {
      await live().send('program.reportBias', { sessionId, text })
      setText('')
      setState('sent')
    } catch (error) {
      setProblem(`${messageOf(error)} What you wrote is kept here.`)
      setState('writing')
    }
  }

  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setState('writing')
          setOpened(true)
        }}
      >
        Report commercial bias
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title="Report commercial bias">
        {state === 'sent' ? (
          <Stack align="flex-start">
            <Text role="status">Thank you. The CE office has your report; nobody else sees it.</Text>
            <Button onClick={() => setOpened(false)}>Close</Button>
          </Stack>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              void send()
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
              {problem && (
                <Text role="alert" c="var(--live)">
                  {problem}
                </Text>
              )}
              <Group>
                <Button type="submit" loading={state === 'sending'} disabled={text.trim() === ''}>
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
