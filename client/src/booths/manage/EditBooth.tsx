import { type BoothField, type BoothSettings, type FileKind, fieldOfFile } from '@lectern/shared/booths'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect } from 'react'
import { useConnection, useNow } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { BoothHead, BoothText } from '../BoothFront.tsx'
import { ContentFields } from './ContentFields.tsx'
import { type EditForm, shownContent } from './editForm.ts'
import { FileFields } from './FileFields.tsx'
import { type Upload, uploadFile } from './uploadFile.ts'
import { useBoothForm } from './useBoothForm.ts'

interface EditBoothProps {
  settings: BoothSettings
  /** Organisers may change everything; staff what they are permitted. */
  isOrganiser: boolean
  /** The booth after a change, or its current state if another person was faster. */
  onSettings: (settings: BoothSettings) => void
  onReload: () => Promise<unknown>
  upload?: Upload
}

const fileKinds: readonly FileKind[] = ['logo', 'cover', 'image', 'document']

/** A booth's content, with a preview as visitors will see it. Edits stay until they are saved. */
export function EditBooth(props: EditBoothProps) {
  const { settings, isOrganiser, onReload, upload = uploadFile } = props
  const connection = useConnection()
  const mayEdit = (field: BoothField) => isOrganiser || settings.editable.includes(field)
  const editing = useBoothForm({ ...props, mayEdit })
  const { form, onSubmit, save, refusal, busy, isChanged, isSaved } = editing
  const isStale = refusal?.code === 'stale'
  useEffect(() => {
    if (isStale) void onReload()
  }, [isStale, onReload])
  return (
    <div className="booth-edit">
      <Stack gap="lg">
        <form {...onSubmit(() => save())}>
          <Stack gap="md">
            <ContentFields form={form} mayEdit={mayEdit} />
            {isStale ? (
              <Stale editing={editing} />
            ) : (
              <Refusal refusal={refusal} kept="What you wrote is kept here." />
            )}
            <Group gap="md">
              <Button type="submit" {...busyButton(busy || !isChanged)} aria-busy={busy}>
                Save
              </Button>
              <Text role="status" size="sm">
                {isSaved ? 'Saved. Visitors see it now.' : isChanged ? 'Not saved yet.' : ''}
              </Text>
            </Group>
          </Stack>
        </form>
        {fileKinds
          .filter((kind) => mayEdit(fieldOfFile(kind)))
          .map((kind) => (
            <FileFields
              key={kind}
              settings={settings}
              kind={kind}
              upload={upload}
              onRemove={(fileId) => connection.send('booths.removeFile', { boothId: settings.id, fileId })}
              onSettings={editing.takeFiles}
            />
          ))}
      </Stack>
      <Preview settings={settings} values={form.values} />
    </div>
  )
}

/** A colleague was faster. */
const Stale = ({
  editing: { submit, saveOver, takeTheirs, busy },
}: {
  editing: ReturnType<typeof useBoothForm>
}) => (
  <Notice
    title="Someone else changed this booth while you were writing"
    action={
      <>
        <Button variant="default" onClick={() => submit(saveOver)} {...busyButton(busy)}>
          Save mine over theirs
        </Button>
        <Button variant="default" onClick={takeTheirs}>
          Use theirs
        </Button>
      </>
    }
  >
    Your text is kept here. Saving replaces theirs only where you changed the same.
  </Notice>
)

function Preview({ settings, values }: { settings: BoothSettings; values: EditForm }) {
  const booth = { ...settings, ...shownContent(values) }
  const now = useNow(60_000)
  return (
    <section className="booth-preview" aria-labelledby="booth-preview">
      <Title order={2} size="h4" id="booth-preview" mb="sm">
        As visitors see it
      </Title>
      <BoothHead booth={booth} now={now} level={3} />
      <BoothText booth={booth} now={now} level={3} />
    </section>
  )
}
