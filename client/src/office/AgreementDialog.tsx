import type { OfficeAgreement, SupportOverview } from '@lectern/shared/commercialSupport'
import { amountOf, currencies, moneyWords, plainAmount } from '@lectern/shared/money'
import { type InKind, inKinds, inKindUnconfirmed, inKindWords } from '@lectern/shared/supportRules'
import { Button, Fieldset, MultiSelect, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { newId } from '../live/unanswered.ts'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useTries } from '../ui/useTries.ts'
import { officeKey } from './officeApi.ts'
import { agree } from './supportApi.ts'

interface Part {
  key: string
  activityId: string
  sessionIds: string[]
  amount: string
  inKind: InKind[]
  other: string
}
interface Values {
  supporter: string
  currency: string
  parts: Part[]
  purpose: string
  terms: string
  reason: string
}

const emptyPart = (activityId: string): Part => ({
  ...{ key: newId(), activityId, sessionIds: [], amount: '', inKind: [], other: '' },
})

function valuesOf(agreement: OfficeAgreement | undefined, first: string): Values {
  const terms = agreement?.versions.at(-1)?.terms
  if (!terms)
    return {
      ...{ supporter: '', currency: 'USD', parts: [emptyPart(first)] },
      ...{ purpose: '', terms: '', reason: '' },
    }
  const { supporter, currency, purpose, terms: words, allocations } = terms
  const parts = allocations.map(({ activityId, sessionIds = [], amount, inKind, other }) => ({
    ...{ key: newId(), activityId, sessionIds, inKind, other },
    amount: plainAmount(amount, currency),
  }))
  return { supporter, currency, parts, purpose, terms: words, reason: '' }
}

/** Amounts by part, and in all; null for what cannot be read. */
function amountsIn({ parts, currency }: Values) {
  const amounts = parts.map(({ amount }) => (amount.trim() === '' ? 0 : amountOf(amount, currency)))
  const total = amounts.reduce<number | null>(
    (sum, each) => (sum === null || each === null ? null : sum + each),
    0,
  )
  return { amounts, total }
}

/** Whether it can be saved; `isLate`: as an addition, since an activity has begun. */
/** Shorter than any reason that says something. */
const isReason = (reason: string): boolean => reason.trim().length > 2

function judged(values: Values, { activities }: SupportOverview, agreement: OfficeAgreement | undefined) {
  const { supporter, purpose, reason, parts } = values
  const isLate =
    agreement?.hasBegun === true ||
    activities.some(({ id, hasBegun }) => hasBegun && parts.some(({ activityId }) => activityId === id))
  const { amounts, total } = amountsIn(values)
  const isReady =
    supporter.trim() !== '' && purpose.trim() !== '' && total !== null && (!isLate || isReason(reason))
  return { amounts, total, isLate, isReady }
}

/** The terms as they are sent; only of values that can be saved. */
function termsOf(values: Values) {
  const { supporter, currency, parts, purpose, terms } = values
  const { amounts, total } = amountsIn(values)
  const allocations = parts.map(({ activityId, inKind, other, sessionIds }, i) => ({
    ...{ activityId, inKind, amount: amounts[i]! },
    other: inKind.includes('other') ? other : '',
    ...(sessionIds.length > 0 && { sessionIds }),
  }))
  return { supporter, currency, amount: total!, allocations, purpose, terms }
}

interface AgreementDialogProps {
  overview: SupportOverview
  /** Absent: a new one. */
  agreement?: OfficeAgreement | undefined
  onClose: () => void
}

/** An agreement as it is recorded, changed, or, once an activity has begun, added to. */
export function AgreementDialog({ overview, agreement, onClose }: AgreementDialogProps) {
  const [values, setValues] = useState(() => valuesOf(agreement, overview.activities[0]?.id ?? ''))
  const { form, isTried, refuse } = useTries()
  const [ids] = useState(() => ({ agreementId: agreement?.id ?? newId(), actId: newId() }))
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const change = (changes: Partial<Values>) => setValues({ ...values, ...changes })
  const changePart = (key: string, changes: Partial<Part>) =>
    change({ parts: values.parts.map((part) => (part.key === key ? { ...part, ...changes } : part)) })
  const { supporter, currency, parts, purpose, terms, reason } = values
  const { amounts, total, isLate, isReady } = judged(values, overview, agreement)

  async function save() {
    if (!isReady) return refuse()
    const body = { actId: ids.actId, revision: agreement?.revision ?? 0, reason, terms: termsOf(values) }
    if (await run(() => agree(ids.agreementId, body))) onClose()
  }
  const needed = (text: string, words: string) => isTried && !text.trim() && words
  return (
    <Dialog opened onClose={onClose} size="xl" title={titleOf(agreement, isLate)}>
      <form
        ref={form}
        className="office"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Stack gap="md">
          {agreement && !isLate && (
            <Text size="sm">Changed terms need new signatures, and sessions are approved again.</Text>
          )}
          <TextInput
            label="Supporter"
            description="In words, exactly as learners are told."
            maxLength={120}
            value={supporter}
            onChange={(event) => change({ supporter: event.currentTarget.value })}
            error={needed(supporter, 'Name the supporter.')}
            data-autofocus
          />
          <Select
            label="Currency"
            data={[...currencies]}
            searchable
            allowDeselect={false}
            value={currency}
            onChange={(code) => code && change({ currency: code })}
          />
          {parts.map((part, index) => (
            <PartFields
              key={part.key}
              {...{ part, overview, currency }}
              isWrong={isTried && amounts[index] === null}
              onChange={(changes) => changePart(part.key, changes)}
              onRemove={
                parts.length > 1
                  ? () => change({ parts: parts.filter(({ key }) => key !== part.key) })
                  : undefined
              }
            />
          ))}
          <Button
            variant="default"
            size="compact-md"
            style={{ alignSelf: 'start' }}
            onClick={() => change({ parts: [...parts, emptyPart(freeActivity(overview, parts))] })}
            disabled={parts.length >= overview.activities.length}
          >
            Add an activity
          </Button>
          <Text className="figures">
            Total: {total === null ? 'one of the amounts cannot be read' : moneyWords(total, currency)}
          </Text>
          <Textarea
            label="Purpose"
            autosize
            minRows={2}
            maxLength={2000}
            value={purpose}
            onChange={(event) => change({ purpose: event.currentTarget.value })}
            error={needed(purpose, 'Say what the support is for.')}
          />
          <Textarea
            label="Terms"
            autosize
            minRows={2}
            maxLength={2000}
            value={terms}
            onChange={(event) => change({ terms: event.currentTarget.value })}
          />
          {isLate && (
            <Textarea
              label="Reason for the addition"
              description="An activity has begun: what was agreed on before stays as it is."
              autosize
              minRows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => change({ reason: event.currentTarget.value })}
              error={isTried && !isReason(reason) && 'Say why this is added now.'}
            />
          )}
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <DialogButtons onCancel={onClose} confirm="Save" busy={busy} />
        </Stack>
      </form>
    </Dialog>
  )
}

const titleOf = (agreement: OfficeAgreement | undefined, isLate: boolean): string =>
  agreement ? (isLate ? 'Add to the agreement' : 'Change the agreement') : 'New agreement'

const freeActivity = ({ activities }: SupportOverview, parts: readonly Part[]): string =>
  activities.find(({ id }) => !parts.some(({ activityId }) => activityId === id))?.id ?? ''

interface PartFieldsProps {
  part: Part
  overview: SupportOverview
  currency: string
  isWrong: boolean
  onChange: (changes: Partial<Part>) => void
  onRemove: (() => void) | undefined
}

/** What one activity gets. */
function PartFields({ part, overview, currency, isWrong, onChange, onRemove }: PartFieldsProps) {
  const { activityId, sessionIds, amount, inKind, other } = part
  const activity = overview.activities.find(({ id }) => id === activityId)
  const sessions = activity?.sessions ?? []
  return (
    <Fieldset legend={activity?.title ?? 'An activity'}>
      <Stack gap="sm">
        <Select
          label="Activity"
          data={overview.activities.map(({ id, title }) => ({ value: id, label: title }))}
          allowDeselect={false}
          value={activityId}
          onChange={(id) => id && onChange({ activityId: id, sessionIds: [] })}
        />
        {sessions.length > 1 && (
          <MultiSelect
            label="Only these sessions"
            description="None chosen: all of the activity."
            data={sessions.map(({ id, title }) => ({ value: id, label: title }))}
            value={sessionIds}
            onChange={(ids) => onChange({ sessionIds: ids })}
          />
        )}
        <TextInput
          label={`Amount in ${currency}`}
          description="Leave it empty if no money is given."
          inputMode="decimal"
          className="figures"
          value={amount}
          onChange={(event) => onChange({ amount: event.currentTarget.value })}
          error={isWrong && 'Write it like 1,200.00.'}
        />
        <MultiSelect
          label="In kind"
          description={inKindUnconfirmed}
          data={inKinds.map((kind) => ({ value: kind, label: inKindWords[kind] }))}
          value={inKind}
          onChange={(kinds) => onChange({ inKind: kinds as InKind[] })}
        />
        {inKind.includes('other') && (
          <TextInput
            label="What else"
            maxLength={160}
            value={other}
            onChange={(event) => onChange({ other: event.currentTarget.value })}
          />
        )}
        {onRemove && (
          <Button variant="default" size="compact-sm" style={{ alignSelf: 'start' }} onClick={onRemove}>
            Remove this activity
          </Button>
        )}
      </Stack>
    </Fieldset>
  )
}
