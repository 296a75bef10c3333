import { Combobox, Text, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { Dialog } from '../ui/Dialog.tsx'

export interface Choice {
  value: string
  label: string
}

interface ChoiceDialogProps {
  title: string
  question: string
  label: string
  choices: Choice[]
  none: string
  onChoose: (value: string) => void
  onClose: () => void
}

/** Others are found by typing. */
const mostShown = 30

/**
 * Chooses one of many by typing and arrow keys: the question to merge into, or the panellist to assign to.
 */
export function ChoiceDialog({
  title,
  question,
  label,
  choices,
  none,
  onChoose,
  onClose,
}: ChoiceDialogProps) {
  const [search, setSearch] = useState('')
  const found = useMemo(() => {
    const wanted = search.trim().toLocaleLowerCase()
    return choices.filter((choice) => choice.label.toLocaleLowerCase().includes(wanted)).slice(0, mostShown)
  }, [choices, search])
  const combobox = useCombobox({ opened: true })
  const { selectFirstOption, resetSelectedOption } = combobox
  useEffect(() => {
    if (found.length > 0) selectFirstOption()
    else resetSelectedOption()
  }, [found, selectFirstOption, resetSelectedOption])
  return (
    <Dialog opened onClose={onClose} title={title}>
      <Text mb="sm" style={{ overflowWrap: 'anywhere' }}>
        “<bdi>{question}</bdi>”
      </Text>
      <Combobox store={combobox} onOptionSubmit={onChoose}>
        <Combobox.EventsTarget>
          <TextInput
            role="combobox"
            aria-expanded
            aria-controls={combobox.listId ?? undefined}
            label={label}
            description="Type to search, choose with the arrow keys and Enter."
            data-autofocus
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            // The list handles Escape itself, though it never closes; pass it to the dialog.
            onKeyDown={(event) => event.key === 'Escape' && onClose()}
          />
        </Combobox.EventsTarget>
        <Combobox.Options mt="sm" mah="40vh" style={{ overflowY: 'auto' }} aria-label={label}>
          {found.map((choice) => (
            <Combobox.Option
              key={choice.value}
              value={choice.value}
              dir="auto"
              style={{ overflowWrap: 'anywhere' }}
            >
              {choice.label}
            </Combobox.Option>
          ))}
        </Combobox.Options>
        {found.length === 0 && (
          <Text size="sm" c="gray.7" role="status">
            {none}
          </Text>
        )}
      </Combobox>
    </Dialog>
  )
}
