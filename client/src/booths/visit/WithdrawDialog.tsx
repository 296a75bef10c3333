import type { GivenConsent, LeadField } from '@lectern/shared/consents'
import { List, Stack, Text } from '@mantine/core'
import { useCommand } from '../../live/useCommand.ts'
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { fieldsInWords } from '../boothWords.ts'
import { consentsKey } from './consentsQuery.ts'

interface WithdrawDialogProps {
  given: GivenConsent
  fields: LeadField[]
  onClose: (done: boolean) => void
}

/** Explains what withdrawing does, before it is done. */
export function WithdrawDialog({ given, fields, onClose }: WithdrawDialogProps) {
  const { boothId, boothName, live } = given
  const { busy, refusal, send } = useCommand({ changes: consentsKey })
  return (
    <Dialog
      opened
      onClose={() => onClose(false)}
      title={`Withdraw from ${boothName}: ${fieldsInWords(fields)}?`}
    >
      <Stack gap="md" className="booths">
        <List component="ul" spacing="xs">
          <List.Item>
            It disappears at once from everything that {boothName} sees in Lectern, and from its downloads
            from now on.
          </List.Item>
          {fields.length === live.length && (
            <List.Item>
              Nothing of you is left with them; the notes they made about you go from their view, too.
            </List.Item>
          )}
          <List.Item>They are told that you have withdrawn it, not what it said.</List.Item>
          <List.Item>
            What they have already downloaded or written down elsewhere is outside of Lectern. Ask them to
            delete it.
          </List.Item>
          <List.Item>That you gave it and took it back stays on record, as your proof.</List.Item>
        </List>
        <Text size="sm">You can give it again whenever you like.</Text>
        <Refusal refusal={refusal} kept="Press again: withdrawing twice is withdrawing once." />
        <DialogButtons
          cancel="Keep it"
          onCancel={() => onClose(false)}
          confirm="Withdraw"
          color="red"
          busy={busy}
          onConfirm={() =>
            void send('booths.withdrawConsent', { boothId, fields }).then((done) => done && onClose(true))
          }
        />
      </Stack>
    </Dialog>
  )
}
