import type { AnswerRead } from '@lectern/shared/creditRegisters'
import { Checkbox, Text } from '@mantine/core'
import { PlainList } from '../ui/PlainList.tsx'
import { counted } from '../words/counts.ts'

export type Found = AnswerRead['found'][number]

/** Records and lines shown; the others are treated like them. */
const shownMax = 300
const unclearShown = 20

interface AnswerFoundProps {
  read: AnswerRead
  /** What is not on record yet. */
  news: readonly Found[]
  /** Codes of the records that are not marked. */
  left: ReadonlySet<string>
  sayingOf: (one: Found) => string
  onToggle: (code: string) => void
}

function headOf({ read: { found }, news }: AnswerFoundProps): string {
  if (found.length === 0) return 'No line names a record that was sent.'
  const known = found.length - news.length
  const also = known === 0 ? '' : ` ${counted(known, 'record')} marked as rejected already.`
  if (news.length === 0) return `Nothing new.${also}`
  return `${counted(news.length, 'record')} found. Ticked ones are marked, with the reason as shown.${also}`
}

/** Records that an answer names, each with what is said of it. */
export function AnswerFound(props: AnswerFoundProps) {
  const { read, news, left, sayingOf, onToggle } = props
  const isTicked = ({ code }: Found) => !left.has(code)
  const more = news.length - shownMax
  const moreTicked = news.slice(shownMax).filter(isTicked).length
  return (
    <>
      <Text fw={600} role="status">
        {headOf(props)}
      </Text>
      <PlainList gap={8}>
        {news.slice(0, shownMax).map((one) => (
          <li key={one.code}>
            <Checkbox
              checked={isTicked(one)}
              onChange={() => onToggle(one.code)}
              label={
                <>
                  <b dir="auto">{one.name}</b> {sayingOf(one)}
                </>
              }
              description={one.line}
            />
          </li>
        ))}
      </PlainList>
      {more > 0 && (
        <Text size="sm">
          {counted(more, 'more record')}, {moreTicked} of them ticked.
        </Text>
      )}
      {read.unclear.length > 0 && <Unclear lines={read.unclear} />}
    </>
  )
}

const Unclear = ({ lines }: { lines: readonly string[] }) => (
  <details>
    <summary>
      {lines.length < unclearShown
        ? `${counted(lines.length, 'line')} not used`
        : `The first ${unclearShown} lines that are not used`}
    </summary>
    <Text size="sm" c="gray.7" mb={4}>
      They name no record that was sent, or a later line says something else.
    </Text>
    <PlainList gap={4}>
      {lines.slice(0, unclearShown).map((line, index) => (
        <li key={index}>
          <Text span size="sm" c="gray.7">
            {line}
          </Text>
        </li>
      ))}
    </PlainList>
  </details>
)
