import type { OwnDetails } from '@lectern/shared/accounts'
import { type Board, boards } from '@lectern/shared/requirements'
import { Switch, Text, Title } from '@mantine/core'
import { boardNames } from '../accounts/identifierForm.ts'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { dayAndTime } from '../words/times.ts'
import { useDetailsSaved } from './detailsApi.ts'

interface MocPointsProps {
  details: OwnDetails
  /** Boards whose points the person's activities offer. */
  offered: readonly Board[]
}

function wishWords({ mocWishes, identifiers }: OwnDetails, board: Board): string {
  const decided = mocWishes[board]
  const when = decided?.at ? ` on ${dayAndTime(decided.at)}` : ''
  const said = decided ? `${decided.given ? 'Asked for' : 'Taken back'}${when}.` : ''
  const lacks = identifiers.boardIds[board] === '' ? ' Add your board ID above.' : ''
  return `${said}${decided?.given ? lacks : ''}`.trim()
}

/** The boards whose points the person asks for: without a wish, no board gets any. */
export function MocPoints({ details, offered }: MocPointsProps) {
  const show = useDetailsSaved()
  const { busy, refusal, run } = useCommand()
  const shown = boards.filter(
    (board) =>
      offered.includes(board) || details.mocWishes[board] || details.identifiers.boardIds[board] !== '',
  )
  if (shown.length === 0) return null
  const wish = (board: Board, given: boolean) =>
    run(async () => {
      const { mocWishes } = await request('credit.wish', { body: { board, given } })
      show({ ...details, mocWishes })
    })
  return (
    <section aria-labelledby="moc">
      <Title order={2} id="moc" tabIndex={-1}>
        MOC points
      </Title>
      <Text c="gray.7" mb="md">
        Points for a specialty board are given only if you ask for them. You can take that back until they are
        reported.
      </Text>
      <PlainList>
        {shown.map((board) => (
          <li key={board} className="details-permission">
            <Switch
              label={boardNames[board]}
              description={wishWords(details, board)}
              checked={details.mocWishes[board]?.given === true}
              aria-disabled={busy}
              onChange={(event) => void wish(board, event.currentTarget.checked)}
            />
          </li>
        ))}
      </PlainList>
      <Refusal refusal={refusal} mt="sm" />
    </section>
  )
}
