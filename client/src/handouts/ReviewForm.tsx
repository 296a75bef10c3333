import { handoutReview, type QueuedHandout } from '@lectern/shared/handouts'
import { handoutReasonMax } from '@lectern/shared/limits'
import { Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { type Problems, problemsIn } from '../words/problems.ts'
import { momentOf } from '../words/times.ts'
import { handoutsKey } from './handoutsApi.ts'

interface Values {
  outcome: '' | 'now' | 'start' | 'time' | 'return'
  /** In the browser's zone, as its field writes it. */
  time: string
  reason: string
}

interface ReviewFormProps {
  handout: QueuedHandout
  onDone: () => void
  onCancel: () => void
}

/** The office's decision: released at once or with the session's start, or returned with a reason. */
export function ReviewForm({ handout, onDone, onCancel }: ReviewFormProps) {
  const { id: handoutId, sessionId, startsAt, releaseAt, status } = handout
  const releaseOf = ({ outcome, time }: Values) =>
    outcome === 'start' ? startsAt : outcome === 'time' ? new Date(time).getTime() : null
  const reviewOf = (values: Values) =>
    values.outcome === 'return'
      ? { approve: false as const, reason: values.reason }
      : { approve: true as const, releaseAt: releaseOf(values) }
  const problemsOf = (values: Values): Problems => ({
    ...problemsIn(handoutReview, reviewOf(values), {
      own: { time: 'Enter a date and a time.' },
      fieldOf: (path) => (path === 'releaseAt' ? 'time' : path),
    }),
    ...(values.outcome === '' && { outcome: 'Choose one.' }),
  })
  const { form, onSubmit } = useContractForm<Values>({
    initialValues: {
      outcome: status === 'approved' ? (releaseAt === null ? 'now' : 'start') : '',
      time: '',
      reason: handout.reason,
    },
    problemsOf,
  })
  const { busy, refusal, run } = useCommand({ changes: handoutsKey })
  const review = async (values: Values) => {
    const params = { sessionId, handoutId }
    if (await run(() => request('handouts.review', { params, body: reviewOf(values) }))) onDone()
  }
  return (
    <form {...onSubmit(review)}>
      <Stack gap="md">
        <Radio.Group
          label="Does it carry logos, trade names of products, or other marketing?"
          required
          {...form.getInputProps('outcome')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="now" label="No: learners get it at once" />
            <Radio
              value="start"
              label={`No: learners get it when the session starts, ${momentOf(startsAt)}`}
            />
            <Radio value="time" label="No: learners get it at another time" />
            <Radio value="return" label="Yes: return it" />
          </Stack>
        </Radio.Group>
        {form.values.outcome === 'time' && (
          <TextInput
            type="datetime-local"
            label="Released at (your time)"
            maw={260}
            required
            {...form.getInputProps('time')}
          />
        )}
        {form.values.outcome === 'return' && (
          <Textarea
            label="What has to change"
            description="The faculty reads this; it stays in the ledger."
            autosize
            minRows={2}
            maxLength={handoutReasonMax}
            required
            {...form.getInputProps('reason')}
          />
        )}
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <DialogButtons onCancel={onCancel} confirm="Record the review" busy={busy} />
      </Stack>
    </form>
  )
}
