import '../credit.css'
import { commitmentWordsMax } from '@lectern/shared/limits'
import type { FollowUp, OwnOutcomes } from '@lectern/shared/outcomes'
import { followUpAnswers, keptWords } from '@lectern/shared/outcomeWords'
import { Anchor, Button, Group, Radio, Stack, Text, Textarea, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { busyButton } from '../../ui/busyButton.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page, PageHead } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import type { Problems } from '../../words/problems.ts'
import { dateOf } from '../../words/times.ts'
import { CommittedWords, OptionBoxes, ownWordsHint } from './CommitmentForm.tsx'
import { ownOutcomesQuery, useOutcomes } from './outcomesApi.ts'

/** Where the follow-up mail leads: what became of the commitment. */
export default function FollowUpPage() {
  const { activityId = '' } = useParams()
  const outcomes = useQuery(ownOutcomesQuery(activityId))
  return (
    <Loaded query={outcomes} label="Loading your commitment" missing="There is no such activity">
      {(data) => (
        <Page width="reading">
          <div className="credit">
            <PageHead
              title="What became of it?"
              tabTitle={`What became of it – ${data.title}`}
              over={
                <Anchor component={Link} to={`/credit#${activityId}`}>
                  My credit
                </Anchor>
              }
              lead={data.title}
            />
            <FollowUpOf activityId={activityId} outcomes={data} />
          </div>
        </Page>
      )}
    </Loaded>
  )
}

function FollowUpOf({ activityId, outcomes }: { activityId: string; outcomes: OwnOutcomes }) {
  const { committed, followUp: own } = outcomes
  const [isSent, setSent] = useState(false)
  const thanks = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isSent) thanks.current?.focus()
  }, [isSent])
  if (!committed?.commitment)
    return <Text>You committed to nothing after this activity. There is nothing to do here.</Text>
  return (
    <Stack gap="lg">
      <div>
        <Text>On {dateOf(committed.at)} you committed to:</Text>
        <CommittedWords outcomes={outcomes} />
      </div>
      {own.standing === 'answered' && own.answer && (
        <Stack gap="xs" ref={thanks} tabIndex={-1}>
          <Title order={2} size="h3">
            Thank you
          </Title>
          <Text>
            You said: {keptWords[own.answer.kept].toLowerCase()}. The CE office sees how many said so, and not
            who.
          </Text>
        </Stack>
      )}
      {own.standing === 'early' && committed.askedFrom !== null && (
        <Text>It is too early to say. Come back on {dateOf(committed.askedFrom)}.</Text>
      )}
      {own.standing === 'closed' && (
        <Text>The CE office has closed these results: nothing is taken any more.</Text>
      )}
      {own.standing === 'open' && (
        <FollowUpForm activityId={activityId} outcomes={outcomes} onSent={() => setSent(true)} />
      )}
    </Stack>
  )
}

interface Values extends Omit<FollowUp, 'kept'> {
  kept: FollowUp['kept'] | ''
}

const problemsOf = ({ kept }: Values): Problems => (kept === '' ? { kept: 'Choose an answer.' } : {})

interface FollowUpFormProps {
  activityId: string
  outcomes: OwnOutcomes
  onSent: () => void
}

function FollowUpForm({ activityId, outcomes, onSent }: FollowUpFormProps) {
  const { form, onSubmit } = useContractForm<Values>({
    initialValues: { kept: '', barriers: [], words: '' },
    problemsOf,
  })
  const { busy, refusal, followUp: send } = useOutcomes(activityId)
  const submit = async (values: Values) => {
    if (await send(values as FollowUp)) onSent()
  }
  return (
    <form {...onSubmit(submit)}>
      <Stack gap="md">
        <Radio.Group label="Have you done it?" required withAsterisk={false} {...form.getInputProps('kept')}>
          <Stack gap="sm" mt={6}>
            {followUpAnswers.map((answer) => (
              <Radio
                key={answer}
                value={answer}
                label={keptWords[answer]}
                {...(form.errors.kept && { 'aria-invalid': true })}
              />
            ))}
          </Stack>
        </Radio.Group>
        <OptionBoxes
          form={form}
          field="barriers"
          label="What kept you from it?"
          options={outcomes.offered?.barriers ?? []}
        />
        <Textarea
          label="In your own words (optional)"
          description={ownWordsHint}
          autosize
          minRows={2}
          maxLength={commitmentWordsMax}
          {...form.getInputProps('words')}
        />
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group>
          <Button type="submit" {...busyButton(busy)}>
            {busy ? 'Sending…' : 'Send'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
