import type { Session } from '@lectern/shared/program'
import { occurrencesOf, type SeriesRule, seriesRule } from '@lectern/shared/programSeries'
import { Chip, Group, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { request } from '../../live/http.ts'
import { newId } from '../../live/unanswered.ts'
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import { counted } from '../../words/counts.ts'
import { dayAndTimeRange, dayNumber } from '../../words/times.ts'
import { planningKey } from './planningData.ts'
import { ruleOf, type SeriesFields, seriesFieldsOf, seriesProblems, weekdays } from './seriesFields.ts'
import { usePlanningCommand } from './usePlanningCommand.ts'

interface SeriesDialogProps {
  session: Session
  /** Of its series, if it is in one. */
  rule: SeriesRule | undefined
  /** The conference's: a series keeps its time of day there. */
  timeZone: string
  onClose: () => void
}

/** 1970 began on a Thursday. */
const weekdayOf = (at: number, timeZone: string): number => ((dayNumber(at, timeZone) + 3) % 7) + 1

/** Repeats a session by a weekly rule, or changes the rule. */
export function SeriesDialog({ session, rule, timeZone, onClose }: SeriesDialogProps) {
  const client = useQueryClient()
  const { form, onSubmit } = useContractForm<SeriesFields>({
    initialValues: seriesFieldsOf(rule, weekdayOf(session.startsAt, timeZone)),
    problemsOf: seriesProblems,
  })
  const { busy, refusal, edit } = usePlanningCommand()
  async function save(fields: SeriesFields): Promise<void> {
    const body = {
      version: session.version ?? 0,
      seriesId: session.series?.id ?? newId(),
      rule: seriesRule.parse(ruleOf(fields)),
    }
    const done = await edit(() => request('program.repeat', { params: { sessionId: session.id }, body }))
    if (!done) return
    // The rule of the series is there.
    void client.invalidateQueries({ queryKey: planningKey })
    onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={rule ? 'Change the series' : 'Repeat weekly'}>
      <form {...onSubmit(save)}>
        <Stack gap="md">
          <NumberInput
            label="Every"
            suffix={form.values.every === 1 ? ' week' : ' weeks'}
            min={1}
            max={52}
            allowDecimal={false}
            {...form.getInputProps('every')}
          />
          <fieldset className="edit-rows">
            <legend>On</legend>
            <Chip.Group multiple {...form.getInputProps('weekdays')}>
              <Group gap="xs">
                {weekdays.map(({ value, label }) => (
                  <Chip key={value} value={value} size="sm">
                    {label}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
            <Refusal refusal={form.errors.weekdays as string | undefined} size="sm" />
          </fieldset>
          <Ends form={form} />
          <Dates first={session} fields={form.values} timeZone={timeZone} />
          <Refusal refusal={refusal} kept="Nothing was changed." />
          <DialogButtons confirm={rule ? 'Change' : 'Repeat'} onCancel={onClose} busy={busy} />
        </Stack>
      </form>
    </Dialog>
  )
}

function Ends({ form }: { form: ReturnType<typeof useContractForm<SeriesFields>>['form'] }) {
  const isCount = form.values.ends === 'count'
  return (
    <Radio.Group label="Ends" {...form.getInputProps('ends')}>
      <Stack gap="sm" mt={4}>
        <Radio value="count" label="After a number of sessions" />
        {isCount && (
          <NumberInput
            aria-label="Number of sessions"
            min={1}
            allowDecimal={false}
            {...form.getInputProps('count')}
          />
        )}
        <Radio value="until" label="On a day" />
        {!isCount && <TextInput aria-label="Last day" type="date" {...form.getInputProps('until')} />}
      </Stack>
    </Radio.Group>
  )
}

const shownDates = 5

/** The dates that the rule gives, before anything is made. */
function Dates({ first, fields, timeZone }: { first: Session; fields: SeriesFields; timeZone: string }) {
  const rule = seriesRule.safeParse(ruleOf(fields))
  if (!rule.success) return null
  const dates = occurrencesOf(rule.data, first, timeZone)
  const shifted = dates.filter(({ isShifted }) => isShifted).length
  return (
    <section aria-label="Dates">
      <Text size="sm" fw={500}>
        {counted(dates.length, 'session')}
      </Text>
      <ul className="series-dates figures">
        {dates.slice(0, shownDates).map(({ on, startsAt, endsAt }) => (
          <li key={on}>{dayAndTimeRange(startsAt, endsAt, timeZone)}</li>
        ))}
        {dates.length > shownDates && <li>and {dates.length - shownDates} more</li>}
      </ul>
      {shifted > 0 && (
        <Text size="sm" c="amber.9">
          {counted(shifted, 'session')} would start in the hour that clocks skip, and starts after it.
        </Text>
      )}
    </section>
  )
}
