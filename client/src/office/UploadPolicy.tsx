import { policyFileMax } from '@lectern/shared/limits'
import { Button, FileInput, Stack, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { toast } from '../ui/toast.tsx'
import { counted } from '../words/counts.ts'
import { officeKey } from './officeApi.ts'

const tooLong = (file: File | null): string | undefined =>
  file && file.size > policyFileMax * 4 ? `At most ${policyFileMax} characters.` : undefined

/** How a file is chosen. */
const json = {
  placeholder: 'Choose a file',
  accept: 'application/json,.json',
  clearable: true,
} as const

/** A body's rules as a file, with its table of cases: checked at once, in force only by a decision. */
export function UploadPolicy() {
  const [isOpen, setOpen] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  const [cases, setCases] = useState<File | null>(null)
  const [problems, setProblems] = useState<readonly string[]>([])
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const upload = async (policy: File, table: File) => {
    let found: readonly string[] = []
    const isDone = await run(async () => {
      const body = { name: policy.name, content: await policy.text(), cases: await table.text() }
      found = (await request('policies.propose', { body })).problems
    })
    setProblems(found)
    if (!isDone || found.length > 0) return
    setOpen(false)
    setFile(null)
    setCases(null)
    toast('The policy is checked and waits for your decision.')
  }
  const choose = (set: (chosen: File | null) => void) => (chosen: File | null) => {
    set(chosen)
    setProblems([])
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUpload size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        Upload a policy
      </Button>
      <Dialog opened={isOpen} onClose={() => setOpen(false)} title="Upload a policy">
        <Stack gap="md">
          <Text size="sm">
            Download the file of a body and its table of cases, change both, and upload them here. They are
            checked first, and nothing is computed by them until you decide.
          </Text>
          <FileInput
            {...json}
            label="The policy"
            description="JSON, such as ama.json"
            value={file}
            error={tooLong(file)}
            onChange={choose(setFile)}
          />
          <FileInput
            {...json}
            label="Its table of cases"
            description="JSON: what somebody did, and what the body gives for it"
            value={cases}
            error={tooLong(cases)}
            onChange={choose(setCases)}
          />
          {problems.length > 0 && (
            <Notice color="red" title={counted(problems.length, 'problem')}>
              <ul className="office-list">
                {problems.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </Notice>
          )}
          <Refusal refusal={refusal} />
          <DialogButtons
            confirm="Check and upload"
            busy={busy}
            disabled={!file || !cases || tooLong(file) !== undefined || tooLong(cases) !== undefined}
            onCancel={() => setOpen(false)}
            onConfirm={() => file && cases && void upload(file, cases)}
          />
        </Stack>
      </Dialog>
    </>
  )
}
