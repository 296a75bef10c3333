import { type BoothSettings, type FileKind, filesMax } from '@lectern/shared/booths'
import { Button, FileButton, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { appErrorOf } from '../../live/appError.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { acceptedTypes, allowedWords, fileProblem } from '../../ui/fileRules.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { sizeWords } from '../../words/counts.ts'
import { boothFieldWords } from '../boothWords.ts'
import type { Upload } from './uploadFile.ts'

interface FileFieldsProps {
  settings: BoothSettings
  kind: FileKind
  upload: Upload
  onRemove: (fileId: string) => Promise<BoothSettings>
  onSettings: (settings: BoothSettings) => void
}

/** Documents or images: added and removed at once, not with the form. */
export function FileFields({ settings, kind, upload, onRemove, onSettings }: FileFieldsProps) {
  const [sending, setSending] = useState<{ name: string; share: number }>()
  const [problem, setProblem] = useState('')
  const [done, setDone] = useState('')
  const [removing, setRemoving] = useState<string>()
  const files = kind === 'image' ? settings.images : settings.documents
  const title = boothFieldWords[kind === 'image' ? 'images' : 'documents']
  const isFull = files.length >= filesMax[kind]

  async function send(file: File | null) {
    if (!file || sending) return
    setDone('')
    const refused = fileProblem(kind, file)
    setProblem(refused ? `${file.name}: ${refused}` : '')
    if (refused) return
    setSending({ name: file.name, share: 0 })
    try {
      onSettings(await upload(settings.id, kind, file, (share) => setSending({ name: file.name, share })))
      setDone(`${file.name} is at the booth now.`)
    } catch (error) {
      setProblem(`${file.name} was not taken. ${appErrorOf(error).message}`)
    } finally {
      setSending(undefined)
    }
  }
  async function remove(fileId: string, name: string) {
    setRemoving(fileId)
    setProblem('')
    setDone('')
    try {
      onSettings(await onRemove(fileId))
      setDone(`${name} was removed.`)
    } catch (error) {
      setProblem(`${name} was not removed. ${appErrorOf(error).message}`)
    } finally {
      setRemoving(undefined)
    }
  }

  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="sm" c="gray.7">
        {allowedWords(kind)}; at most {filesMax[kind]}. Added and removed at once.
      </Text>
      <ul className="desk-list">
        {files.map(({ id, name, bytes }) => (
          <li key={id}>
            <Group justify="space-between" gap="sm">
              <Text size="sm">
                {name} <span className="figures">({sizeWords(bytes)})</span>
              </Text>
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => void remove(id, name)}
                aria-label={`Remove ${name}`}
                {...busyButton(removing === id)}
              >
                Remove
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      {sending && (
        <div>
          <Text size="sm" className="figures">
            Sending {sending.name}: {Math.round(sending.share * 100)} %
          </Text>
          <Progress
            value={sending.share * 100}
            aria-label={`Sending ${sending.name}`}
            transitionDuration={0}
          />
        </div>
      )}
      <Text role="status" size="sm">
        {done}
      </Text>
      <Refusal refusal={problem} size="sm" />
      <FileButton
        onChange={(file) => void send(file)}
        accept={acceptedTypes(kind)}
        inputProps={{ 'aria-label': kind === 'image' ? 'Image file' : 'Document file' }}
      >
        {(props) => (
          <Button
            {...props}
            variant="default"
            style={{ alignSelf: 'start' }}
            {...busyButton(sending !== undefined || isFull)}
            {...((sending || isFull) && { onClick: undefined })}
          >
            {isFull ? 'No more fit' : kind === 'image' ? 'Add an image' : 'Add a document'}
          </Button>
        )}
      </FileButton>
    </Stack>
  )
}
