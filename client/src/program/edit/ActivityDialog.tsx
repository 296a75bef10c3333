import type { Activity } from '@lectern/shared/credit'
import type { Planning } from '@lectern/shared/programPlanning'
import { kindOf } from '@lectern/shared/sessionKinds'
import { Anchor, Button, Group, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { request } from '../../live/http.ts'
import { newId } from '../../live/unanswered.ts'
import { useCommand } from '../../live/useCommand.ts'
import { useConnection } from '../../live/useConnection.ts'
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { type ContractForm, useContractForm } from '../../ui/useContractForm.ts'
import { durationWords } from '../../words/durations.ts'
import type { Problems } from '../../words/problems.ts'
import { dayNumber } from '../../words/times.ts'
import { dateInput } from '../../words/wallClock.ts'
import { AccreditedFor } from './AccreditedFor.tsx'
import {
  type ActivityFields,
  activityFieldsOf,
  activityProblems,
  designationOf,
  plannedCredit,
  usualBeginning,
} from './activityFields.ts'
import { planningKey } from './planningData.ts'
import type { When } from './WhenFields.tsx'

/** The server refuses a moment in the future, and this page knows its clock only so well. */
const clockMarginMs = 2000

interface ActivityDialogProps {
  /** Undefined for a new one. */
  activity: Activity | undefined
  /** Of the session: what a new activity is called at first. */
  title: string
  planning: Planning
  /** Of the session as it is written: all that is planned of a new activity. */
  times: When
  onClose: () => void
  onSaved: (activityId: string) => void
}

/** An accredited activity and the credit that it is designated for. */
export function ActivityDialog(props: ActivityDialogProps) {
  const { activity, title, planning, times, onClose, onSaved } = props
  const client = useQueryClient()
  const { now } = useConnection()
  const credit = plannedCreditOf(activity, planning, times)
  const { form, onSubmit } = useContractForm<ActivityFields>({
    initialValues: activityFieldsOf(activity, title, planning.activities),
    problemsOf: (fields) => activityProblems(fields, planning.bodies, credit),
  })
  const { busy, refusal, run } = useCommand()
  async function save({ designations, acpeNumber, ...words }: ActivityFields): Promise<void> {
    const activityId = activity?.id ?? newId()
    const made = designations.map((row) => designationOf(row, Math.floor(now()) - clockMarginMs))
    const body = { ...(activity ? {} : usualBeginning), ...words, id: activityId, designations: made }
    const done = await run(async () => {
      const { provider } = await request('activities.plan', { body })
      if ((provider.acpeNumber ?? '') === acpeNumber) return
      const { acpeNumber: _, ...rest } = provider
      const now = { ...rest, ...(acpeNumber !== '' && { acpeNumber }) }
      await request('activities.plan', { body: { id: activityId, provider: now } })
    })
    if (!done) return
    await client.invalidateQueries({ queryKey: planningKey })
    onSaved(activityId)
    onClose()
  }
  const submit = onSubmit(save)
  return (
    <Dialog opened onClose={onClose} title={activity ? 'Activity and designation' : 'New activity'} size="xl">
      <form
        {...submit}
        onSubmit={(event) => {
          // The session's form is around it.
          event.stopPropagation()
          submit.onSubmit(event)
        }}
      >
        <Stack gap="md">
          <TextInput label="Title" required dir="auto" data-autofocus {...form.getInputProps('title')} />
          <div className="edit-pair">
            <TextInput label="Format" required {...form.getInputProps('format')} />
            <TextInput label="Place" {...form.getInputProps('place')} />
            <TextInput
              label="Number at registers"
              description="PARS: 9 digits"
              {...form.getInputProps('number')}
            />
          </div>
          <TagsInput
            label="Jointly provided with"
            description="Organisations beside your own; each by Enter"
            {...form.getInputProps('jointProviders')}
          />
          {form.values.designations.some(({ policyId }) => isAcpe(policyId, planning)) && (
            <TextInput
              label="Your provider number at ACPE"
              description="The first four digits of your UANs"
              inputMode="numeric"
              {...form.getInputProps('acpeNumber')}
            />
          )}
          <Rows
            form={form}
            planning={planning}
            problems={activityProblems(form.values, planning.bodies, credit)}
          />
          <TestNeeded activity={activity} planning={planning} rows={form.values.designations} />
          <Text size="sm" c="gray.7">
            {credit.ms > 0
              ? `Planned so far: ${durationWords(credit.ms)}. Credit is designated before the activity begins, never after.`
              : 'Credit is designated before the activity begins, never after.'}
          </Text>
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <DialogButtons confirm="Save activity" onCancel={onClose} busy={busy} />
        </Stack>
      </form>
    </Dialog>
  )
}

function plannedCreditOf(activity: Activity | undefined, planning: Planning, { startsAt, endsAt }: When) {
  const zone = planning.conference.timeZone
  const sessions = planning.sessions
    .map(({ session }) => session)
    .filter(({ activityId }) => activity && activityId === activity.id)
  const written =
    startsAt !== null && endsAt !== null && sessions.length === 0
      ? [{ id: 'written', startsAt, endsAt }]
      : sessions
  const breaks = planning.sessions.map(({ session }) => session).filter((each) => kindOf(each) === 'break')
  return plannedCredit(written, (at) => dateInput(dayNumber(at, zone)), breaks)
}

/** What is outstanding until the test is written, which has a page of its own. */
function TestNeeded({
  activity,
  planning,
  rows,
}: Pick<ActivityDialogProps, 'activity' | 'planning'> & { rows: readonly { policyId: string }[] }) {
  const asking = planning.bodies.filter(
    ({ id, needsTest }) => needsTest && rows.some((row) => row.policyId === id),
  )
  if (asking.length === 0 || (activity?.test.length ?? 0) > 0) return null
  const names = asking.map(({ title }) => title).join(' and ')
  return (
    <Notice role="status">
      {names} {asking.length === 1 ? 'asks' : 'ask'} for a test, and this activity has none yet. You can save
      it as it is; none of its sessions can be approved until the test is written
      {activity ? (
        <>
          :{' '}
          <Anchor component={Link} to={`/office/activities/${encodeURIComponent(activity.id)}/test`}>
            Test of this activity
          </Anchor>
        </>
      ) : (
        ', under Credit, the activity, Test'
      )}
      .
    </Notice>
  )
}

const isAcpe = (policyId: string, { bodies }: Planning): boolean =>
  bodies.find(({ id }) => id === policyId)?.numberFormat === 'uan'

interface RowsProps {
  form: ContractForm<ActivityFields>
  planning: Planning
  /** As it is written: what was written in a field is judged at once. */
  problems: Problems
}

function Rows({ form, planning, problems }: RowsProps) {
  /** A field that is empty is only asked for at the end. */
  const inputOf = (field: string, written: string | number) => {
    const { error, ...props } = form.getInputProps(field)
    return { ...props, error: written === '' ? error : (problems[field] ?? error) }
  }
  const { designations } = form.values
  const bodies = planning.bodies
    .filter(
      ({ id, supersededBy }) => supersededBy === null || designations.some((row) => row.policyId === id),
    )
    .map(({ id, title }) => ({ value: id, label: title }))
  return (
    <fieldset className="edit-rows">
      <legend>Designated for at most</legend>
      <Stack gap="lg">
        {designations.map(({ key, policyId, maximum, number, accreditedFor = [] }, index) => {
          const body = planning.bodies.find(({ id }) => id === policyId)
          const nth = index + 1
          return (
            <Group key={key} gap="sm" align="flex-start" wrap="nowrap">
              <div className="edit-pair edit-designation">
                <Select
                  aria-label={`Body ${nth}`}
                  placeholder="Body"
                  data={bodies}
                  searchable
                  {...form.getInputProps(`designations.${index}.policyId`)}
                />
                <NumberInput
                  aria-label={`Maximum ${nth}`}
                  placeholder="Maximum"
                  min={0}
                  step={body?.step ?? 0.25}
                  suffix={body ? ` ${body.unit.many}` : ''}
                  {...inputOf(`designations.${index}.maximum`, maximum)}
                />
                <TextInput
                  aria-label={`Number ${nth}`}
                  placeholder={body?.numberFormat === 'uan' ? '1234-0000-26-001-L01-P' : 'Number'}
                  {...inputOf(`designations.${index}.number`, number)}
                />
                {body?.namesAudience && (
                  <AccreditedFor
                    body={body}
                    value={accreditedFor}
                    error={form.errors[`designations.${index}.accreditedFor`] as string | undefined}
                    onChange={(next) => form.setFieldValue(`designations.${index}.accreditedFor`, next)}
                  />
                )}
              </div>
              <IconButton
                label={`Remove designation ${nth}`}
                icon={IconTrash}
                iconSize={16}
                onClick={() => form.removeListItem('designations', index)}
              />
            </Group>
          )
        })}
        <Refusal refusal={form.errors.designations as string | undefined} size="sm" />
        <Button
          variant="default"
          size="compact-md"
          style={{ alignSelf: 'start' }}
          leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
          disabled={designations.length >= 12}
          onClick={() =>
            form.insertListItem('designations', {
              key: newId(),
              policyId: '',
              maximum: '',
              number: '',
              accreditedFor: [],
              saved: undefined,
            })
          }
        >
          Add body
        </Button>
      </Stack>
    </fieldset>
  )
}
