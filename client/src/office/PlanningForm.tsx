import './planningForm.css'
import type { PlanningForm as Form, PlanningField, ShownPlanning } from '@lectern/shared/planningForm'
import { Button, Group, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { request } from '../live/http.ts'
import { useMe } from '../live/me.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { officeKey } from './officeApi.ts'
import { PlanningAnswers } from './PlanningAnswers.tsx'
import { Missing, SavedState, Theirs } from './PlanningState.tsx'
import { isChanged, merged, planningProblems, unsavedForm } from './planningForm.ts'

const planningQuery = (activityId: string) => ({
  queryKey: [...officeKey, 'planning', activityId],
  queryFn: () => request('planningForm.find', { params: { activityId } }),
  // What is written here is compared with what it began from.
  refetchOnWindowFocus: false,
})

/** Why an activity is held, for whom, and what it is to change. */
export function PlanningForm({ activityId }: { activityId: string }) {
  const planning = useQuery({ ...planningQuery(activityId), staleTime: 0 })
  const personId = useMe().data?.person.id
  return (
    <Loaded query={planning} label="Loading the planning form" missing="There is no such activity">
      {(data) =>
        personId === undefined ? null : (
          <Writing key={personId} activityId={activityId} personId={personId} first={data} />
        )
      }
    </Loaded>
  )
}

interface WritingProps {
  activityId: string
  personId: string
  first: ShownPlanning
}

/** Asks before the tab is closed while something is unsaved. */
function useClosingGuard(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isUnsaved])
}

/** What is written, what it rests on, and what somebody else made of it meanwhile. */
function useWriting({ activityId, personId, first }: WritingProps) {
  const [kept] = useState(() => unsavedForm(personId, activityId))
  const [before] = useState(() => kept.read())
  /** The version that the values rest on. */
  const [base, setBase] = useState(first)
  const [theirs, setTheirs] = useState<{ planning: ShownPlanning; conflicts: PlanningField[] }>()
  const queries = useQueryClient()
  const { form, onSubmit } = useContractForm<Form>({
    initialValues: before ? startOf(before, first) : first.form,
    problemsOf: planningProblems,
  })
  const isUnsaved = isChanged(form.values, base.form)
  useClosingGuard(isUnsaved)
  useEffect(
    () => kept.write(isUnsaved ? { version: base.version, form: form.values } : undefined),
    [isUnsaved, base.version, form.values, kept],
  )

  function show(saved: ShownPlanning) {
    setBase(saved)
    setTheirs(undefined)
    queries.setQueryData(planningQuery(activityId).queryKey, saved)
    void queries.invalidateQueries({ queryKey: [...officeKey, 'record', activityId] })
  }

  /** Somebody else was faster: their answers come in beside those that were changed here. */
  async function takeTheirs() {
    const planning = await request('planningForm.find', { params: { activityId } })
    const { form: both, conflicts } = merged(base.form, form.values, planning.form)
    form.setValues(both)
    setBase(planning)
    setTheirs({ planning, conflicts })
  }

  const { busy, refusal, run, clear } = useCommand({
    onRefused: ({ code }) => {
      if (code === 'stale') void takeTheirs().then(clear)
    },
  })
  const params = { activityId }
  const save = (values: Form) =>
    run(async () => {
      const body = { version: base.version, form: values }
      const saved = await request('planningForm.save', { params, body })
      form.setValues(saved.form)
      show(saved)
    })
  const complete = () =>
    run(async () => {
      show(await request('planningForm.complete', { params, body: { version: base.version } }))
    })
  return {
    form,
    onSubmit,
    base,
    theirs,
    wasLeft: before !== undefined && isUnsaved,
    isUnsaved,
    busy,
    refusal,
    save,
    complete,
  }
}

function Writing(props: WritingProps) {
  const writing = useWriting(props)
  const { form, onSubmit, base, theirs } = writing
  return (
    <form className="planning" {...onSubmit(writing.save)} aria-label="Planning form">
      <Stack gap="md">
        {writing.wasLeft && (
          <Notice
            color="gray"
            role="status"
            title="Not saved yet"
            action={
              <Button variant="default" size="compact-md" onClick={() => form.setValues(base.form)}>
                Discard it
              </Button>
            }
          >
            You wrote this on this tab before, and left without saving.
          </Notice>
        )}
        {theirs && (
          <Theirs
            {...theirs}
            onUse={(field) => form.setFieldValue(field, theirs.planning.form[field] as never)}
          />
        )}
        <PlanningAnswers form={form} planning={base} />
      </Stack>
      <Side {...writing} />
    </form>
  )
}

type SideProps = Pick<ReturnType<typeof useWriting>, 'base' | 'isUnsaved' | 'busy' | 'refusal' | 'complete'>

/** How far the form is, and its buttons. */
const Side = ({ base, isUnsaved, busy, refusal, complete }: SideProps) => (
  <aside className="planning-side" aria-label="State of the form">
    <SavedState planning={base} isUnsaved={isUnsaved} />
    <Refusal refusal={refusal?.code === 'stale' ? undefined : refusal} kept="What you wrote is kept here." />
    <Group gap="sm">
      <Button type="submit" {...busyButton(busy)}>
        {busy ? 'Saving…' : 'Save'}
      </Button>
      <Button
        variant="default"
        disabled={isUnsaved || base.version === 0 || base.completed !== null || busy}
        onClick={() => void complete()}
      >
        Mark as complete
      </Button>
    </Group>
    <Missing title="For the structured abstract" problems={base.missing.abstract} />
    <Missing title="For the register’s record" problems={base.missing.record} />
  </aside>
)

/** What was kept from before, on top of what is saved by now. */
const startOf = (before: { version: number; form: Form }, first: ShownPlanning): Form =>
  before.version === first.version ? before.form : { ...first.form, ...before.form }
