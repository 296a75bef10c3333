import { errors } from '@lectern/shared/errors'
import type { ImportKind } from '@lectern/shared/imports'
import { fileNameMax } from '@lectern/shared/limits'
import { tableBytesMax, tableLimits } from '@lectern/shared/tables'
import { Button, Fieldset, FileButton, Group, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { upload } from '../live/upload.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { Segments } from '../ui/Segments.tsx'
import { countOf, sizeWords } from '../words/counts.ts'
import { importsKey } from './importsApi.ts'
import { kindWords } from './importWords.ts'

const accepted: Record<ImportKind, string> = {
  program: '.xlsx,.csv,.txt,.json',
  people: '.xlsx,.csv,.txt',
}
const formats: Record<ImportKind, string> = {
  program: 'Excel (.xlsx), CSV, or schedule.json of pretalx or frab',
  people: 'Excel (.xlsx) or CSV',
}
const kinds = (Object.keys(kindWords) as ImportKind[]).map((value) => ({ value, label: kindWords[value] }))

const tooLarge = (size: number): string =>
  `This file has ${sizeWords(size)}, and at most ${sizeWords(tableBytesMax)} can be read. Delete pictures and columns that are not needed, or split it into several files.`

/** Chooses a file and sends it; then its own page goes on. */
export function NewImport() {
  const [kind, setKind] = useState<ImportKind>('program')
  const [share, setShare] = useState<number>()
  const navigate = useNavigate()
  const { busy, refusal, run } = useCommand({ changes: importsKey })
  const send = async (file: File | null) => {
    if (!file) return
    await run(async () => {
      if (file.size > tableBytesMax) throw errors.fileRefused(tooLarge(file.size))
      setShare(0)
      const fileName = file.name.slice(-fileNameMax)
      const { id } = await upload('imports.upload', file, setShare, {
        query: { kind, fileName, importId: crypto.randomUUID() },
      })
      await navigate(`/office/imports/${id}`)
    })
    setShare(undefined)
  }
  return (
    <Stack gap="md">
      <Fieldset variant="unstyled" legend="The file has" maw={280}>
        <Segments segments={kinds} value={kind} onChange={(chosen) => setKind(chosen as ImportKind)} />
      </Fieldset>
      <Group gap="sm">
        <FileButton
          onChange={(file) => void send(file)}
          accept={accepted[kind]}
          inputProps={{ 'aria-label': `File with the ${kindWords[kind].toLowerCase()}` }}
        >
          {({ onClick }) => (
            <Button {...busyButton(busy)} {...(!busy && { onClick })}>
              {busy ? 'Reading…' : 'Choose a file'}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="gray.7">
          {formats[kind]}, up to {sizeWords(tableBytesMax)} and {countOf(tableLimits.rows)} rows.
        </Text>
      </Group>
      {share !== undefined && (
        <Progress value={share * 100} aria-label="Sending the file" transitionDuration={0} />
      )}
      <Refusal refusal={refusal} />
    </Stack>
  )
}
