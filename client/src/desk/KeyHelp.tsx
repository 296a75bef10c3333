import { Kbd, Switch, Table } from '@mantine/core'
import { questionKeys } from '../questions/deskActions.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { setSingleKeys, useSingleKeys } from '../ui/singleKeys.ts'

const groups: { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'The stage',
    keys: [
      [']', 'next person'],
      ['[', 'person before'],
      ['b', 'bring on stage, or take off'],
      ['u', 'for ten seconds: undo that, without a countdown'],
    ],
  },
  { title: 'Questions', keys: questionKeys },
  {
    title: 'Everywhere',
    keys: [
      ['?', 'this list'],
      ['Esc', 'close what opened last'],
    ],
  },
]

/** All keys of the desk. */
export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const on = useSingleKeys()
  return (
    <Dialog opened={opened} onClose={onClose} title="Keys of the desk">
      <Switch
        mb="md"
        label="Single keys act"
        description="Switch them off where you speak to your computer, or press keys by mistake. The choice is kept in this browser."
        checked={on}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
      {groups.map(({ title, keys }) => (
        <Table key={title} captionSide="top" mb="md">
          <Table.Caption ta="left" mt={0}>
            {title}
          </Table.Caption>
          <Table.Tbody>
            {keys.map(([key, does]) => (
              <Table.Tr key={key}>
                <Table.Th w={80}>
                  <Kbd>{key}</Kbd>
                </Table.Th>
                <Table.Td>{does}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ))}
    </Dialog>
  )
}
