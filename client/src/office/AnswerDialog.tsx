import type { AnswerRead, Register } from '@lectern/shared/creditRegisters'
import { Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { counted, plural } from '../words/counts.ts'
import { registerNames } from '../words/credit.ts'
import { answerRegister, officeKey, readRegister } from './officeApi.ts'
import { records } from './registerWords.ts'

/** As long as a register's reason for one record may be. */
const reasonMax = 300

interface AnswerDialogProps {
  activityId: string
  register: Register
  /** With how many records were marked as rejected; undefined if it was cancelled. */
  onClose: (rejected?: number) => void
}

/** Takes what a register sent back, finds the records it names, and marks them as rejected. */
export function AnswerDialog({ activityId, register, onClose }: AnswerDialogProps) {
  const [text, setText] = useState('')
  const [read, setRead] = useState<AnswerRead>()
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const name = registerNames[register]
  const isNothing = read !== undefined && read.found.length === 0

  async function look() {
    await run(async () => setRead(await readRegister(activityId, register, text)))
  }
  async function reject(found: AnswerRead['found']) {
    const isDone = await run(async () => {
      // Each line is the register's reason for its record.
      for (const [reason, alike] of Map.groupBy(found, ({ line }) => line.slice(0, reasonMax)))
        await answerRegister(activityId, register, {
          codes: alike.map(({ code }) => code),
          rejected: { reason },
        })
    })
    if (isDone) onClose(found.length)
  }

  return (
    <Dialog opened onClose={() => onClose()} title={`What ${name} rejected`} size="xl">
      <Stack gap="md" className="office">
        <Textarea
          label={`Paste what ${name} sent back`}
          description="In any layout, a line for each record. A line is understood if it holds the certificate’s code, or a number of the person, like an NPI or a licence."
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
        {read && <Found read={read} />}
        <Refusal refusal={refusal} kept="Your text is kept." />
        {read && !isNothing ? (
          <DialogButtons
            onCancel={() => onClose()}
            confirm={`Mark ${records(read.found.length)} as rejected`}
            busy={busy}
            onConfirm={() => void reject(read.found)}
          />
        ) : (
          <DialogButtons
            onCancel={() => onClose()}
            confirm="Find the records"
            busy={busy}
            disabled={text.trim() === ''}
            onConfirm={() => void look()}
          />
        )}
      </Stack>
    </Dialog>
  )
}

function Found({ read: { found, unclear } }: { read: AnswerRead }) {
  return (
    <>
      <div role="status">
        <Text fw={600}>
          {found.length === 0
            ? 'No line names a record that was sent.'
            : `${counted(found.length, 'record')} found`}
        </Text>
        <PlainList gap={4}>
          {found.map(({ code, name, line }) => (
            <li key={code}>
              <b dir="auto">{name}</b>{' '}
              <Text span size="sm" c="gray.7">
                {line}
              </Text>
            </li>
          ))}
        </PlainList>
      </div>
      {unclear.length > 0 && (
        <details>
          <summary>{`${counted(unclear.length, 'line')} that ${plural(unclear.length, 'names', 'name')} no record`}</summary>
          <PlainList gap={4}>
            {unclear.map((line, index) => (
              <li key={index}>
                <Text span size="sm" c="gray.7">
                  {line}
                </Text>
              </li>
            ))}
          </PlainList>
        </details>
      )}
    </>
  )
}
