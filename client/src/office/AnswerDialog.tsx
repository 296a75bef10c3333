import type { AnswerRead, Register } from '@lectern/shared/creditRegisters'
import { textIn } from '@lectern/shared/textEncoding'
import { FileInput, Stack, Text, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { registerNames } from '../words/credit.ts'
import { AnswerFound, type Found } from './AnswerFound.tsx'
import { reasonOf, saysAccepted } from './answerWords.ts'
import { answerRegister, officeKey, readRegister } from './officeApi.ts'
import { answerMax, isTooLong, readParts } from './registerAnswers.ts'
import { records } from './registerWords.ts'

/** Records that one request marks at most. */
const codesAtATime = 1000

const toggled = (codes: ReadonlySet<string>, code: string): ReadonlySet<string> =>
  codes.has(code) ? new Set([...codes].filter((each) => each !== code)) : new Set([...codes, code])

const notText = {
  incomplete: 'The file ends in the middle of a character: it is incomplete. Save or download it again.',
  binary: 'The file is no text. Save a spreadsheet as CSV, or copy its rows and paste them below.',
  unreadable: 'The browser could not read the file. Choose it again.',
} as const

/** What stands in a file, or why that cannot be read. */
async function contentOf(file: File): Promise<{ text: string; problem?: string }> {
  if (file.size > answerMax * 2) return { text: '', problem: 'The file is too large to be read.' }
  const bytes = await file.arrayBuffer().catch(() => undefined)
  const read = bytes ? textIn(new Uint8Array(bytes)) : ({ problem: 'unreadable' } as const)
  return 'problem' in read ? { text: '', problem: notText[read.problem] } : { text: read.text }
}

interface AnswerDialogProps {
  activityId: string
  /** The activity's. */
  title: string
  register: Register
  /** With how many records were marked; undefined if it was cancelled. */
  onClose: (marked?: { rejected: number; accepted: number }) => void
}

/** A record that was marked as rejected may be accepted later; of others that is no news here. */
const acceptedWords = ({ isRejected }: Found): string =>
  isRejected ? 'Marked as rejected before, accepted after all' : ''

const confirmWords = (rejected: number, accepted: number): string => {
  const asAccepted = `${accepted} as accepted after all`
  if (accepted === 0) return `Mark ${records(rejected)} as rejected`
  return rejected === 0 ? `Mark ${asAccepted}` : `Mark ${records(rejected)} as rejected, ${asAccepted}`
}

/**
 * Takes what a register sent back, finds the records it names, and marks those that are ticked: as rejected, or
 * as accepted what was marked as rejected before.
 */
export function AnswerDialog({ activityId, title, register, onClose }: AnswerDialogProps) {
  const [pasted, setPasted] = useState('')
  const [file, setFile] = useState<{ of: File; text: string; problem?: string } | null>(null)
  const [read, setRead] = useState<AnswerRead>()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const name = registerNames[register]
  const text = file?.text ?? pasted
  const tooLong = useMemo(() => isTooLong(text), [text])
  const isAccepted = (one: Found) => saysAccepted({ ...one, title })
  const reason = (one: Found) => reasonOf({ ...one, title })
  // What is on record as rejected need not be said again.
  const news = read?.found.filter((one) => !one.isRejected || isAccepted(one)) ?? []
  const ticked = news.filter(({ code }) => !left.has(code))
  const accepted = ticked.filter(({ isRejected }) => isRejected)
  const rejected = ticked.filter(({ isRejected }) => !isRejected)

  async function choose(of: File | null) {
    setRead(undefined)
    setFile(of && { of, ...(await contentOf(of)) })
  }
  async function look() {
    await run(async () => {
      const answer = await readParts(text, (part) => readRegister(activityId, register, part))
      setLeft(
        new Set(answer.found.filter((one) => !one.isRejected && isAccepted(one)).map(({ code }) => code)),
      )
      setRead(answer)
    })
  }
  /** What was marked is out of the list, so that a second press goes on where the first was refused. */
  async function mark(all: readonly Found[], as: { reason: string } | null) {
    for (let at = 0; at < all.length; at += codesAtATime) {
      const codes = all.slice(at, at + codesAtATime).map(({ code }) => code)
      await answerRegister(activityId, register, { codes, rejected: as, ...(!as && { afterAll: true }) })
      const marked = new Set(codes)
      setRead((now) => now && { ...now, found: now.found.filter(({ code }) => !marked.has(code)) })
    }
  }
  async function markAll() {
    const isDone = await run(async () => {
      for (const [why, alike] of Map.groupBy(rejected, reason)) await mark(alike, { reason: why })
      await mark(accepted, null)
    })
    if (isDone) onClose({ rejected: rejected.length, accepted: accepted.length })
  }

  return (
    <Dialog opened onClose={() => onClose()} title={`What ${name} rejected`} size="xl">
      <Stack gap="md" className="office">
        <FileInput
          label={`The file that ${name} sent back`}
          description="Text, CSV, JSON or XML, in any encoding"
          placeholder="Choose a file"
          clearable
          value={file?.of ?? null}
          error={file?.problem}
          onChange={(chosen) => void choose(chosen)}
        />
        {!file && (
          <Textarea
            label={`Or paste what ${name} sent back`}
            description="In any layout. A record is found by the certificate’s code, or by a number of the person, like an NPI or a licence."
            autosize
            minRows={4}
            maxRows={12}
            data-autofocus
            value={pasted}
            onChange={(event) => {
              setPasted(event.currentTarget.value)
              setRead(undefined)
            }}
          />
        )}
        {tooLong && <Text c="red">This is too long to be read: paste only the lines about records.</Text>}
        {read && (
          <AnswerFound
            read={read}
            news={news}
            left={left}
            sayingOf={(one) => (isAccepted(one) ? acceptedWords(one) : reason(one))}
            onToggle={(code) => setLeft((before) => toggled(before, code))}
          />
        )}
        <Refusal refusal={refusal} kept="Your text is kept." />
        {news.length > 0 ? (
          <DialogButtons
            onCancel={() => onClose()}
            confirm={confirmWords(rejected.length, accepted.length)}
            busy={busy}
            disabled={ticked.length === 0}
            onConfirm={() => void markAll()}
          />
        ) : (
          <DialogButtons
            onCancel={() => onClose()}
            confirm="Find the records"
            busy={busy}
            disabled={tooLong || text.trim() === ''}
            onConfirm={() => void look()}
          />
        )}
      </Stack>
    </Dialog>
  )
}
