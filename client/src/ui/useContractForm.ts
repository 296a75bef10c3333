import { type UseFormReturnType, useForm } from '@mantine/form'
import { useEffect, useRef, useState } from 'react'
import type { Problems } from '../words/problems.ts'

/** Leads to the first field that is wrong, once its problem is drawn. */
export const focusFirstInvalid = (form: HTMLElement | null): void =>
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()

interface ContractFormOptions<Values> {
  initialValues: Values
  /** What is wrong, by field; asked when somebody submits. */
  problemsOf: (values: Values) => Problems
  onChange?: () => void
}

export type ContractForm<Values> = UseFormReturnType<Values>

/** A form whose content the contract checks: nothing is sent while a field is wrong, and the first such has the focus. */
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

  /** Checks what was written, and hands it to `send` if the server would take it. */
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
