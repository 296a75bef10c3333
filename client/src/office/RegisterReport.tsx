import type { RegisterStatus, RegisterReport as Report } from '@lectern/shared/creditRegisters'
import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { LoadFailed, Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import { type Step, Steps } from '../ui/Steps.tsx'
import { registerNames } from '../words/credit.ts'
import { AnswerDialog } from './AnswerDialog.tsx'
import { MarkReportedDialog } from './MarkReportedDialog.tsx'
import { registerQuery } from './officeApi.ts'
import { RegisterRecords } from './RegisterRecords.tsx'
import { AnswerStep, DownloadStep, MarkStep } from './RegisterSteps.tsx'
import { problemWords, records, stepOf, unreportedWords } from './registerWords.ts'

const states = {
  none: ['next', 'next', 'next', 'next'],
  download: ['now', 'next', 'next', 'next'],
  upload: ['done', 'now', 'next', 'next'],
  answer: ['done', 'done', 'done', 'now'],
  done: ['done', 'done', 'done', 'done'],
} as const satisfies Record<ReturnType<typeof stepOf> | 'answer', readonly Step['state'][]>

interface RegisterReportProps {
  activityId: string
  title: string
  status: RegisterStatus
}

/** One register: download its file, upload it there, mark its records as reported, and record its answer. */
export function RegisterReport({ activityId, title, status }: RegisterReportProps) {
  const { register, lastFile } = status
  const report = useQuery(registerQuery(activityId, register))
  const [open, setOpen] = useState<'reported' | 'rejected'>()
  const [done, setDone] = useState('')
  const heading = useId()
  const name = registerNames[register]
  const all = report.data?.records ?? []
  const step = stepOf(status)
  const isAnswerNext = step === 'done' && all.some(({ state }) => state === 'sent')
  const [download, upload, mark, answer] = states[isAnswerNext ? 'answer' : step]
  const about = { activityId, status, records: all }
  const steps: Step[] = [
    {
      id: 'download',
      title: 'Download',
      state: download,
      children: (
        <DownloadStep {...about} title={title} isPossible={(report.data?.problems ?? []).length === 0} />
      ),
    },
    { id: 'upload', title: `Upload to ${name}`, state: upload },
    {
      id: 'mark',
      title: 'Mark as reported',
      state: mark,
      children: (
        <MarkStep
          {...about}
          onPress={() => {
            setDone('')
            setOpen('reported')
          }}
        />
      ),
    },
    {
      id: 'answer',
      title: `Record ${name}’s answer`,
      state: answer,
      children: <AnswerStep {...about} onAccepted={setDone} onRejected={() => setOpen('rejected')} />,
    },
  ]
  return (
    <Section id={heading} title={name}>
      <Text className="figures" mb="sm">
        {unreportedWords(status)}
      </Text>
      {report.data && <BeforeTheFile report={report.data} name={name} />}
      <Steps label={`Reporting to ${name}`} steps={steps} />
      <Text size="sm" role="status" mt="xs">
        {done}
      </Text>
      {report.error && (
        <LoadFailed
          message="The records of this register could not be loaded."
          retry={() => void report.refetch()}
        />
      )}
      {report.isPending && <Skeleton h={120} role="status" aria-label={`Loading the records for ${name}`} />}
      {report.data && <RegisterRecords name={name} records={report.data.records} />}
      {open === 'reported' && lastFile && (
        <MarkReportedDialog
          activityId={activityId}
          register={register}
          file={lastFile}
          onClose={(marked) => {
            setOpen(undefined)
            if (marked !== undefined) setDone(`${records(marked)} marked as reported to ${name}.`)
          }}
        />
      )}
      {open === 'rejected' && (
        <AnswerDialog
          activityId={activityId}
          title={title}
          register={register}
          onClose={(marked) => {
            setOpen(undefined)
            if (marked) setDone(answeredWords(marked, name))
          }}
        />
      )}
    </Section>
  )
}

function answeredWords({ rejected, accepted }: { rejected: number; accepted: number }, name: string): string {
  const again = `${records(rejected)} rejected by ${name}, to be sent again.`
  if (accepted === 0) return again
  return `${rejected === 0 ? '' : `${again} `}${records(accepted)} accepted by ${name} after all.`
}

/** What must be mended before a file can be made, and what a draft file is. */
const BeforeTheFile = ({ report: { problems, draft }, name }: { report: Report; name: string }) => (
  <Stack gap="xs" mb="sm">
    {problems.length > 0 && (
      <Notice role="status" title={`No file for ${name} can be made yet`}>
        {problems.map((problem) => (
          <div key={problem.says}>{problemWords(problem)}</div>
        ))}
      </Notice>
    )}
    {draft && (
      <Notice role="status" color="gray" title="A draft until it has been tried at the register">
        {draft}
      </Notice>
    )}
  </Stack>
)
