import type { Register, RegisterStatus } from '@lectern/shared/creditRegisters'
import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Section } from '../ui/Section.tsx'
import { type Step, Steps } from '../ui/Steps.tsx'
import { registerNames } from '../words/credit.ts'
import { Download } from './Download.tsx'
import { MarkReportedDialog } from './MarkReportedDialog.tsx'
import { fileHref, missingHref, officeKey } from './officeApi.ts'
import { fileWords, records, stepOf, unreportedWords } from './registerWords.ts'

/** A download tells nobody when it is done: the page looks at these times (ms) whether the file was made. */
const looksAfter = [1000, 4000, 15_000]

const formats: Record<Register, string> = { pars: 'JSON', 'cpe-monitor': 'CSV' }
const states = {
  download: ['now', 'next', 'next'],
  upload: ['done', 'now', 'next'],
  done: ['done', 'done', 'done'],
} as const satisfies Record<ReturnType<typeof stepOf>, readonly Step['state'][]>

interface RegisterReportProps {
  activityId: string
  title: string
  status: RegisterStatus
}

/** One register: download its file, upload it there, and mark its records as reported. */
export function RegisterReport({ activityId, title, status }: RegisterReportProps) {
  const { register, lastFile } = status
  const [confirming, setConfirming] = useState(false)
  const [done, setDone] = useState('')
  const queryClient = useQueryClient()
  const heading = useId()
  const name = registerNames[register]
  const [download, upload, mark] = states[stepOf(status)]

  function lookAgain() {
    for (const ms of looksAfter)
      setTimeout(() => void queryClient.invalidateQueries({ queryKey: officeKey }), ms)
  }

  const steps: Step[] = [
    {
      id: 'download',
      title: 'Download',
      state: download,
      children: (
        <>
          <Text size="sm" c="gray.7" className="figures">
            {fileWords(status)} People left out are listed under “Missing”.
          </Text>
          <Group gap="sm" mt={4}>
            <Download
              label={`${name} (${formats[register]})`}
              href={fileHref(activityId, register)}
              of={title}
              onDownload={lookAgain}
            />
            <Download
              label="Missing (CSV)"
              href={missingHref(activityId, register)}
              of={`${name}, ${title}`}
            />
          </Group>
        </>
      ),
    },
    { id: 'upload', title: `Upload to ${name}`, state: upload },
    {
      id: 'mark',
      title: 'Mark as reported',
      state: mark,
      children: (
        <Group gap="sm" mt={4}>
          <Button
            size="compact-md"
            disabled={(lastFile?.unreported ?? 0) === 0}
            aria-label={`Mark as reported to ${name}`}
            onClick={() => {
              setDone('')
              setConfirming(true)
            }}
          >
            Mark as reported
          </Button>
          <Text size="sm" role="status">
            {done}
          </Text>
        </Group>
      ),
    },
  ]
  return (
    <Section id={heading} title={name}>
      <Text className="figures" mb="sm">
        {unreportedWords(status)}
      </Text>
      <Steps label={`Reporting to ${name}`} steps={steps} />
      {confirming && lastFile && (
        <MarkReportedDialog
          activityId={activityId}
          register={register}
          file={lastFile}
          onClose={(marked) => {
            setConfirming(false)
            if (marked !== undefined) setDone(`${records(marked)} marked as reported to ${name}.`)
          }}
        />
      )}
    </Section>
  )
}
