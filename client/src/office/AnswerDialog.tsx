import type { AnswerRead, Register } from '@lectern/shared/creditRegisters'
import { Checkbox, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { counted } from '../words/counts.ts'
import { registerNames } from '../words/credit.ts'
import { answerRegister, officeKey, readRegister } from './officeApi.ts'
import { isTooLong, readParts, reasonOf, saysAccepted } from './registerAnswers.ts'
import { records } from './registerWords.ts'

/** Records that one request marks at most. */
const codesAtATime = 1000
/** Lines shown of those that are not used. */
const unclearShown = 20

const toggled = (codes: ReadonlySet<string>, code: string): ReadonlySet<string> =>
  codes.has(code) ? new Set([...codes].filter((each) => each !== code)) : new Set([...codes, code])

interface AnswerDialogProps {
  activityId: string
  register: Register
  /** With how many records were marked as rejected; undefined if it was cancelled. */
  onClose: (rejected?: number) => void
}

/**
 * Takes what a register sent back, finds the records it names, and marks those as rejected that are ticked.
 */
export function AnswerDialog({ activityId, register, onClose }: AnswerDialogProps) {
  const [text, setText] = useState('')
  const [read, setRead] = useState<AnswerRead>()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const name = registerNames[register]
  const tooLong = isTooLong(text)
  const rejected = read?.found.filter(({ code }) => !left.has(code)) ?? []

  async function look() {
    await run(async () => {
      const answer = await readParts(text, (part) => readRegister(activityId, register, part))
      setLeft(new Set(answer.found.filter(saysAccepted).map(({ code }) => code)))
      setRead(answer)
    })
  }
  async function reject() {
    const isDone = await run(async () => {
      for (const [reason, alike] of Map.groupBy(rejected, reasonOf))
        for (let at = 0; at < alike.length; at += codesAtATime)
          await answerRegister(activityId, register, {
            codes: alike.slice(at, at + codesAtATime).map(({ code }) => code),
            rejected: { reason },
          })
    })
    if (isDone) onClose(rejected.length)
  }

  return (
    <Dialog opened onClose={() => onClose()} title={`What ${name} rejected`} size="xl">
      <Stack gap="md" className="office">
        <Textarea
          label={`Paste what ${name} sent back`}
          description="In any layout, a line for each record. A line is understood if it holds the certificate’s code, or a number of the person, like an NPI or a licence."
          error={tooLong && 'This is too long to be read: paste only the lines about records.'}
          autosize
          minRows={4}
          maxRows={12}
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setRead(undefined)
          }}
        />
        {read && (
          <Found read={read} left={left} onToggle={(code) => setLeft((before) => toggled(before, code))} />
        )}
        <Refusal refusal={refusal} kept="Your text is kept." />
        {read && read.found.length > 0 ? (
          <DialogButtons
            onCancel={() => onClose()}
            confirm={`Mark ${records(rejected.length)} as rejected`}
            busy={busy}
            disabled={rejected.length === 0}
            onConfirm={() => void reject()}
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

interface FoundProps {
  read: AnswerRead
  /** Codes of the records that are not marked. */
  left: ReadonlySet<string>
  onToggle: (code: string) => void
}

function Found({ read: { found, unclear }, left, onToggle }: FoundProps) {
  return (
    <>
      <Text fw={600} role="status">
        {found.length === 0
          ? 'No line names a record that was sent.'
          : `${counted(found.length, 'record')} found. Ticked ones are marked as rejected, with the reason as shown.`}
      </Text>
      <PlainList gap={8}>
        {found.map((one) => (
          <li key={one.code}>
            <Checkbox
              checked={!left.has(one.code)}
              onChange={() => onToggle(one.code)}
              label={
                <>
                  <b dir="auto">{one.name}</b> {saysAccepted(one) ? '' : reasonOf(one)}
                </>
              }
              description={one.line}
            />
          </li>
        ))}
      </PlainList>
      {unclear.length > 0 && <Unclear lines={unclear} />}
    </>
  )
}

const Unclear = ({ lines }: { lines: readonly string[] }) => (
  <details>
    <summary>
      {lines.length < unclearShown
        ? `${counted(lines.length, 'line')} not used`
        : `The first ${unclearShown} lines that are not used`}
    </summary>
    <Text size="sm" c="gray.7" mb={4}>
      They name no record that was sent, or a later line says something else.
    </Text>
    <PlainList gap={4}>
      {lines.slice(0, unclearShown).map((line, index) => (
        <li key={index}>
          <Text span size="sm" c="gray.7">
            {line}
          </Text>
        </li>
      ))}
    </PlainList>
  </details>
)
