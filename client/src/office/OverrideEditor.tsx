import { Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useCommand } from '../live/useCommand.ts'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { timeRange } from '../words/times.ts'
import { ownZone } from '../words/zones.ts'
import { GapButtons } from './GapButtons.tsx'
import { officeKey, override } from './officeApi.ts'
import { emptyOverride, overrideOf, prefilled, problemsOf } from './overrideFields.ts'
import type { OfficePerson } from './peopleTable.ts'
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
  const { form, onSubmit } = useContractForm({
    initialValues: appealId ? prefilled(session.gaps, liveAt) : emptyOverride,
    problemsOf,
  })
  const fields = form.values
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  async function submit() {
    const body = overrideOf(fields, { sessionId: session.sessionId, personId: person.personId, appealId })
    if (await run(() => override(body)))
      onDone(
        `${fields.credited ? 'Credited' : 'Withdrawn'}: ${fields.from} to ${fields.to} of “${session.title}”.${appealId ? ' The appeal is granted.' : ''}`,
      )
  }

  const [from, to] = [minutesOf(fields.from), minutesOf(fields.to)]
  return (
    <form aria-label={`Change minutes: ${session.title}`} {...onSubmit(submit)}>
      <Stack gap="sm">
        <GapButtons
          gaps={session.gaps}
          liveAt={liveAt}
          onUse={(from, to) => form.setValues({ from, to, credited: true })}
        />
        <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            label="From"
            description="Of the session, m:ss"
            className="figures"
            {...form.getInputProps('from')}
          />
          <TextInput
            label="To"
            description="m:ss or h:mm:ss"
            className="figures"
            {...form.getInputProps('to')}
          />
        </Group>
        <Text size="sm" className="figures">
          {from !== undefined && to !== undefined && from < to
            ? `In your time zone: ${timeRange(liveAt + from * 60_000, liveAt + to * 60_000, ownZone())}.`
            : 'Counted from the moment the session went live, as the clock in the room shows.'}
        </Text>
        {session.presented && (
          <Text size="sm">
            {person.name} is a speaker of this session: the minutes that you count are minutes presented.
          </Text>
        )}
        {!appealId && (
          <Radio.Group
            aria-label="What happens to these minutes"
            value={fields.credited ? 'credit' : 'withdraw'}
            onChange={(value) => form.setFieldValue('credited', value === 'credit')}
          >
            <Group gap="md" mt={4}>
              <Radio value="credit" label="Count these minutes" />
              <Radio value="withdraw" label="Don’t count them" />
            </Group>
          </Radio.Group>
        )}
        <Textarea
          label="Reason"
          description={
            appealId
              ? 'Kept as evidence with your name. The learner reads it as the answer to the appeal.'
              : 'Kept as evidence with your name.'
          }
          autosize
          minRows={2}
          {...(appealId && { 'data-autofocus': true })}
          {...form.getInputProps('reason')}
        />
        <Text size="sm">
          Credit is recalculated. A certificate above the new amount is revoked and reissued.
        </Text>
        <FormEnd
          busy={busy}
          refusal={refusal}
          kept="Your text is kept."
          submit={appealId ? 'Grant and change minutes' : 'Change minutes'}
          onCancel={onCancel}
        />
      </Stack>
    </form>
  )
}
