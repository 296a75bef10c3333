import { type Lead, leadFields } from '@lectern/shared/consents'
import { notesMax } from '@lectern/shared/limits'
import { Button, Card, Group, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { dayAndTime } from '../../words/times.ts'
import { leadFieldWords, numberOf } from '../boothWords.ts'
import type { Desk } from './deskClient.ts'

const ratings = [
  { value: '', label: 'Not rated' },
  ...['1 (lowest)', '2', '3', '4', '5 (highest)'].map((label, i) => ({ value: String(i + 1), label })),
]

/** One lead: the visitor's fields, and the staff's notes. */
export function LeadCard({ desk, lead }: { desk: Desk; lead: Lead }) {
  const { visitor, values, changedAt } = lead
  const title = numberOf(visitor)
  return (
    <Card withBorder component="article" aria-labelledby={`lead-${visitor.visitorId}`}>
      <Stack gap="sm">
        <Title order={3} size="h4" id={`lead-${visitor.visitorId}`}>
          {title}
        </Title>
        <dl className="booth-rows">
          {leadFields
            .filter((field) => values[field] !== undefined)
            .map((field) => (
              <div key={field} style={{ display: 'contents' }}>
                <dt>{leadFieldWords[field]}</dt>
                <dd className="chat-text" dir="auto">
                  {values[field]}
                </dd>
              </div>
            ))}
        </dl>
        <Text size="sm" c="gray.7" className="figures">
          Last change {dayAndTime(changedAt)}
        </Text>
        <Notes desk={desk} lead={lead} title={title} />
      </Stack>
    </Card>
  )
}

function Notes({ desk, lead, title }: { desk: Desk; lead: Lead; title: string }) {
  /** Unsaved notes; undefined if they match the server's. */
  const [notes, setNotes] = useState<string>()
  const [rating, setRating] = useState<number | null>()
  const { busy, refusal, run } = useCommand()
  const isChanged =
    (notes !== undefined && notes !== lead.notes) || (rating !== undefined && rating !== lead.rating)
  const save = () =>
    run(async () => {
      await desk.annotate(
        lead.visitor.visitorId,
        (notes ?? lead.notes).trim(),
        rating === undefined ? lead.rating : rating,
      )
      setNotes(undefined)
      setRating(undefined)
    })
  return (
    <>
      <NativeSelect
        label={`Rating of ${title}`}
        value={String((rating === undefined ? lead.rating : rating) ?? '')}
        data={ratings}
        onChange={(event) => setRating(Number(event.currentTarget.value) || null)}
      />
      <Textarea
        label={`Notes on ${title}`}
        description="Your colleagues see them. They go when the visitor withdraws everything."
        autosize
        minRows={1}
        maxLength={notesMax}
        value={notes ?? lead.notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      <Refusal refusal={refusal} kept="What you wrote is kept here." />
      {isChanged && (
        <Group>
          <Button size="compact-md" onClick={() => void save()} {...busyButton(busy)}>
            Save rating and notes
          </Button>
        </Group>
      )}
    </>
  )
}
