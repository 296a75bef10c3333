import { type BoothField, boothContent, boothFields } from '@lectern/shared/booths'
import { id } from '@lectern/shared/ids'
import { boothNameMax } from '@lectern/shared/limits'
import { Button, Card, Group, Stack, TextInput, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import { type Problems, problemsIn } from '../../words/problems.ts'
import { EditableFields } from './EditableFields.tsx'
import { manageKey } from './manageQuery.ts'

/** A short name of the company from its full one: letters, digits and dashes. */
export const shortNameOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64)

/** Everything but the name, which the organiser has agreed on. */
const usual: BoothField[] = boothFields.filter((field) => field !== 'name')

interface NewBooth {
  name: string
  /** Null until edited: it follows from the name. */
  shortName: string | null
  editable: readonly BoothField[]
}

const emptyContent = { name: '', categories: [], description: '', links: [], hours: [] }

const exhibitorIdOf = ({ name, shortName }: Pick<NewBooth, 'name' | 'shortName'>): string =>
  shortName ?? shortNameOf(name)

const contract = z.object({ name: boothContent.shape.name, shortName: id })
const problemsOf = (values: NewBooth): Problems =>
  problemsIn(
    contract,
    { name: values.name.trim(), shortName: exhibitorIdOf(values) },
    {
      own: {
        name: `Give the booth a name of at most ${boothNameMax} characters.`,
        shortName: 'Letters, digits, dashes and underscores only, at most 64.',
      },
    },
  )

export function CreateBooth() {
  const [opened, setOpened] = useState(false)
  const [told, setTold] = useState('')
  return (
    <div>
      {opened ? (
        <CreateForm
          onDone={(name) => {
            setOpened(false)
            setTold(name ? `${name} is on the floor now. Invite its staff next.` : '')
          }}
        />
      ) : (
        <Button onClick={() => setOpened(true)}>New booth</Button>
      )}
      <div role="status">{told}</div>
    </div>
  )
}

/** `onDone`: with the new booth's name, or without one. */
function CreateForm({ onDone }: { onDone: (name?: string) => void }) {
  const { form, onSubmit } = useContractForm<NewBooth>({
    initialValues: { name: '', shortName: null, editable: usual },
    problemsOf,
  })
  const { busy, refusal, send } = useCommand({ changes: manageKey })
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  async function create({ name, editable, ...written }: NewBooth) {
    const content = { ...emptyContent, name: name.trim() }
    const request = { exhibitorId: exhibitorIdOf({ name, ...written }), content, editable: [...editable] }
    if (await send('booths.create', request)) onDone(content.name)
  }

  return (
    <Card withBorder component="section" aria-label="New booth">
      <form {...onSubmit(create)}>
        <Stack gap="md" maw={560}>
          <Title order={2} size="h3">
            New booth
          </Title>
          <TextInput ref={field} label="Name of the company" {...form.getInputProps('name')} />
          <TextInput
            label="Short name"
            description="Tells companies apart in links and accounts. It cannot be changed afterwards."
            {...form.getInputProps('shortName')}
            value={exhibitorIdOf(form.values)}
          />
          <EditableFields
            editable={form.values.editable}
            onChange={(editable) => form.setFieldValue('editable', editable)}
          />
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <Group gap="sm">
            <Button type="submit" {...busyButton(busy)}>
              Make the booth
            </Button>
            <Button variant="subtle" onClick={() => onDone()}>
              Discard
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
