import { type BoothField, boothContent, boothFields } from '@lectern/shared/booths'
import { id } from '@lectern/shared/ids'
import { boothNameMax } from '@lectern/shared/limits'
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { z } from 'zod'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import { type Problems, problemsIn } from '../../words/problems.ts'
import { shortNameOf } from '../../words/shortName.ts'
import { EditableFields } from './EditableFields.tsx'
import { manageKey } from './manageQuery.ts'

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

/** `onDone`: with the new booth's name, or without one. */
export function CreateBooth({ onDone }: { onDone: (name?: string) => void }) {
  const { form, onSubmit } = useContractForm<NewBooth>({
    initialValues: { name: '', shortName: null, editable: usual },
    problemsOf,
  })
  const { busy, refusal, send } = useCommand({ changes: manageKey })
  async function create({ name, editable, ...written }: NewBooth) {
    const content = { ...emptyContent, name: name.trim() }
    const request = { exhibitorId: exhibitorIdOf({ name, ...written }), content, editable: [...editable] }
    if (await send('booths.create', request)) onDone(content.name)
  }

  return (
    <form {...onSubmit(create)} className="booths">
      <Stack gap="md">
        <TextInput data-autofocus label="Name of the company" {...form.getInputProps('name')} />
        <TextInput
          label="Short name"
          description="Tells companies apart in links and accounts. It can’t be changed later."
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
            Create booth
          </Button>
          <Button variant="subtle" onClick={() => onDone()}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
