import type { Scope, StaleDetails } from '@lectern/shared/programPlanning'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../../live/http.ts'
import { useCommand } from '../../live/useCommand.ts'
import { planningKey, useTakeEdited } from './planningData.ts'
import { changedFields } from './rebase.ts'
import { planOf } from './sessionFields.ts'
import type { useSessionForm } from './useSessionForm.ts'

interface SaveOptions {
  sessionId: string
  edit: ReturnType<typeof useSessionForm>
  isNew: boolean
  /** Then it is asked which sessions a change is for. */
  isInSeries: boolean
  onCreated: () => void
}

/** Saves what was changed in the form; where somebody was faster, both versions are shown. */
export function useSaveSession({ sessionId, edit, isNew, isInSeries, onCreated }: SaveOptions) {
  const client = useQueryClient()
  const takeEdited = useTakeEdited()
  const [isSaved, setSaved] = useState(false)
  const [asksScope, setAsksScope] = useState(false)
  /** Who was faster. */
  const [by, setBy] = useState<string>()
  const { busy, refusal, run, clear } = useCommand({
    onRefused: ({ code, details }) => {
      if (code !== 'stale') return
      setBy((details as StaleDetails | undefined)?.name)
      void client.invalidateQueries({ queryKey: planningKey })
    },
  })

  async function save(scope: Scope): Promise<void> {
    setAsksScope(false)
    setSaved(false)
    const { draft } = edit
    const plan = planOf(draft.mine)
    const fields = isNew ? (Object.keys(plan) as (keyof typeof plan)[]) : changedFields(draft)
    const change = Object.fromEntries(fields.map((field) => [field, plan[field]]))
    const done = await run(async () => {
      const body = { version: isNew ? null : draft.version, change, scope }
      const edited = await request('program.change', { params: { sessionId }, body })
      takeEdited(edited)
      const saved = edited.sessions.find(({ session }) => session.id === sessionId)
      if (saved) edit.saved(saved.session)
    })
    setSaved(done)
    if (done && isNew) onCreated()
  }
  return {
    busy,
    /** One that is stale is told by the two versions. */
    refusal: refusal?.code === 'stale' ? undefined : refusal,
    by,
    isSaved,
    asksScope,
    cancelScope: () => setAsksScope(false),
    saveFor: save,
    submit(): void {
      clear()
      if (isInSeries) setAsksScope(true)
      else void save('this')
    },
  }
}
