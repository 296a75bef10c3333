import type { Lead } from '@lectern/shared/consents'
import { notesMax } from '@lectern/shared/limits'
import { Button, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { dayAndTime } from '../../words/times.ts'
import type { Desk } from './deskClient.ts'

const ratings = [
  { value: '', label: 'None' },
  ...['1', '2', '3', '4', '5'].map((value) => ({ value, label: value })),
]

/** The staff's own rating and notes, unsaved until a press. */
export function LeadNotes({ desk, lead }: { desk: Desk; lead: Lead }) {
  /** Undefined if they match the server's. */
  const [notes, setNotes] = useState<string>()
  const [rating, setRating] = useState<number | null>()
  const { busy, refusal, run } = useCommand()
  const shownRating = rating === undefined ? lead.rating : rating
  const isChanged = (notes !== undefined && notes !== lead.notes) || shownRating !== lead.rating
  const save = () =>
    run(async () => {
      await desk.annotate(lead.visitor.visitorId, (notes ?? lead.notes).trim(), shownRating)
      setNotes(undefined)
      setRating(undefined)
    })
  return (
    <Stack gap="sm" mt="md">
      <div>
        <Text size="sm" fw={500} id="lead-rating" mb={4}>
          Rating
        </Text>
        <SegmentedControl
          aria-labelledby="lead-rating"
          fullWidth
          size="xs"
          data={ratings}
          value={String(shownRating ?? '')}
          onChange={(value) => setRating(Number(value) || null)}
        />
      </div>
      <Textarea
        label="Notes"
        description="For you and your colleagues. Deleted when the visitor stops sharing everything."
        autosize
        minRows={2}
        maxLength={notesMax}
        value={notes ?? lead.notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      <Refusal refusal={refusal} kept="What you wrote is kept here." size="sm" />
      {isChanged && (
        <Group>
          <Button size="compact-md" onClick={() => void save()} {...busyButton(busy)}>
            Save
          </Button>
        </Group>
      )}
      <Text size="xs" c="gray.7" className="figures">
        Last change {dayAndTime(lead.changedAt)}
      </Text>
    </Stack>
  )
}
