import type { OfficeAgreement, SupportedActivity } from '@lectern/shared/commercialSupport'
import {
  categoryWords,
  expenseCategories,
  incomeCategories,
  type StatementCategory,
  statementTotals,
} from '@lectern/shared/incomeAndExpense'
import { amountOf, currencies, moneyWords, plainAmount } from '@lectern/shared/money'
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { newId } from '../live/unanswered.ts'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useTries } from '../ui/useTries.ts'
import { officeKey } from './officeApi.ts'
import { saveStatement } from './supportApi.ts'

/** What a line is: a category, or the support of an agreement in another currency. */
interface Line {
  key: string
  what: string
  label: string
  amount: string
}
const ofAgreement = 'agreement '
const categories: readonly StatementCategory[] = [...incomeCategories, ...expenseCategories]

interface Choice {
  value: string
  label: string
}

/** What a line can be; support in another currency is entered as what it came to in this one. */
function choicesIn(currency: string, agreements: readonly OfficeAgreement[]): Choice[] {
  const foreign = agreements.filter(({ versions }) => versions.at(-1)!.terms.currency !== currency)
  return [
    ...categories.map((category) => ({ value: category as string, label: categoryWords[category] })),
    ...foreign.map(({ id, versions }) => ({
      value: ofAgreement + id,
      label: `Support of ${versions.at(-1)!.terms.supporter}, converted`,
    })),
  ]
}

/** `amount`: null if it cannot be read. */
function parsedLine({ what, label, amount }: Line, currency: string) {
  const agreementId = what.startsWith(ofAgreement) ? what.slice(ofAgreement.length) : undefined
  return {
    category: (agreementId ? 'support' : what) as StatementCategory,
    label,
    amount: amountOf(amount, currency),
    ...(agreementId && { agreementId }),
  }
}

interface StatementDialogProps {
  activity: SupportedActivity
  agreements: readonly OfficeAgreement[]
  onClose: () => void
}

/** Income and expense of an activity; what the agreements give in its currency is added by itself. */
export function StatementDialog({ activity, agreements, onClose }: StatementDialogProps) {
  const { id: activityId, title, statement } = activity
  const [currency, setCurrency] = useState(statement?.currency ?? 'USD')
  const [lines, setLines] = useState<Line[]>(() =>
    (statement?.lines ?? []).map(({ category, label, amount, agreementId }) => ({
      key: newId(),
      what: agreementId ? ofAgreement + agreementId : category,
      label,
      amount: plainAmount(amount, statement!.currency),
    })),
  )
  const { form, isTried, refuse } = useTries()
  const [actId] = useState(newId)
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const choices = choicesIn(currency, agreements)
  const parsed = lines.map((line) => parsedLine(line, currency))
  const readable = parsed.flatMap((line) => (line.amount === null ? [] : [{ ...line, amount: line.amount }]))
  const totals = statementTotals({ activityId, currency, lines: readable }, agreements)
  const change = (key: string, changes: Partial<Line>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...changes } : line)))

  async function save() {
    if (readable.length < lines.length) return refuse()
    const body = { actId, revision: statement?.revision ?? 0, currency, lines: readable }
    if (await run(() => saveStatement(activityId, body))) onClose()
  }
  return (
    <Dialog opened onClose={onClose} size="xl" title={`Income and expense of ${title}`}>
      <form
        ref={form}
        className="office"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Stack gap="md">
          <Select
            label="Currency"
            data={[...currencies]}
            searchable
            allowDeselect={false}
            value={currency}
            onChange={(code) => code && setCurrency(code)}
          />
          {lines.map((line, index) => (
            <LineFields
              key={line.key}
              number={index + 1}
              {...{ line, choices }}
              isWrong={isTried && parsed[index]!.amount === null}
              onChange={(changes) => change(line.key, changes)}
              onRemove={() => setLines(lines.filter(({ key }) => key !== line.key))}
            />
          ))}
          <Button
            variant="default"
            size="compact-md"
            style={{ alignSelf: 'start' }}
            disabled={lines.length >= 100}
            onClick={() =>
              setLines([...lines, { key: newId(), what: 'registration', label: '', amount: '' }])
            }
          >
            Add a line
          </Button>
          <Text className="figures" role="status">
            Income {moneyWords(totals.incomeTotal, currency)}, expense{' '}
            {moneyWords(totals.expenseTotal, currency)}, balance {moneyWords(totals.balance, currency)}.
          </Text>
          {totals.unconverted.length > 0 && (
            <Text className="needs-you">
              In another currency: {totals.unconverted.join(', ')}. Add a line that says what it came to.
            </Text>
          )}
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <DialogButtons onCancel={onClose} confirm="Save" busy={busy} />
        </Stack>
      </form>
    </Dialog>
  )
}

interface LineFieldsProps {
  line: Line
  number: number
  choices: Choice[]
  /** Its amount cannot be read. */
  isWrong: boolean
  onChange: (changes: Partial<Line>) => void
  onRemove: () => void
}

const LineFields = ({ line, number, choices, isWrong, onChange, onRemove }: LineFieldsProps) => (
  <Group gap="sm" align="flex-start">
    <Select
      aria-label={`Category of line ${number}`}
      flex="1 1 160px"
      data={choices}
      allowDeselect={false}
      value={line.what}
      onChange={(what) => what && onChange({ what })}
    />
    <TextInput
      aria-label={`What line ${number} is for`}
      flex="1 1 140px"
      placeholder="What it is for"
      maxLength={160}
      value={line.label}
      onChange={(event) => onChange({ label: event.currentTarget.value })}
    />
    <TextInput
      aria-label={`Amount of line ${number}`}
      flex="1 1 100px"
      className="figures"
      inputMode="decimal"
      placeholder="0.00"
      value={line.amount}
      onChange={(event) => onChange({ amount: event.currentTarget.value })}
      error={isWrong && 'Write it like 1,200.00.'}
    />
    <IconButton label={`Remove line ${number}`} icon={IconTrash} iconSize={16} onClick={onRemove} />
  </Group>
)
