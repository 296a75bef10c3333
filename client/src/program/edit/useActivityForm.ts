import type { Activity } from '@lectern/shared/credit'
import type { Planning } from '@lectern/shared/programPlanning'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../../live/http.ts'
import { newId } from '../../live/unanswered.ts'
import { useCommand } from '../../live/useCommand.ts'
import { useConnection } from '../../live/useConnection.ts'
import { focusFirstInvalid, useContractForm } from '../../ui/useContractForm.ts'
import {
  type ActivityFields,
  activityFieldsOf,
  activityProblems,
  changesOf,
  providerOf,
  refusedField,
} from './activityFields.ts'
import type { PlannedCredit } from './plannedCredit.ts'
import { planningKey } from './planningData.ts'
import { rebase } from './rebase.ts'
import type { When } from './WhenFields.tsx'

export interface ActivityDialogProps {
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

/** The server refuses a moment in the future, and this page knows its clock only so well. */
const clockMarginMs = 2000

/** An activity as it is written: what was changed is saved over what this page has seen. */
export function useActivityForm(props: ActivityDialogProps, credit: PlannedCredit) {
  const { activity, title, planning, onClose, onSaved } = props
  const client = useQueryClient()
  const { now } = useConnection()
  const fieldsOf = (of: typeof activity) => activityFieldsOf(of, title, planning)
  // What the form began from, until somebody else's change is taken in.
  const [base, setBase] = useState(() => ({ activity, fields: fieldsOf(activity) }))
  const [newActivityId] = useState(newId)
  const [isLeaving, setLeaving] = useState(false)
  const { form, element, onSubmit } = useContractForm<ActivityFields>({
    initialValues: base.fields,
    problemsOf: (fields) => activityProblems(fields, planning.bodies, credit),
  })
  const command = useCommand({
    onRefused: ({ message }) => {
      const refused = refusedField(message, form.values)
      if (!refused) return
      form.setFieldError(...refused)
      // Once its problem is drawn.
      setTimeout(() => focusFirstInvalid(element.current))
    },
  })
  const isStale = command.refusal?.code === 'stale'
  const isAtField = command.refusal && refusedField(command.refusal.message, form.values) !== undefined

  async function save(fields: ActivityFields): Promise<void> {
    const id = base.activity?.id ?? newActivityId
    const { changes, seen } = changesOf(fields, {
      ...{ activity: base.activity, began: base.fields, bodies: planning.bodies, credit },
      now: Math.floor(now()) - clockMarginMs,
    })
    const isDone = await command.run(async () => {
      if (base.activity) {
        if (Object.keys(changes).length > 0)
          await request('activities.plan', { body: { ...changes, id, seen } })
        return
      }
      const provider =
        fields.acpeNumber === '' ? undefined : providerOf((await request('provider.read')).provider, fields)
      await request('activities.plan', { body: { ...changes, ...(provider && { provider }), id } })
    })
    await client.invalidateQueries({ queryKey: planningKey })
    if (!isDone) return
    onSaved(id)
    onClose()
  }

  /** `values`: of the form, over the activity as it is now. */
  function goOnFrom(values: ActivityFields): void {
    setBase({ activity, fields: fieldsOf(activity) })
    form.setValues(values)
    command.clear()
  }
  const problems = activityProblems(form.values, planning.bodies, credit)
  return {
    form,
    busy: command.busy,
    /** What none of the fields says. */
    refusal: !isStale && !isAtField && command.refusal,
    onSubmit: onSubmit(save),
    /** A field that is empty is only asked for at the end. */
    inputOf: (field: string, written: string | number) => {
      const { error, ...rest } = form.getInputProps(field)
      return { ...rest, error: written === '' ? error : (error ?? problems[field]) }
    },
    /** Somebody else has changed the same. */
    both: isStale && {
      message: command.refusal?.message ?? '',
      takeTheirs: () => goOnFrom(fieldsOf(activity)),
      keepMine: () =>
        goOnFrom(
          rebase({ base: base.fields, version: 0, mine: form.values, open: [] }, fieldsOf(activity), 0).mine,
        ),
    },
    leaving: {
      isAsked: isLeaving,
      /** Closes at once if nothing was written. */
      ask: () => {
        const isWritten = JSON.stringify(form.values) !== JSON.stringify(base.fields)
        if (isWritten) setLeaving(true)
        else onClose()
      },
      stay: () => setLeaving(false),
    },
  }
}
