import { type BoothFile, type BoothSettings, type FileKind, filesMax, filesOf } from '@lectern/shared/booths'
import { Button, FileButton, Progress, Stack, Text, Title } from '@mantine/core'
import { IconTrash, IconUpload } from '@tabler/icons-react'
import { busyButton } from '../../ui/busyButton.ts'
import { acceptedTypes, allowedWords } from '../../ui/fileRules.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { percent, sizeWords } from '../../words/counts.ts'
import { fileUrl } from '../fileUrl.ts'
import type { Upload } from './uploadFile.ts'
import { useFiles } from './useFiles.ts'

const words: Record<FileKind, { title: string; add: string; hint: string }> = {
  logo: { title: 'Logo', add: 'Upload logo', hint: 'Square works best.' },
  cover: { title: 'Cover', add: 'Upload cover', hint: 'A wide picture, 16:9.' },
  image: { title: 'Gallery', add: 'Add image', hint: `At most ${filesMax.image}.` },
  document: { title: 'Documents', add: 'Add document', hint: `At most ${filesMax.document}.` },
}

interface FileFieldsProps {
  settings: BoothSettings
  kind: FileKind
  upload: Upload
  onRemove: (fileId: string) => Promise<BoothSettings>
  onSettings: (settings: BoothSettings) => void
}

/** Files of one kind: added and removed at once, not with the form. */
export function FileFields(props: FileFieldsProps) {
  const { settings, kind } = props
  const { sending, removing, problem, done, send, remove } = useFiles(props)
  const files = filesOf(settings).filter((file) => file.kind === kind)
  const { title, add, hint } = words[kind]
  const isSingle = filesMax[kind] === 1
  const isFull = !isSingle && files.length >= filesMax[kind]
  const cannotAdd = sending !== undefined || isFull
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="sm" c="gray.7">
        {hint} {allowedWords(kind)}. Saved at once.
      </Text>
      <FileRows settings={settings} files={files} removing={removing} onRemove={remove} />
      {sending && <Sending {...sending} />}
      <Text role="status" size="sm">
        {done}
      </Text>
      <Refusal refusal={problem} size="sm" />
      <FileButton
        onChange={(file) => void send(file)}
        accept={acceptedTypes(kind)}
        inputProps={{ 'aria-label': `${title} file` }}
      >
        {(button) => (
          <Button
            {...button}
            variant="default"
            size="compact-md"
            style={{ alignSelf: 'start' }}
            leftSection={<IconUpload size={16} stroke={1.75} aria-hidden="true" />}
            {...busyButton(cannotAdd)}
            {...(cannotAdd && { onClick: undefined })}
          >
            {isFull ? 'No more fit' : isSingle && files.length > 0 ? `Replace ${kind}` : add}
          </Button>
        )}
      </FileButton>
    </Stack>
  )
}

interface FileRowsProps {
  settings: BoothSettings
  files: readonly BoothFile[]
  removing: string | undefined
  onRemove: (fileId: string, name: string) => Promise<void>
}

const FileRows = ({ settings, files, removing, onRemove }: FileRowsProps) => (
  <ul className="edit-files">
    {files.map(({ id, kind, name, bytes }) => (
      <li key={id}>
        {kind !== 'document' && <img src={fileUrl(settings.id, id)} alt="" loading="lazy" />}
        <Text size="sm" className="figures">
          <bdi>{name}</bdi> ({sizeWords(bytes)})
        </Text>
        <IconButton
          label={`Remove ${name}`}
          icon={IconTrash}
          iconSize={16}
          onClick={() => void onRemove(id, name)}
          {...busyButton(removing === id)}
        />
      </li>
    ))}
  </ul>
)

const Sending = ({ name, share }: { name: string; share: number }) => (
  <div>
    <Text size="sm" className="figures">
      Uploading {name}: {percent(share)}
    </Text>
    <Progress value={share * 100} aria-label={`Uploading ${name}`} transitionDuration={0} />
  </div>
)
