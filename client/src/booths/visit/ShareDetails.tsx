import type { Person } from '@lectern/shared/accounts'
import { type GivenConsent, leadFields, type Receipt } from '@lectern/shared/consents'
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAddressBook } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import { timeOf } from '../../words/times.ts'
import { fieldsInWords } from '../boothWords.ts'
import { ActionButton } from './ActionButton.tsx'
import { LeadFields } from './LeadFields.tsx'
import { consentOf, leadFormOf, leadProblemsOf } from './leadForm.ts'
import type { Visit } from './visitClient.ts'

/** Shares details with this exhibitor, field by field. */
export function ShareDetails({ visit, person }: { visit: Visit; person: Person }) {
  const [opened, setOpened] = useState(false)
  const [receipt, setReceipt] = useState<Receipt>()
  const booth = useStore(visit.store, (state) => state.booth)
  return (
    <>
      <ActionButton icon={IconAddressBook} label="Share details" onClick={() => setOpened(true)} />
      <Text role="status" size="sm">
        {receipt &&
          `Shared with ${receipt.boothName} at ${timeOf(receipt.at)}: ${fieldsInWords(receipt.fields)}. Receipt ${receipt.consentId}, recorded in the ledger up to ${receipt.ledgerHead}.`}
      </Text>
      {opened && (
        <Dialog opened onClose={() => setOpened(false)} title={`Share details with ${booth?.name ?? ''}`}>
          <LeadSheet
            visit={visit}
            person={person}
            boothName={booth?.name ?? ''}
            onGiven={(given) => {
              setReceipt(given)
              setOpened(false)
            }}
          />
        </Dialog>
      )}
    </>
  )
}

interface LeadSheetProps {
  visit: Visit
  person: Person
  boothName: string
  onGiven: (receipt: Receipt) => void
}

function LeadSheet({ visit, person, boothName, onGiven }: LeadSheetProps) {
  const { form, onSubmit } = useContractForm({
    initialValues: leadFormOf(person),
    problemsOf: leadProblemsOf,
  })
  const given = useGiven(visit)
  const { busy, refusal, run } = useCommand()
  const ticked = leadFields.filter((field) => form.values.ticked.includes(field))

  return (
    <form
      className="booths"
      {...onSubmit((values) => run(async () => onGiven(await visit.consent(consentOf(values)))))}
    >
      <Stack gap="md">
        <Text size="sm">
          Tick what you want to share. The rest stays on your device. You can stop sharing at any time, and
          your credit never depends on it.
        </Text>
        {given && given.live.length > 0 && (
          <Text size="sm">
            They already have your {fieldsInWords(given.live.map(({ field }) => field))}. What you share again
            replaces it.
          </Text>
        )}
        <LeadFields form={form} boothName={boothName} />
        <Text role="status" fw={500} size="sm">
          {ticked.length === 0
            ? `Nothing is ticked: ${boothName} will see nothing.`
            : `${boothName} will see your ${fieldsInWords(ticked)}, and nothing else.`}
        </Text>
        <Refusal refusal={form.errors.ticked as string | undefined} />
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group justify="flex-end">
          <Button type="submit" {...busyButton(busy)}>
            Share
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What this exhibitor has already; the sheet works without it. */
function useGiven(visit: Visit): GivenConsent | undefined {
  const [given, setGiven] = useState<GivenConsent>()
  useEffect(() => {
    visit.myConsents().then(setGiven, () => undefined)
  }, [visit])
  return given
}
