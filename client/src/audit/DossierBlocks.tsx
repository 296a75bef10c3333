import '../ui/facts.css'
import type { Block } from '@lectern/shared/audit'
import { Table, Text, Title } from '@mantine/core'
import { StatementText } from '../ui/CreditText.tsx'
import { scrollable } from '../ui/scrollable.ts'

interface RowsProps {
  caption: string
  head: readonly string[]
  rows: readonly (readonly string[])[]
}

/** A table of words, which scrolls by itself where the window is narrow. */
export const WordTable = ({ caption, head, rows }: RowsProps) => (
  <section className="audit-scroll" aria-label={caption} {...scrollable}>
    <Table captionSide="top" verticalSpacing="xs">
      <Table.Caption ta="left">{caption}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          {head.map((title) => (
            <Table.Th key={title} scope="col">
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row, i) => (
          <Table.Tr key={i}>
            {row.map((cell, k) => (
              <Table.Td key={k} dir="auto">
                {cell}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </section>
)

/** A part of a section; the pack’s PDF shows the same. */
export function DossierBlock({ block }: { block: Block }) {
  switch (block.is) {
    case 'heading':
      return (
        <Title order={3} size="h4" mt="sm" dir="auto">
          {block.text}
        </Title>
      )
    case 'text':
      return <Text dir="auto">{block.text}</Text>
    case 'statement':
      return (
        <p className="audit-statement" dir="auto">
          <StatementText>{block.text}</StatementText>
        </p>
      )
    case 'list':
      return (
        <ul>
          {block.items.map((item, i) => (
            <li key={i} dir="auto">
              {item}
            </li>
          ))}
        </ul>
      )
    case 'facts':
      return (
        <dl className="facts">
          {block.facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )
    case 'table':
      return <WordTable caption={block.caption} head={block.head} rows={block.rows} />
  }
}
