import { type UseFormReturnType, useForm } from '@mantine/form'
import { useEffect, useRef, useState } from 'react'
import type { Problems } from '../words/problems.ts'

/** Focuses the first invalid field, once its problem is drawn. */
export const focusFirstInvalid = (form: HTMLElement | null): void =>
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()

interface ContractFormOptions<Values> {
  initialValues: Values
  /** Problems by field; computed on submit. */
  problemsOf: (values: Values) => Problems
  onChange?: (values: Values) => void
}

export type ContractForm<Values> = UseFormReturnType<Values>

/**
 * A form checked by the contract: nothing is sent while a
 * field is invalid, and the first such field gets the focus.
 */
export function useContractForm<Values extends object>(options: ContractFormOptions<Values>) {
  const { initialValues, problemsOf, onChange } = options
  const form = useForm<Values>({
    initialValues,
    validate: problemsOf,
    ...(onChange && { onValuesChange: onChange }),
  })
  const element = useRef<HTMLFormElement>(null)
  const [failures, setFailures] = useState(0)
  useEffect(() => {
    if (failures > 0) focusFirstInvalid(element.current)
  }, [failures])

  /** Checks the values, and passes them to `send` if the server would accept them. */
  const submit = (send: (values: Values) => unknown): void =>
    form.onSubmit(
      (values) => void send(values),
      () => setFailures((count) => count + 1),
    )()
  /** For the form's element. */
  const onSubmit = (send: (values: Values) => unknown) => ({
    ref: element,
    noValidate: true,
    onSubmit: (event: { preventDefault: () => void }) => {
      event.preventDefault()
      submit(send)
    },
  })
  return { form, element, submit, onSubmit }
}
