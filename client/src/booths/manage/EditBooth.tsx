import type { BoothField, BoothSettings } from '@lectern/shared/booths'
import { Button, Grid, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useCommand } from '../../live/useCommand.ts'
import { useConnection, useNow } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import { BoothFront } from '../BoothFront.tsx'
import { ContentFields } from './ContentFields.tsx'
import { changedContent, editProblemsOf, formOf, formOver, shownContent } from './editForm.ts'
import { FileFields } from './FileFields.tsx'
import { type Upload, uploadFile } from './uploadFile.ts'

interface EditBoothProps {
  settings: BoothSettings
  /** Organisers may change everything; staff what they are permitted. */
  isOrganiser: boolean
  /** The booth after a change, or its current state if another person was faster. */
  onSettings: (settings: BoothSettings) => void
  onReload: () => Promise<unknown>
  upload?: Upload
}

/** A booth's content, with a preview as visitors will see it. Edits stay until they are saved. */
export function EditBooth(props: EditBoothProps) {
  const { settings, isOrganiser, onSettings, onReload, upload = uploadFile } = props
  const connection = useConnection()
  /** The booth that the form was filled from: differences are this page's changes. */
  const [base, setBase] = useState(settings)
  const [saved, setSaved] = useState(false)
  const [initialValues] = useState(() => formOf(settings))
  const { form, submit, onSubmit } = useContractForm({
    initialValues,
    problemsOf: editProblemsOf,
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run, clear } = useCommand()
  const mayEdit = (field: BoothField) => isOrganiser || settings.editable.includes(field)
  const changed = changedContent(form.values, base, mayEdit)
  const isChanged = Object.keys(changed).length > 0

  /** A file was added or removed, which makes a new version of the booth. */
  const takeFiles = (next: BoothSettings) => {
    const merged = formOver(form.values, base, next)
    if (merged) {
      form.setValues(merged)
      setBase(next)
    }
    onSettings(next)
  }
  async function save(version: number) {
    setSaved(false)
    if (!isChanged) return
    const done = await run(async () => {
      const next = await connection.send('booths.edit', { boothId: settings.id, version, content: changed })
      setBase(next)
      form.setValues(formOf(next))
      onSettings(next)
    })
    setSaved(done)
  }
  function takeTheirs() {
    form.setValues(formOf(settings))
    setBase(settings)
    clear()
  }
  const isStale = refusal?.code === 'stale'
  useEffect(() => {
    if (isStale) void onReload()
  }, [isStale, onReload])

  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="lg">
          <form {...onSubmit(() => save(base.version))}>
            <Stack gap="md">
              <ContentFields form={form} mayEdit={mayEdit} />
              {isStale ? (
                <Notice
                  title="Somebody else changed this booth while you wrote"
                  action={
                    <>
                      <Button
                        variant="default"
                        onClick={() => submit(() => save(settings.version))}
                        {...busyButton(busy)}
                      >
                        Save mine over theirs
                      </Button>
                      <Button variant="default" onClick={takeTheirs}>
                        Take theirs
                      </Button>
                    </>
                  }
                >
                  What you wrote is kept here. Saved, it replaces theirs where you have changed the same.
                </Notice>
              ) : (
                <Refusal refusal={refusal} kept="What you wrote is kept here." />
              )}
              <Group gap="md">
                <Button type="submit" {...busyButton(busy || !isChanged)} aria-busy={busy}>
                  Save
                </Button>
                <Text role="status" size="sm">
                  {saved ? 'Saved. Visitors see it now.' : isChanged ? 'Not saved yet.' : ''}
                </Text>
              </Group>
            </Stack>
          </form>
          {(['image', 'document'] as const)
            .filter((kind) => mayEdit(kind === 'image' ? 'images' : 'documents'))
            .map((kind) => (
              <FileFields
                key={kind}
                settings={settings}
                kind={kind}
                upload={upload}
                onRemove={(fileId) => connection.send('booths.removeFile', { boothId: settings.id, fileId })}
                onSettings={takeFiles}
              />
            ))}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <section className="booth-preview" aria-labelledby="booth-preview">
          <Title order={2} size="h3" id="booth-preview" mb="sm">
            As visitors see it
          </Title>
          <BoothFront booth={{ ...settings, ...shownContent(form.values) }} now={useNow(60_000)} level={3} />
        </section>
      </Grid.Col>
    </Grid>
  )
}
