import type { Conference } from '@lectern/shared/conferences'
import { trackMax, tracksMax } from '@lectern/shared/limits'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../../live/http.ts'
import { newId } from '../../live/unanswered.ts'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { moved } from '../../ui/moved.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { type ContractForm, useContractForm } from '../../ui/useContractForm.ts'
import { counted } from '../../words/counts.ts'
import type { PlannedItem } from './planned.ts'
import { planningKey, useTakeEdited } from './planningData.ts'
import { renamesIn, rowsOf, type TrackFields, type TrackRow, trackProblems } from './trackRows.ts'

interface TracksFormProps {
  conference: Conference
  items: readonly PlannedItem[]
}

/** The conference's tracks: their order is that of the grid; a new name follows in every session. */
export function TracksForm({ conference, items }: TracksFormProps) {
  const client = useQueryClient()
  const takeEdited = useTakeEdited()
  const [isSaved, setSaved] = useState(false)
  const { form, onSubmit } = useContractForm<TrackFields>({
    initialValues: {
      rows: rowsOf(
        conference.tracks ?? [],
        items.map(({ track }) => track),
      ),
    },
    problemsOf: trackProblems,
    onChange: () => setSaved(false),
  })
  const { rows } = form.values
  const { busy, refusal, run } = useCommand()
  async function save(): Promise<void> {
    const done = await run(async () => {
      for (const body of renamesIn(rows)) takeEdited(await request('program.renameTrack', { body }))
      await request('conferences.plan', { body: { tracks: rows.map(({ name }) => name.trim()) } })
      form.setValues({ rows: rows.map((row) => ({ ...row, saved: row.name.trim() })) })
    })
    // Some names may have been changed before one was refused.
    await client.invalidateQueries({ queryKey: planningKey })
    setSaved(done)
  }
  return (
    <form className="tracks-form" {...onSubmit(save)}>
      <Stack gap="md">
        <Text size="sm" c="gray.7">
          Tracks stand side by side in the grid, in this order. A session without a track belongs to
          everybody: a break, an opening.
        </Text>
        {rows.map((row, index) => (
          <Row
            key={row.key}
            {...{ form, row, index }}
            isLast={index === rows.length - 1}
            count={items.filter(({ track }) => track === row.saved && track !== '').length}
          />
        ))}
        <Button
          variant="default"
          size="compact-md"
          style={{ alignSelf: 'start' }}
          leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
          disabled={rows.length >= tracksMax}
          onClick={() => form.insertListItem('rows', { key: newId(), name: '', saved: '' })}
        >
          Add track
        </Button>
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          <Button type="submit" {...busyButton(busy)}>
            Save tracks
          </Button>
          <Text role="status">{isSaved && 'Saved.'}</Text>
        </Group>
      </Stack>
    </form>
  )
}

interface RowProps {
  form: ContractForm<TrackFields>
  row: TrackRow
  index: number
  isLast: boolean
  /** Sessions on this track. */
  count: number
}

function Row({ form, row, index, isLast, count }: RowProps) {
  const name = row.name || `track ${index + 1}`
  const move = (by: -1 | 1) => form.setFieldValue('rows', moved(form.values.rows, index, by))
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <TextInput
        flex="1 1 auto"
        aria-label={`Name of track ${index + 1}`}
        description={count > 0 ? counted(count, 'session') : 'No sessions'}
        inputWrapperOrder={['input', 'description', 'error']}
        maxLength={trackMax}
        dir="auto"
        {...form.getInputProps(`rows.${index}.name`)}
      />
      <IconButton
        label={`Up: ${name}`}
        icon={IconArrowUp}
        iconSize={16}
        disabled={index === 0}
        onClick={() => move(-1)}
      />
      <IconButton
        label={`Down: ${name}`}
        icon={IconArrowDown}
        iconSize={16}
        disabled={isLast}
        onClick={() => move(1)}
      />
      <IconButton
        label={`Remove ${name}`}
        icon={IconTrash}
        iconSize={16}
        disabled={count > 0}
        onClick={() => form.removeListItem('rows', index)}
      />
    </Group>
  )
}
