import './disclosures.css'
import { controlRoles, type OwnDisclosure, type signRequest } from '@lectern/shared/disclosures'
import { relationshipsMax } from '@lectern/shared/limits'
import { Button, Checkbox, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { type ContractForm, useContractForm } from '../ui/useContractForm.ts'
import { disclosuresKey } from './disclosureApi.ts'
import { roleWords } from './disclosureWords.ts'
import { type FormValues, formProblems, initialValues, newRelationship, requestOf } from './formValues.ts'
import { RelationshipFields } from './RelationshipFields.tsx'
import { type DraftStatus, useSavedDraft } from './useSavedDraft.ts'

const savedWords: Record<DraftStatus, string> = {
  idle: '',
  saving: 'Saving…',
  saved: 'Saved. You can go on later.',
  waiting: 'Not saved yet; it is tried again.',
}

interface DisclosureFormProps {
  own: OwnDisclosure
  onSigned: (own: OwnDisclosure) => void
}

/** The form to fill in and sign. What is written is saved as a draft. */
export function DisclosureForm({ own, onSigned }: DisclosureFormProps) {
  const draft = useSavedDraft()
  const [actId] = useState(() => crypto.randomUUID())
  const { form, onSubmit } = useContractForm<FormValues>({
    initialValues: initialValues(own),
    problemsOf: formProblems,
    onChange: draft.save,
  })
  const { busy, refusal, run } = useCommand({ changes: disclosuresKey })
  const sign = async (values: FormValues) => {
    // Signing ends the draft: no save may follow it.
    draft.forget()
    const isSigned = await run(async () => {
      const body = requestOf(values, { actId, revision: own.revision }) as z.input<typeof signRequest>
      onSigned(await request('disclosures.sign', { body }))
    })
    if (!isSigned) draft.save(values)
  }
  return (
    <form {...onSubmit(sign)}>
      <Stack gap={32}>
        <Roles form={form} />
        <Relationships form={form} />
        <Signature form={form} />
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          <Button type="submit" {...busyButton(busy)}>
            {busy ? 'Signing…' : 'Sign the form'}
          </Button>
          <Text role="status" size="sm" c="gray.7">
            {savedWords[draft.status]}
          </Text>
        </Group>
      </Stack>
    </form>
  )
}

interface PartProps {
  form: ContractForm<FormValues>
}

const Roles = ({ form }: PartProps) => (
  <Section id="roles" title="What you do">
    <Checkbox.Group
      aria-labelledby="roles"
      {...form.getInputProps('roles')}
      description="Everything that gives you control of the content. The form is for all sessions alike."
    >
      <div className="disclosure-roles">
        {controlRoles.map((role) => (
          <Checkbox key={role} value={role} label={roleWords[role]} />
        ))}
      </div>
    </Checkbox.Group>
  </Section>
)

function Relationships({ form }: PartProps) {
  const { has, relationships } = form.values
  const choose = (value: string) => {
    form.setFieldValue('has', value as FormValues['has'])
    if (value === 'some' && relationships.length === 0)
      form.insertListItem('relationships', newRelationship())
  }
  return (
    <Section id="relationships" title="Your relationships of the last 24 months">
      <Stack gap="md">
        <Radio.Group aria-labelledby="relationships" {...form.getInputProps('has')} onChange={choose}>
          <Stack gap="sm">
            <Radio
              value="none"
              label="I have had no financial relationship with an ineligible company in the last 24 months"
            />
            <Radio value="some" label="I have, or have had, such relationships" />
          </Stack>
        </Radio.Group>
        {has === 'some' && (
          <>
            {relationships.map((_, index) => (
              <RelationshipFields
                key={index}
                form={form}
                index={index}
                onRemove={() => form.removeListItem('relationships', index)}
              />
            ))}
            <Button
              variant="default"
              leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
              style={{ alignSelf: 'start' }}
              disabled={relationships.length >= relationshipsMax}
              onClick={() => form.insertListItem('relationships', newRelationship())}
            >
              Add a relationship
            </Button>
          </>
        )}
      </Stack>
    </Section>
  )
}

const Signature = ({ form }: PartProps) => (
  <Section id="signature" title="Attestation">
    <Stack gap="md">
      <Checkbox
        label="I have disclosed all financial relationships, of any amount, with ineligible companies in the last 24 months, and I will tell the CE office at once if this changes."
        {...form.getInputProps('attests', { type: 'checkbox' })}
      />
      <TextInput
        label="Your full name, as your signature"
        description="Signed with the date and time at which you press the button."
        autoComplete="name"
        required
        maw={400}
        {...form.getInputProps('signature')}
      />
    </Stack>
  </Section>
)
