import type { Part } from '@lectern/shared/clearance'
import { mitigationsFor } from '@lectern/shared/disclosureRules'
import {
  type Decision,
  decideRequest,
  type OfficeDisclosure,
  type OfficeRelationship,
  type PartOf,
} from '@lectern/shared/disclosures'
import { Checkbox, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { type Problems, problemsIn } from '../words/problems.ts'
import { disclosuresKey } from './disclosureApi.ts'
import { exceptionNames, mitigationNames, partNames } from './disclosureWords.ts'

interface Values {
  relevant: '' | 'yes' | 'no'
  exception: string | null
  mitigation: string | null
  details: string
  parts: string[]
}

const nameOf = ({ sessionId, part }: PartOf): string => `${part} ${sessionId}`

const decisionIn = ({ relevant, exception, mitigation, details }: Values): Decision =>
  ({
    relevant: relevant === 'yes',
    exception,
    mitigation: relevant === 'yes' ? mitigation : null,
    details: relevant === 'yes' ? details : '',
  }) as Decision

function valuesOf({ decisions }: OfficeRelationship, parts: readonly PartOf[]): Values {
  const decided = decisions.find((each) => nameOf(each) === nameOf(parts[0]!))?.decided
  return {
    relevant: decided ? (decided.relevant ? 'yes' : 'no') : '',
    exception: decided?.exception ?? null,
    mitigation: decided?.mitigation ?? null,
    details: decided?.details ?? '',
    parts: parts.map(nameOf),
  }
}

interface DecisionFormProps {
  person: OfficeDisclosure
  relationship: OfficeRelationship
  /** The parts that are to be decided first. */
  parts: readonly PartOf[]
  onDone: () => void
  onCancel: () => void
}

/** What the office decides about one relationship, for one part or several alike. */
export function DecisionForm({ person, relationship, parts, onDone, onCancel }: DecisionFormProps) {
  const [actId] = useState(() => crypto.randomUUID())
  const requestOf = (values: Values) => ({
    actId,
    revision: person.revision,
    relationship: relationship.key,
    parts: person.parts
      .filter((part) => values.parts.includes(nameOf(part)))
      .map(({ sessionId, part }) => ({ sessionId, part })),
    decision: decisionIn(values),
  })
  const problemsOf = (values: Values): Problems => {
    const problems = problemsIn(decideRequest, requestOf(values), {
      own: { parts: 'Choose at least one.' },
      fieldOf: (path) => path.replace(/^decision\./, ''),
    })
    if (values.relevant === '') problems.relevant = 'Choose one.'
    if (values.relevant === 'yes' && !values.mitigation) problems.mitigation = 'Choose how it is mitigated.'
    if (values.mitigation === 'other' && !values.details.trim()) problems.details = 'Say what was done.'
    return problems
  }
  const { form, onSubmit } = useContractForm<Values>({
    initialValues: valuesOf(relationship, parts),
    problemsOf,
  })
  const { busy, refusal, run } = useCommand({ changes: disclosuresKey })
  const decide = async (values: Values) => {
    const params = { personId: person.personId }
    if (await run(() => request('disclosures.decide', { params, body: requestOf(values) }))) onDone()
  }
  const isRelevant = form.values.relevant === 'yes'
  return (
    <form {...onSubmit(decide)}>
      <Stack gap="md">
        <PartChoice person={person} {...form.getInputProps('parts')} />
        <Radio.Group
          label="Does the content relate to this company’s business?"
          required
          {...form.getInputProps('relevant')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="yes" label="Yes, it is relevant" />
            <Radio value="no" label="No, it is not relevant" />
          </Stack>
        </Radio.Group>
        {relationship.isExcluding && (
          <Select
            label="Exception"
            description="Owners, executives and employees take part only under one of these. Without one they are excluded."
            data={Object.entries(exceptionNames).map(([value, label]) => ({ value, label }))}
            clearable
            {...form.getInputProps('exception')}
          />
        )}
        {isRelevant && <Mitigation parts={form.values.parts} getInputProps={form.getInputProps} />}
        <Refusal refusal={refusal} kept="What you chose is kept here." />
        <DialogButtons onCancel={onCancel} confirm="Record the decision" busy={busy} />
      </Stack>
    </form>
  )
}

interface PartChoiceProps {
  person: OfficeDisclosure
  value?: string[]
  onChange?: (value: string[]) => void
}

const PartChoice = ({ person, ...field }: PartChoiceProps) => (
  <Checkbox.Group label="Decided for" required {...field}>
    <Stack gap="xs" mt="xs">
      {person.parts.map((part) => (
        <Checkbox key={nameOf(part)} value={nameOf(part)} label={`${partNames[part.part]} · ${part.title}`} />
      ))}
    </Stack>
  </Checkbox.Group>
)

interface MitigationProps {
  parts: readonly string[]
  getInputProps: (field: 'mitigation' | 'details') => object
}

/** Only what fits all chosen parts. */
function Mitigation({ parts, getInputProps }: MitigationProps) {
  const chosen = parts.map((name) => name.split(' ')[0] as Part)
  const steps = mitigationsFor(chosen[0] ?? 'speaker').filter((step) =>
    chosen.every((part) => mitigationsFor(part).includes(step)),
  )
  return (
    <>
      <Select
        label="Mitigation"
        required
        data={steps.map((value) => ({ value, label: mitigationNames[value] }))}
        {...getInputProps('mitigation')}
      />
      <TextInput
        label="Details"
        description="For the CE office’s records. Learners read only that it was mitigated."
        maxLength={200}
        {...getInputProps('details')}
      />
    </>
  )
}
