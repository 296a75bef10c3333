import type { OfficeTest } from '@lectern/shared/activityTest'
import { Button, Select, Stack, Text } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { counted } from '../words/counts.ts'
import type { QuestionValues } from './evaluationForm.ts'
import { copiesOf } from './testForm.ts'

interface CopyTestProps {
  others: OfficeTest['others']
  isDisabled: boolean
  onCopied: (questions: QuestionValues[]) => void
}

/** Takes over the questions of another activity's test; nothing is saved yet. */
export function CopyTest({ others, isDisabled, onCopied }: CopyTestProps) {
  const [isOpen, setOpen] = useState(false)
  const [from, setFrom] = useState<string | null>(null)
  const { busy, refusal, run } = useCommand()
  const copy = async (activityId: string) => {
    const isDone = await run(async () => {
      onCopied(copiesOf((await request('office.test', { params: { activityId } })).questions))
    })
    if (isDone) setOpen(false)
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCopy size={16} stroke={1.75} aria-hidden="true" />}
        disabled={isDisabled}
        onClick={() => setOpen(true)}
      >
        Copy from another activity
      </Button>
      <Dialog opened={isOpen} onClose={() => setOpen(false)} title="Copy a test">
        <Stack gap="md">
          <Select
            label="Activity"
            placeholder="Choose one"
            searchable
            data-autofocus
            data={others.map(({ activityId, title, conference, questions }) => ({
              value: activityId,
              label: `${title}, ${conference} (${counted(questions, 'question')})`,
            }))}
            value={from}
            onChange={setFrom}
          />
          <Text size="sm" c="gray.7">
            Its questions are added below yours, with their right answers. Nothing changes in that activity,
            and nothing is saved here until you save.
          </Text>
          <Refusal refusal={refusal} />
          <DialogButtons
            confirm="Copy the questions"
            busy={busy}
            disabled={from === null}
            onCancel={() => setOpen(false)}
            onConfirm={() => from !== null && void copy(from)}
          />
        </Stack>
      </Dialog>
    </>
  )
}
