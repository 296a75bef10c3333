import type { BoothSettings, FileKind } from '@lectern/shared/booths'
import { useState } from 'react'
import { appErrorOf } from '../../live/appError.ts'
import { fileProblem } from '../../ui/fileRules.ts'
import type { Upload } from './uploadFile.ts'

interface FilesOptions {
  settings: BoothSettings
  kind: FileKind
  upload: Upload
  onRemove: (fileId: string) => Promise<BoothSettings>
  onSettings: (settings: BoothSettings) => void
}

/** Adds and removes files of one kind, and says what became of it. */
export function useFiles({ settings, kind, upload, onRemove, onSettings }: FilesOptions) {
  const [sending, setSending] = useState<{ name: string; share: number }>()
  const [removing, setRemoving] = useState<string>()
  const [problem, setProblem] = useState('')
  const [done, setDone] = useState('')

  async function report(work: Promise<BoothSettings>, success: string, failure: string): Promise<void> {
    setProblem('')
    setDone('')
    try {
      onSettings(await work)
      setDone(success)
    } catch (error) {
      setProblem(`${failure} ${appErrorOf(error).message}`)
    }
  }

  async function send(file: File | null): Promise<void> {
    if (!file || sending) return
    const { name } = file
    const refused = fileProblem(kind, file)
    if (refused) {
      setDone('')
      setProblem(`${name}: ${refused}`)
      return
    }
    setSending({ name, share: 0 })
    const sent = upload(settings.id, kind, file, (share) => setSending({ name, share }))
    await report(sent, `${name} is at the booth now.`, `${name} was not uploaded.`)
    setSending(undefined)
  }

  async function remove(fileId: string, name: string): Promise<void> {
    setRemoving(fileId)
    await report(onRemove(fileId), `${name} was removed.`, `${name} was not removed.`)
    setRemoving(undefined)
  }

  return { sending, removing, problem, done, send, remove }
}
