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
      title={`Stop sharing your ${fieldsInWords(fields)} with ${boothName}?`}
    >
      <Stack gap="md" className="booths">
        <List component="ul" spacing="xs">
          <List.Item>
            It disappears at once from everything {boothName} sees in Lectern, and from its later downloads.
          </List.Item>
          {fields.length === live.length && (
            <List.Item>Nothing of you stays with them: their notes about you are deleted, too.</List.Item>
          )}
          <List.Item>They are told that you stopped sharing it, not what it said.</List.Item>
          <List.Item>
            Lectern cannot reach what they downloaded or wrote down before. Ask them to delete it.
          </List.Item>
          <List.Item>That you shared it and stopped stays on record, as your proof.</List.Item>
        </List>
        <Text size="sm">You can share it again whenever you like.</Text>
        <Refusal refusal={refusal} kept="You can safely try again." />
        <DialogButtons
          cancel="Keep sharing"
          onCancel={() => onClose(false)}
          confirm="Stop sharing"
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
