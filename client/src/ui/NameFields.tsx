import { TextInput, type TextInputProps } from '@mantine/core'
import type { ReactNode } from 'react'

export interface NameFieldsProps {
  getInputProps: (field: 'givenName' | 'familyName') => TextInputProps
  /** Below the family name. */
  hint?: ReactNode
}

/** A person's own name, in its two parts. */
export const NameFields = ({ getInputProps, hint }: NameFieldsProps) => (
  <>
    <TextInput label="Given name" dir="auto" autoComplete="given-name" {...getInputProps('givenName')} />
    <TextInput
      label="Family name"
      {...(hint !== undefined && {
        description: hint,
        inputWrapperOrder: ['label', 'input', 'description', 'error'],
      })}
      dir="auto"
      required
      autoComplete="family-name"
      {...getInputProps('familyName')}
    />
  </>
)
