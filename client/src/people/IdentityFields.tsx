// The fields of who somebody is, in the office's forms.

import type { Profession } from '@lectern/shared/accounts'
import { fullName, proposedPrintedName } from '@lectern/shared/names'
import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import type { ContractForm } from '../ui/useContractForm.ts'
import { professionChoices } from './peopleWords.ts'

export interface IdentityValues {
  givenName: string
  familyName: string
  credentials: string
  affiliation: string
  profession: Profession
  email: string
  /** Empty: what is proposed. */
  printedName: string
}

export const noIdentity: IdentityValues = {
  givenName: '',
  familyName: '',
  credentials: '',
  affiliation: '',
  profession: 'other',
  email: '',
  printedName: '',
}

/** As it is sent. */
export const identityOf = ({ printedName, ...values }: IdentityValues) => ({
  ...values,
  printedName: printedName.trim() === '' ? null : printedName,
})

interface IdentityFieldsProps {
  form: ContractForm<IdentityValues>
  /** An organiser writes nothing that only certificates need. */
  isOffice: boolean
}

export function IdentityFields({ form, isOffice }: IdentityFieldsProps) {
  const { credentials } = form.values
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label="Given name" dir="auto" {...form.getInputProps('givenName')} />
        <TextInput label="Family name" dir="auto" required {...form.getInputProps('familyName')} />
        <TextInput
          label="Mail address"
          type="email"
          inputMode="email"
          required={!isOffice}
          {...form.getInputProps('email')}
        />
        <NativeSelect label="Profession" data={professionChoices} {...form.getInputProps('profession')} />
        <TextInput label="Affiliation" dir="auto" {...form.getInputProps('affiliation')} />
        {isOffice && <TextInput label="Credentials" dir="auto" {...form.getInputProps('credentials')} />}
      </SimpleGrid>
      {isOffice && (
        <TextInput
          label="Name on certificates"
          description="Leave this empty to print the name shown in grey."
          placeholder={proposedPrintedName({
            name: fullName(form.values).trim(),
            credentials: credentials.trim(),
          })}
          dir="auto"
          {...form.getInputProps('printedName')}
        />
      )}
    </>
  )
}
