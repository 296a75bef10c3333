import { useDebouncedCallback } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { request } from '../live/http.ts'
import { draftOf, type FormValues } from './formValues.ts'

export type DraftStatus = 'idle' | 'saving' | 'saved' | 'waiting'

/**
 * How long typing may pause before the draft is saved, and how long until a failed save is tried again (ms).
 */
const pauseMs = 800
const againMs = 5000

/** Saves the form as it is written, the newest state last. */
export function useSavedDraft() {
  const [status, setStatus] = useState<DraftStatus>('idle')
  const latest = useRef<FormValues>(undefined)
  const isSaving = useRef(false)

  async function saveAll(): Promise<void> {
    if (isSaving.current) return
    isSaving.current = true
    while (latest.current) {
      const values = latest.current
      latest.current = undefined
      setStatus('saving')
      try {
        await request('disclosures.saveDraft', { body: draftOf(values) })
        setStatus('saved')
      } catch {
        latest.current ??= values
        setStatus('waiting')
        setTimeout(() => void saveAll(), againMs)
        break
      }
    }
    isSaving.current = false
  }
  const later = useDebouncedCallback(() => void saveAll(), { delay: pauseMs, flushOnUnmount: true })

  return {
    status,
    save(values: FormValues): void {
      latest.current = values
      later()
    },
    /** It was signed: nothing is left to save. */
    forget(): void {
      latest.current = undefined
      setStatus('idle')
    },
  }
}
