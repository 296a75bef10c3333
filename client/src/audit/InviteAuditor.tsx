import { type Auditors, auditDaysAheadMax, invitation } from '@lectern/shared/audit'
import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { type Problems, problemsIn } from '../words/problems.ts'
import { dateInput } from '../words/wallClock.ts'
import { ownZone } from '../words/zones.ts'
import { auditKey, inviteAuditor } from './auditApi.ts'

interface Written {
  name: string
  email: string
  activityIds: string[]
  /** The last day, like "2026-12-31"; empty: none yet. */
  day: string
}

const dayMs = 86_400_000
/** The day where the office is, which may be another one than in Greenwich. */
function dayIn(days: number): string {
  const day = new Date()
  day.setDate(day.getDate() + days)
  return dateInput(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()) / dayMs)
}
const nothing = (): Written => ({ name: '', email: '', activityIds: [], day: dayIn(90) })

/** The end of that day, where the office is. */
const untilOf = (day: string): number => new Date(`${day}T23:59:59`).getTime()
const bodyOf = ({ day, ...rest }: Written) => ({
  ...rest,
  until: day ? untilOf(day) : 0,
  timeZone: ownZone(),
})

function problemsOf(values: Written): Problems {
  const { until: _, ...problems } = problemsIn(invitation, bodyOf(values))
  const isDay = values.day >= dayIn(0) && values.day <= dayIn(auditDaysAheadMax)
  return {
    ...problems,
    ...(values.activityIds.length === 0 && { activityIds: 'Choose at least one activity.' }),
    ...(!isDay && { day: `Choose a day from today on, at most ${auditDaysAheadMax} days ahead.` }),
  }
}

/** Whom to invite, to which activities, until when. */
export function InviteAuditor({ activities }: Pick<Auditors, 'activities'>) {
  const [sent, setSent] = useState('')
  const { form, onSubmit } = useContractForm<Written>({
    initialValues: nothing(),
    problemsOf,
    onChange: () => setSent(''),
  })
  const { busy, refusal, run } = useCommand({ changes: auditKey })
  const send = async (values: Written) => {
    const body = { personId: crypto.randomUUID(), ...bodyOf(values) }
    if (!(await run(() => inviteAuditor(body)))) return
    form.setValues(nothing())
    setSent(values.name)
  }
  if (activities.length === 0)
    return <Text c="gray.7">There is no accredited activity yet. Plan one in the programme first.</Text>
  return (
    <form {...onSubmit(send)}>
      <Stack gap="md" maw={720}>
        <Group grow align="start" preventGrowOverflow={false}>
          <TextInput label="Name" autoComplete="off" {...form.getInputProps('name')} />
          <TextInput label="Mail address" type="email" autoComplete="off" {...form.getInputProps('email')} />
        </Group>
        <Checkbox.Group label="Activities" {...form.getInputProps('activityIds')}>
          <Stack gap="xs" mt="xs">
            {activities.map(({ id, title }) => (
              <Checkbox key={id} value={id} label={<span dir="auto">{title}</span>} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          label="Until"
          type="date"
          min={dayIn(0)}
          max={dayIn(auditDaysAheadMax)}
          maw={220}
          {...form.getInputProps('day')}
        />
        <FormEnd busy={busy} refusal={refusal} kept="What you wrote is kept here." submit="Invite">
          <Text role="status">
            {sent && (
              <>
                <bdi>{sent}</bdi> can audit now.
              </>
            )}
          </Text>
        </FormEnd>
      </Stack>
    </form>
  )
}
