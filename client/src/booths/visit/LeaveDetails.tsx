import type { Person } from '@lectern/shared/accounts'
import { type GivenConsent, leadFields, type Receipt } from '@lectern/shared/consents'
import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import { timeOf } from '../../words/times.ts'
import { fieldsInWords } from '../boothWords.ts'
import { LeadFields } from './LeadFields.tsx'
import { consentOf, leadFormOf, leadProblemsOf } from './leadForm.ts'
import type { Visit } from './visitClient.ts'

/** Leaves details with this exhibitor, field by field. */
export function LeaveDetails({ visit, person }: { visit: Visit; person: Person }) {
  const [opened, setOpened] = useState(false)
  const [receipt, setReceipt] = useState<Receipt>()
  const booth = useStore(visit.store, (state) => state.booth)
  return (
    <Stack gap="sm" component="section" aria-labelledby="booth-details" align="flex-start">
      <Title order={2} size="h3" id="booth-details">
        Your details
      </Title>
      <Text size="sm">{booth?.name} has only what you leave here.</Text>
      <Button variant="default" onClick={() => setOpened(true)}>
        Leave details
      </Button>
      <Text role="status" size="sm">
        {receipt &&
          `Given to ${receipt.boothName} at ${timeOf(receipt.at)}: ${fieldsInWords(receipt.fields)}. Receipt ${receipt.consentId}.`}
      </Text>
      <Anchor component={Link} to="/hall/my-consents" size="sm">
        See or withdraw what you have given
      </Anchor>
      {opened && (
        <Dialog opened onClose={() => setOpened(false)} title={`Leave details with ${booth?.name ?? ''}`}>
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
    </Stack>
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
          Tick each thing you want to give. What is not ticked stays on your device. You can withdraw it at
          any time, and nothing about your credit depends on it.
        </Text>
        {given && given.live.length > 0 && (
          <Text size="sm">
            They have already: {fieldsInWords(given.live.map(({ field }) => field))}. What you give again
            replaces it.
          </Text>
        )}
        <LeadFields form={form} boothName={boothName} />
        <Text role="status" fw={600}>
          {ticked.length === 0
            ? `${boothName} will see nothing: no box is ticked.`
            : `${boothName} will see your ${fieldsInWords(ticked)}, and nothing else.`}
        </Text>
        <Refusal refusal={form.errors.ticked as string | undefined} />
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group justify="flex-end">
          <Button type="submit" {...busyButton(busy)}>
            Give these details
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
