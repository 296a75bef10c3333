import type { RegisterStatus, RegisterReport as Report } from '@lectern/shared/creditRegisters'
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { LoadFailed, Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { type Step, Steps } from '../ui/Steps.tsx'
import { registerNames } from '../words/credit.ts'
import { AnswerDialog } from './AnswerDialog.tsx'
import { Download } from './Download.tsx'
import { MarkReportedDialog } from './MarkReportedDialog.tsx'
import { answerRegister, fileHref, missingHref, officeKey, registerQuery } from './officeApi.ts'
import { RegisterRecords } from './RegisterRecords.tsx'
import { fileWords, formats, problemWords, records, stepOf, unreportedWords } from './registerWords.ts'

/** A download tells nobody when it is done: the page looks at these times (ms) whether the file was made. */
const looksAfter = [1000, 4000, 15_000]

/** Records marked by one request. */
const codesAtATime = 1000
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

/** One register: download its file, upload it there, mark its records as reported, and take its answer. */
export function RegisterReport({ activityId, title, status }: RegisterReportProps) {
  const { register, lastFile } = status
  const report = useQuery(registerQuery(activityId, register))
  const [open, setOpen] = useState<'reported' | 'rejected'>()
  const [done, setDone] = useState('')
  const queryClient = useQueryClient()
  const heading = useId()
  const name = registerNames[register]
  const sent = report.data?.records.filter(({ state }) => state === 'sent') ?? []
  const step = stepOf(status)
  const [download, upload, mark, answer] = states[step === 'done' && sent.length > 0 ? 'answer' : step]
  const problems = report.data?.problems ?? []
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const accept = () =>
    run(async () => {
      const codes = sent.map(({ code }) => code)
      for (let at = 0; at < codes.length; at += codesAtATime)
        await answerRegister(activityId, register, {
          codes: codes.slice(at, at + codesAtATime),
          rejected: null,
        })
      setDone(`${records(codes.length)} accepted by ${name}.`)
    })

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
            {problems.length === 0 && (
              <Download
                label={`${name} (${formats[register]})`}
                href={fileHref(activityId, register)}
                of={title}
                onDownload={lookAgain}
              />
            )}
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
              setOpen('reported')
            }}
          >
            Mark as reported
          </Button>
        </Group>
      ),
    },
    {
      id: 'answer',
      title: `Record ${name}’s answer`,
      state: answer,
      children: (
        <>
          <Group gap="sm" mt={4}>
            <Button
              size="compact-md"
              variant="default"
              disabled={sent.length === 0}
              onClick={() => setOpen('rejected')}
            >
              Some were rejected
            </Button>
            <Button
              size="compact-md"
              variant="default"
              disabled={sent.length === 0}
              onClick={() => void accept()}
              {...busyButton(busy)}
            >
              {sent.length === 0 ? 'All accepted' : `${records(sent.length)} accepted`}
            </Button>
          </Group>
          <Refusal refusal={refusal} kept="Nothing more was marked." />
        </>
      ),
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
          register={register}
          onClose={(rejected) => {
            setOpen(undefined)
            if (rejected !== undefined) setDone(`${records(rejected)} rejected by ${name}, to be sent again.`)
          }}
        />
      )}
    </Section>
  )
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
      <Notice role="status" color="gray" title="A draft until it was tried at the register">
        {draft}
      </Notice>
    )}
  </Stack>
)
