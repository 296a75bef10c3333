import { Kbd, Table } from '@mantine/core'
import { Dialog } from '../app/Dialog.tsx'

const keys = [
  ['j', 'next person'],
  ['k', 'person before'],
  ['b', 'bring on stage, or take off'],
  ['?', 'this list'],
  ['Esc', 'close what opened last'],
]

/** All keys of the desk. */
export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Keys of the desk">
      <Table>
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
    </Dialog>
  )
}
