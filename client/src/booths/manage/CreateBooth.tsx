import { type BoothField, boothFields } from '@lectern/shared/booths'
import { boothNameMax } from '@lectern/shared/limits'
import { Button, Card, Group, Stack, TextInput, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
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

/** `onDone`: with the name of the booth that was made, or without one. */
function CreateForm({ onDone }: { onDone: (name?: string) => void }) {
  const [name, setName] = useState('')
  const [shortName, setShortName] = useState<string>()
  const [editable, setEditable] = useState<readonly BoothField[]>(usual)
  const [problem, setProblem] = useState<{ name?: string; shortName?: string }>({})
  const { busy, refusal, send } = useCommand({ changes: manageKey })
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const exhibitorId = shortName ?? shortNameOf(name)

  async function create() {
    const trimmed = name.trim()
    const found = {
      ...((trimmed === '' || trimmed.length > boothNameMax) && {
        name: `Give the booth a name of at most ${boothNameMax} characters.`,
      }),
      ...(!/^[A-Za-z0-9_-]{1,64}$/.test(exhibitorId) && {
        shortName: 'Letters, digits, dashes and underscores only, at most 64.',
      }),
    }
    setProblem(found)
    if (Object.keys(found).length > 0) return
    const content = { name: trimmed, categories: [], description: '', links: [], hours: [] }
    if (await send('booths.create', { exhibitorId, content, editable: [...editable] })) onDone(trimmed)
  }

  return (
    <Card withBorder component="section" aria-label="New booth">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Stack gap="md" maw={560}>
          <Title order={2} size="h3">
            New booth
          </Title>
          <TextInput
            ref={field}
            label="Name of the company"
            value={name}
            error={problem.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Short name"
            description="Tells companies apart in links and accounts. It cannot be changed afterwards."
            value={exhibitorId}
            error={problem.shortName}
            onChange={(event) => setShortName(event.currentTarget.value)}
          />
          <EditableFields editable={editable} onChange={setEditable} />
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
