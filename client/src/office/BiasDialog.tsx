import { biasReportMax } from '@lectern/shared/limits'
import type { BiasReports } from '@lectern/shared/program'
import { Radio, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useTries } from '../ui/useTries.ts'
import { decideBias, officeKey } from './officeApi.ts'

type Report = BiasReports['reports'][number]
type Finding = NonNullable<Report['decision']>['finding']

const choices: readonly (readonly [Finding, string])[] = [
  ['bias', 'There was commercial bias'],
  ['no_bias', 'There was none'],
]

interface BiasDialogProps {
  report: Report
  onClose: () => void
}

/** What the office found about a report, and what it did: closes it, and stands in the ledger. */
export function BiasDialog({ report, onClose }: BiasDialogProps) {
  const { id, sessionId, text, decision } = report
  const [finding, setFinding] = useState<Finding | null>(decision?.finding ?? null)
  const [words, setWords] = useState(decision?.words ?? '')
  const { form, isTried, refuse } = useTries()
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const isShort = words.trim().length < 3

  async function close() {
    if (finding === null || isShort) return refuse()
    const body = { finding, words: words.trim(), seen: decision?.at ?? null }
    if (await run(() => decideBias(sessionId, id, body))) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title="Examine the report">
      <form
        ref={form}
        className="office"
        onSubmit={(event) => {
          event.preventDefault()
          void close()
        }}
      >
        <Stack gap="md">
          <Text dir="auto" className="office-words">
            “{text}”
          </Text>
          <Radio.Group
            label="What did you find?"
            value={finding}
            onChange={(value) => setFinding(value as Finding)}
            error={isTried && finding === null ? 'Choose one.' : undefined}
          >
            <Stack gap="xs" mt="xs">
              {choices.map(([value, label]) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label="What was examined, and what was done"
            description="Stands in the ledger, in your words: name no learner."
            autosize
            minRows={3}
            maxLength={biasReportMax}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            error={isTried && isShort ? 'Say what was done.' : undefined}
          />
          <Refusal refusal={refusal} kept="Your text is kept." />
          <DialogButtons onCancel={onClose} confirm="Close the report" busy={busy} />
        </Stack>
      </form>
    </Dialog>
  )
}
