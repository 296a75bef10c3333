import type { OfficeAgreement, SupportOverview } from '@lectern/shared/commercialSupport'
import { type Side, sideWords } from '@lectern/shared/supportRules'
import { Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { newId } from '../live/unanswered.ts'
import { useCommand } from '../live/useCommand.ts'
import { useNow } from '../live/useConnection.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useTries } from '../ui/useTries.ts'
import { officeKey } from './officeApi.ts'
import { signAgreement } from './supportApi.ts'
import { sidesIn } from './supportWords.ts'

const keyOf = ({ party, of }: Side): string => `${party} ${of}`
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

interface SignatureDialogProps {
  overview: SupportOverview
  agreement: OfficeAgreement
  onClose: () => void
}

/** Who signed the agreement for one side, and when. */
export function SignatureDialog({ overview, agreement, onClose }: SignatureDialogProps) {
  const { id, revision, versions } = agreement
  const { terms, signatures } = versions.at(-1)!
  const sides = sidesIn(overview, terms)
  const unsigned = sides.find((side) => !signatures.some((each) => keyOf(each) === keyOf(side)))
  const [chosen, setChosen] = useState(keyOf(unsigned ?? sides[0]!))
  const [values, setValues] = useState({ name: '', title: '', at: '' })
  const { form, isTried, refuse } = useTries()
  const [actId] = useState(newId)
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const signedAt = new Date(values.at).getTime()
  const isFuture = signedAt > useNow()

  async function save() {
    const side = sides.find((each) => keyOf(each) === chosen)
    if (!side || !values.name.trim() || Number.isNaN(signedAt) || isFuture) return refuse()
    const { name, title } = values
    if (await run(() => signAgreement(id, { ...side, actId, revision, name, title, signedAt }))) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={`Signature on the agreement with ${terms.supporter}`}>
      <form
        ref={form}
        className="office"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Stack gap="md">
          <Select
            label="Signed for"
            data={sides.map((side) => ({ value: keyOf(side), label: capital(sideWords(side)) }))}
            allowDeselect={false}
            value={chosen}
            onChange={(side) => side && setChosen(side)}
          />
          <TextInput
            label="Name of the signer"
            maxLength={120}
            value={values.name}
            onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
            error={isTried && !values.name.trim() && 'Name the signer.'}
            data-autofocus
          />
          <TextInput
            label="Title of the signer"
            maxLength={120}
            value={values.title}
            onChange={(event) => setValues({ ...values, title: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label="Signed on"
            description="The date beside the signature, in your time zone."
            value={values.at}
            onChange={(event) => setValues({ ...values, at: event.currentTarget.value })}
            error={
              isTried && Number.isNaN(signedAt)
                ? 'Enter a date and a time.'
                : isFuture && 'Nobody signs in the future: record it when it is signed.'
            }
          />
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <DialogButtons onCancel={onClose} confirm="Record" busy={busy} />
        </Stack>
      </form>
    </Dialog>
  )
}
