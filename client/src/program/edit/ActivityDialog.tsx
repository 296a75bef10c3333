import type { Activity } from '@lectern/shared/credit'
import type { Planning } from '@lectern/shared/programPlanning'
import { kindOf } from '@lectern/shared/sessionKinds'
import { Anchor, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { Link } from 'react-router'
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { durationWords } from '../../words/durations.ts'
import { dateOf, dayNumber, shortDateOf } from '../../words/times.ts'
import { dateInput } from '../../words/wallClock.ts'
import { AttentionRules } from './AttentionRules.tsx'
import { BothChanged, LeavingActivity } from './activityNotices.tsx'
import { DesignationRows } from './DesignationRows.tsx'
import { helpBelow } from './helpBelow.ts'
import { type PlannedCredit, plannedCredit } from './plannedCredit.ts'
import { type ActivityDialogProps, useActivityForm } from './useActivityForm.ts'
import type { When } from './WhenFields.tsx'

/** An accredited activity and the credit that it is designated for. */
export function ActivityDialog(props: ActivityDialogProps) {
  const { activity, planning, times } = props
  const credit = plannedCreditOf(activity, planning, times)
  const { form, onSubmit, inputOf, busy, refusal, both, leaving } = useActivityForm(props, credit)
  const { designations } = form.values
  const bodies = planning.bodies.filter(({ id }) => designations.some(({ policyId }) => policyId === id))
  return (
    <Dialog
      opened
      onClose={leaving.ask}
      title={activity ? 'Activity and designation' : 'New activity'}
      size="xl"
    >
      <form
        {...onSubmit}
        onSubmit={(event) => {
          // The session's form is around it.
          event.stopPropagation()
          onSubmit.onSubmit(event)
        }}
      >
        <Stack gap="md">
          {credit.hasBegun && (
            <Notice color="gray" role="status">
              This activity has begun: its credit and its attention checks stay as they were announced.
              Sessions and days that have not begun can still be given maximums and numbers.
            </Notice>
          )}
          <TextInput label="Title" required dir="auto" data-autofocus {...form.getInputProps('title')} />
          <div className="edit-pair">
            <TextInput label="Format" required {...form.getInputProps('format')} />
            <TextInput label="Place" {...form.getInputProps('place')} />
            <TextInput
              label="Number at registers"
              description="PARS: 9 digits"
              inputWrapperOrder={helpBelow}
              {...form.getInputProps('number')}
            />
          </div>
          <TagsInput
            label="Jointly provided with"
            description="Organisations beside your own; each by Enter"
            {...form.getInputProps('jointProviders')}
          />
          {bodies.some(({ numberFormat }) => numberFormat === 'uan') && (
            <TextInput
              label="Your provider number at ACPE"
              description="The first four digits of your UANs"
              inputMode="numeric"
              {...form.getInputProps('acpeNumber')}
            />
          )}
          <DesignationRows {...{ form, planning, credit, inputOf }} />
          <TestNeeded activity={activity} names={bodies.filter(({ needsTest }) => needsTest)} />
          <Text size="sm" c="gray.7">
            {credit.ms > 0
              ? `Planned so far: ${durationWords(credit.ms)}. Credit is designated before the activity begins, never after.`
              : 'Credit is designated before the activity begins, never after.'}
          </Text>
          <AttentionRules {...{ form, bodies, inputOf }} isFixed={credit.hasBegun} />
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          {both && <BothChanged {...both} />}
          {leaving.isAsked ? (
            <LeavingActivity stay={leaving.stay} leave={props.onClose} />
          ) : (
            <DialogButtons confirm="Save activity" onCancel={leaving.ask} busy={busy} />
          )}
        </Stack>
      </form>
    </Dialog>
  )
}

function plannedCreditOf(
  activity: Activity | undefined,
  planning: Planning,
  { startsAt, endsAt }: When,
): PlannedCredit {
  const zone = planning.conference.timeZone
  const dayOf = (at: number) => dateInput(dayNumber(at, zone))
  const sessions = planning.sessions
    .filter(({ session }) => activity && session.activityId === activity.id)
    .map(({ session, state }) => ({
      ...session,
      title: `${shortDateOf(session.startsAt, zone)}: ${session.title}`,
      hasBegun: state.liveAt !== null,
    }))
  const written = startsAt !== null && endsAt !== null && [{ id: 'written', startsAt, endsAt }]
  const breaks = planning.sessions.map(({ session }) => session).filter((each) => kindOf(each) === 'break')
  const isWritten = sessions.length === 0
  const credit = plannedCredit(isWritten && written ? written : sessions, dayOf, breaks)
  const byDay = credit.byDay.map((day) => ({ ...day, title: dateOf(day.at, zone) }))
  // A session that is not part of it yet cannot be named.
  return isWritten ? { ...credit, sessions: [], byDay: [] } : { ...credit, byDay }
}

/** What is outstanding until the test is written, which has a page of its own. */
function TestNeeded({
  activity,
  names,
}: Pick<ActivityDialogProps, 'activity'> & { names: { title: string }[] }) {
  if (names.length === 0 || (activity?.test.length ?? 0) > 0) return null
  return (
    <Notice role="status">
      {names.map(({ title }) => title).join(' and ')} {names.length === 1 ? 'asks' : 'ask'} for a test, and
      this activity has none yet. You can save it as it is; none of its sessions can be approved until the
      test is written{' '}
      {activity ? (
        <>
          under{' '}
          <Anchor
            component={Link}
            underline="always"
            to={`/office/activities/${encodeURIComponent(activity.id)}/test`}
          >
            Test of this activity
          </Anchor>
          .
        </>
      ) : (
        'under Credit, the activity, Test.'
      )}
    </Notice>
  )
}
