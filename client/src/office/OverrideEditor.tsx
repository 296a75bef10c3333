import { Button, Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { timeRange } from '../words/times.ts'
import { ownZone } from '../words/zones.ts'
import { GapButtons } from './GapButtons.tsx'
import { officeKey, override } from './officeApi.ts'
import { emptyOverride, type OverrideFields, overrideOf, prefilled, problemsOf } from './overrideFields.ts'
import type { OfficePerson } from './people.ts'
import { minutesOf } from './sessionClock.ts'

export interface OverrideEditorProps {
  person: OfficePerson
  session: OfficePerson['sessions'][number]
  /** When the session went live. */
  liveAt: number
  /** The appeal that is granted with it. */
  appealId: string | null
  onDone: (message: string) => void
  onCancel: () => void
}

/** Which minutes, whether they count, and why. */
export function OverrideEditor({ person, session, liveAt, appealId, onDone, onCancel }: OverrideEditorProps) {
  const [fields, setFields] = useState<OverrideFields>(() =>
    appealId ? prefilled(session.gaps, liveAt) : emptyOverride,
  )
  const [problems, setProblems] = useState<ReturnType<typeof problemsOf>>({})
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const element = useRef<HTMLFormElement>(null)
  const set = (changed: Partial<OverrideFields>) => setFields({ ...fields, ...changed })
  useEffect(() => {
    if (Object.keys(problems).length > 0)
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problems])

  async function submit() {
    const found = problemsOf(fields)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    const body = overrideOf(fields, { sessionId: session.sessionId, personId: person.personId, appealId })
    if (await run(() => override(body)))
      onDone(
        `${fields.credited ? 'Credited' : 'Withdrawn'}: ${fields.from} to ${fields.to} of “${session.title}”.${appealId ? ' The appeal is granted.' : ''}`,
      )
  }

  const [from, to] = [minutesOf(fields.from), minutesOf(fields.to)]
  return (
    <form
      ref={element}
      noValidate
      aria-label={`Change minutes: ${session.title}`}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="sm">
        <GapButtons
          gaps={session.gaps}
          liveAt={liveAt}
          onUse={(from, to) => set({ from, to, credited: true })}
        />
        <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            label="From"
            description="Of the session, m:ss"
            className="figures"
            value={fields.from}
            error={problems.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            label="To"
            description="m:ss or h:mm:ss"
            className="figures"
            value={fields.to}
            error={problems.to}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
        </Group>
        <Text size="sm" className="figures">
          {from !== undefined && to !== undefined && from < to
            ? `In your time zone: ${timeRange(liveAt + from * 60_000, liveAt + to * 60_000, ownZone())}.`
            : 'Counted from the moment the session went live, as the clock in the room shows.'}
        </Text>
        {!appealId && (
          <Radio.Group
            label="These minutes"
            value={fields.credited ? 'credit' : 'withdraw'}
            onChange={(value) => set({ credited: value === 'credit' })}
          >
            <Group gap="md" mt={4}>
              <Radio value="credit" label="count" />
              <Radio value="withdraw" label="do not count" />
            </Group>
          </Radio.Group>
        )}
        <Textarea
          label="Reason"
          description={
            appealId
              ? 'Kept as evidence with your name; the learner reads it as the answer to the appeal.'
              : 'Kept as evidence with your name.'
          }
          autosize
          minRows={2}
          {...(appealId && { 'data-autofocus': true })}
          value={fields.reason}
          error={problems.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        <Text size="sm">
          Credit is reckoned anew. A certificate that says more than is earned then is revoked, and issued
          again with what is left.
        </Text>
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          <Button type="submit" {...busyButton(busy)}>
            {appealId ? 'Grant and change minutes' : 'Change minutes'}
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
