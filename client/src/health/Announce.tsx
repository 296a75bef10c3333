import type { Audience } from '@lectern/shared/health'
import { announcementMax } from '@lectern/shared/limits'
import { text } from '@lectern/shared/text'
import { NativeSelect, Stack, Textarea } from '@mantine/core'
import { z } from 'zod'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { toast } from '../ui/toast.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'
import { announcementsKey } from './healthApi.ts'

interface AnnounceProps {
  sessions: readonly { sessionId: string; title: string; track: string }[]
  onClose: () => void
}

interface Draft {
  text: string
  /** "everybody", "track NAME" or "session ID". */
  to: string
  minutes: string
}

const contract = z.object({ text: text(announcementMax) })
const lengths = [5, 15, 30, 60, 240].map((minutes) => ({
  value: String(minutes),
  label: minutes < 60 ? `${minutes} minutes` : `${minutes / 60} ${minutes === 60 ? 'hour' : 'hours'}`,
}))

function audienceOf(to: string): Audience {
  const [kind, ...rest] = to.split(' ')
  if (kind === 'track') return { kind, track: rest.join(' ') }
  return kind === 'session' ? { kind, sessionId: rest.join(' ') } : { kind: 'everybody' }
}

/** Writes to everybody at the conference, or to the people of a track or a session. */
export function Announce({ sessions, onClose }: AnnounceProps) {
  const tracks = [...new Set(sessions.map(({ track }) => track).filter(Boolean))]
  const { form, onSubmit } = useContractForm<Draft>({
    initialValues: { text: '', to: 'everybody', minutes: '15' },
    problemsOf: (values) => problemsIn(contract, { text: values.text }),
  })
  const { busy, refusal, send } = useCommand({ changes: announcementsKey })
  const announce = async ({ text: words, to, minutes }: Draft) => {
    const request = { text: words, audience: audienceOf(to), minutes: Number(minutes) }
    if (!(await send('health.announce', request))) return
    onClose()
    toast('The announcement is on their pages.')
  }
  return (
    <Dialog opened onClose={onClose} title="Announcement">
      <form {...onSubmit(announce)}>
        <Stack gap="md">
          <Textarea
            label="What to say"
            description="Plain words, above the page. Nobody is interrupted by a sound."
            autosize
            minRows={2}
            maxRows={6}
            data-autofocus
            {...form.getInputProps('text')}
          />
          <NativeSelect
            label="To"
            data={[
              { value: 'everybody', label: 'Everybody at the conference' },
              ...tracks.map((track) => ({ value: `track ${track}`, label: `Track: ${track}` })),
              ...sessions.map(({ sessionId, title }) => ({ value: `session ${sessionId}`, label: title })),
            ]}
            {...form.getInputProps('to')}
          />
          <NativeSelect label="Shown for" data={lengths} {...form.getInputProps('minutes')} />
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <DialogButtons onCancel={onClose} confirm="Announce" busy={busy} />
        </Stack>
      </form>
    </Dialog>
  )
}
