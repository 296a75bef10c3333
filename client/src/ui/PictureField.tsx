import './parts.css'
import { errors } from '@lectern/shared/errors'
import type { UploadKind } from '@lectern/shared/uploads'
import { Button, FileButton, Progress } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { messageOf } from '../live/appError.ts'
import type { OnProgress } from '../live/upload.ts'
import { busyButton } from './busyButton.ts'
import { acceptedTypes, allowedWords, fileProblem } from './fileRules.ts'
import { Refusal } from './Refusal.tsx'
import { shrinkPicture } from './shrinkPicture.ts'

interface PictureFieldProps {
  /** "picture", "logo" */
  noun: string
  /** Said once a new one is shown. */
  doneWords: string
  kind: Extract<UploadKind, 'face' | 'logo'>
  /** As everyone sees it now. */
  shown: ReactNode
  /** Whether there is one to be removed. */
  isGiven: boolean
  /** Where it will be seen. */
  children: ReactNode
  onUpload: (file: Blob, onProgress: OnProgress) => Promise<unknown>
  onRemove: () => Promise<unknown>
}

/** A picture of which there is one: shown, replaced and removed at once, not with a form. */
export function PictureField(props: PictureFieldProps) {
  const { noun, doneWords, kind, shown, isGiven, children, onUpload, onRemove } = props
  const [share, setShare] = useState<number>()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [done, setDone] = useState('')

  async function run(act: () => Promise<unknown>, words: string): Promise<void> {
    if (isBusy) return
    setBusy(true)
    setProblem('')
    setDone('')
    try {
      await act()
      setDone(words)
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
      setShare(undefined)
    }
  }
  const send = (file: File | null) =>
    file &&
    void run(async () => {
      const small = await shrinkPicture(file)
      const refused = fileProblem(kind, small)
      if (refused) throw errors.fileRefused(refused)
      await onUpload(small, setShare)
    }, doneWords)

  return (
    <div className="picture-field">
      {shown}
      <div className="picture-words">
        <div>{children}</div>
        <div className="picture-buttons">
          <FileButton
            onChange={send}
            accept={acceptedTypes(kind)}
            inputProps={{ 'aria-label': `File of the ${noun}` }}
          >
            {({ onClick }) => (
              <Button variant="default" {...busyButton(isBusy)} {...(!isBusy && { onClick })}>
                {isGiven ? `Change ${noun}` : `Upload ${noun}`}
              </Button>
            )}
          </FileButton>
          {isGiven && (
            <Button
              variant="subtle"
              color="gray"
              {...busyButton(isBusy)}
              onClick={() => void run(onRemove, `The ${noun} was removed.`)}
            >
              Remove
            </Button>
          )}
          <span className="picture-rule">{allowedWords(kind)}</span>
        </div>
        {share !== undefined && (
          <Progress value={share * 100} aria-label={`Sending the ${noun}`} transitionDuration={0} />
        )}
        <div role="status">{done}</div>
        <Refusal refusal={problem} />
      </div>
    </div>
  )
}
