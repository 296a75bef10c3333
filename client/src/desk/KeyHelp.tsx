import { Switch, Table } from '@mantine/core'
import { questionKeys } from '../questions/deskActions.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { setSingleKeys, useSingleKeys } from '../ui/singleKeys.ts'

const groups: { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'The session',
    keys: [
      ['⇧S', 'start the session'],
      ['⇧P', 'break, or resume'],
      ['⇧E', 'end the session'],
    ],
  },
  {
    title: 'The stage',
    keys: [
      [']', 'next person'],
      ['[', 'previous person'],
      ['b', 'bring on stage, or take off'],
      ['u', 'for ten seconds: undo that, without a countdown'],
      ['1', 'automatic layout'],
      ['2', 'one speaker'],
      ['3', 'slides'],
      ['4', 'panel'],
    ],
  },
  { title: 'Questions', keys: questionKeys },
  {
    title: 'Polls',
    keys: [
      ['n', 'new poll'],
      ['.', 'next poll'],
      [',', 'previous poll'],
      ['o', 'open or close the poll'],
      ['t', 'show it on stage, or take it off'],
    ],
  },
  {
    title: 'Everywhere',
    keys: [
      ['c', 'write to the crew'],
      ['?', 'this list'],
      ['Esc', 'close what opened last'],
    ],
  },
]

/** All keys of the desk. */
export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const on = useSingleKeys()
  return (
    <Dialog opened={opened} onClose={onClose} title="Keyboard shortcuts" size="xl">
      <Switch
        mb="md"
        label="Single keys act"
        description="Switch them off if you speak to your computer, or press keys by mistake. Kept in this browser."
        checked={on}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
      <div className="key-groups">
        {groups.map(({ title, keys }) => (
          <Table key={title} captionSide="top" verticalSpacing={2} mb="md">
            <Table.Caption ta="left" mt={0}>
              {title}
            </Table.Caption>
            <Table.Tbody>
              {keys.map(([key, does]) => (
                <Table.Tr key={key}>
                  <Table.Th w={64}>
                    <kbd>{key}</kbd>
                  </Table.Th>
                  <Table.Td>{does}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        ))}
      </div>
    </Dialog>
  )
}
