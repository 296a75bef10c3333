import type { BoothField, BoothSettings } from '@lectern/shared/booths'
import { useState } from 'react'
import { useCommand } from '../../live/useCommand.ts'
import { useConnection } from '../../live/useConnection.ts'
import { useContractForm } from '../../ui/useContractForm.ts'
import { changedContent, editProblemsOf, formOf, formOver } from './editForm.ts'

interface BoothFormOptions {
  settings: BoothSettings
  mayEdit: (field: BoothField) => boolean
  onSettings: (settings: BoothSettings) => void
}

/** The form over a booth that colleagues may change meanwhile: only this page's own changes are sent. */
export function useBoothForm({ settings, mayEdit, onSettings }: BoothFormOptions) {
  const connection = useConnection()
  /** The booth that the form was filled from: differences are this page's changes. */
  const [base, setBase] = useState(settings)
  const [isSaved, setSaved] = useState(false)
  const [initialValues] = useState(() => formOf(settings))
  const { form, submit, onSubmit } = useContractForm({
    initialValues,
    problemsOf: editProblemsOf,
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run, clear } = useCommand()
  const changed = changedContent(form.values, base, mayEdit)
  const isChanged = Object.keys(changed).length > 0

  const fillFrom = (next: BoothSettings) => {
    form.setValues(formOf(next))
    setBase(next)
  }
  async function save(version = base.version): Promise<void> {
    setSaved(false)
    if (!isChanged) return
    const done = await run(async () => {
      const next = await connection.send('booths.edit', { boothId: settings.id, version, content: changed })
      fillFrom(next)
      onSettings(next)
    })
    setSaved(done)
  }
  return {
    form,
    submit,
    onSubmit,
    busy,
    refusal,
    isChanged,
    isSaved,
    save,
    saveOver: () => save(settings.version),
    takeTheirs(): void {
      fillFrom(settings)
      clear()
    },
    /** A file was added or removed, which makes a new version of the booth. */
    takeFiles(next: BoothSettings): void {
      const merged = formOver(form.values, base, next)
      if (merged) {
        form.setValues(merged)
        setBase(next)
      }
      onSettings(next)
    },
  }
}
