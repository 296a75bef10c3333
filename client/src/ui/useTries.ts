import { useEffect, useRef, useState } from 'react'
import { focusFirstInvalid } from './useContractForm.ts'

/** For a form that judges its own fields: each try that is refused leads to the first field that is wrong. */
export function useTries() {
  const form = useRef<HTMLFormElement>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (tries > 0) focusFirstInvalid(form.current)
  }, [tries])
  return { form, isTried: tries > 0, refuse: () => setTries((count) => count + 1) }
}
