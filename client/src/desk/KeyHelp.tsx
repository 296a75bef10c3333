import { Kbd, Table } from '@mantine/core'
import { Dialog } from '../app/Dialog.tsx'
import { questionKeys } from '../questions/deskActions.ts'

const groups: { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'The stage',
    keys: [
      [']', 'next person'],
      ['[', 'person before'],
      ['b', 'bring on stage, or take off'],
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
  return (
    <Dialog opened={opened} onClose={onClose} title="Keys of the desk">
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
