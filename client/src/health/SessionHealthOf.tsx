import type { SessionHealth, Trouble } from '@lectern/shared/health'
import { Anchor, Stack, Text } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Chip } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Plot } from '../ui/Plot.tsx'
import { Section } from '../ui/Section.tsx'
import { Stat, Stats } from '../ui/Stats.tsx'
import { counted, countOf, withShare } from '../words/counts.ts'
import { timeOf } from '../words/times.ts'
import { DeliveryQuality } from './DeliveryQuality.tsx'
import { failedByMinute, failedWords, starvedByMinute, troubleWords } from './healthWords.ts'

const columns: Column<Trouble>[] = [
  { id: 'name', label: 'Person', sortBy: ({ name }) => name, cell: ({ name }) => <bdi>{name}</bdi> },
  { id: 'what', label: 'Trouble', cell: (trouble) => troubleWords(trouble).what },
  { id: 'since', label: 'Since', sortBy: ({ since }) => since, cell: ({ since }) => timeOf(since) },
  {
    id: 'help',
    label: 'What would help',
    cell: (trouble) => <span className="health-help">{troubleWords(trouble).help}</span>,
  },
]

const chips = {
  live: <Chip tone="live">Live</Chip>,
  paused: <Chip tone="amber">Break</Chip>,
  ended: <Chip tone="done">Ended</Chip>,
} satisfies Record<SessionHealth['phase'], React.ReactNode>

/** One session: its figures, its viewers over time, and who needs help. */
export function SessionHealthOf({ health }: { health: SessionHealth }) {
  const { sessionId, title, phase, minutes, troubles, troubled } = health
  return (
    <Section id={`health-${sessionId}`} title={title}>
      <Stack gap="md">
        <div className="health-state">
          {chips[phase]}
          {phase !== 'ended' && (
            <Anchor component={Link} to={`/sessions/${sessionId}/desk`} underline="always" size="sm">
              Open the desk
            </Anchor>
          )}
        </div>
        <Figures health={health} />
        {minutes.length > 1 && (
          <Plot
            kind="area"
            label={`Viewers by the minute: ${title}`}
            axis="Minute"
            along={minutes.map(({ at }) => timeOf(at))}
            series={[
              { label: 'Watching', values: minutes.map(({ watching }) => watching) },
              { label: 'Media arrives', values: minutes.map(({ reached }) => reached) },
            ]}
            height={180}
          />
        )}
        <TroubleByMinute title={title} minutes={minutes} />
        <DeliveryQuality title={title} minutes={minutes} />
        {phase !== 'ended' &&
          (troubles.length === 0 ? (
            <Empty icon={IconMoodSmile} title="Nobody has trouble">
              People whose picture or sound does not arrive appear here, with what would help.
            </Empty>
          ) : (
            <>
              {troubled > troubles.length && (
                <Text size="sm" c="gray.7" className="figures">
                  {counted(troubled, 'person', 'people')} with trouble; the latest {troubles.length} are
                  shown.
                </Text>
              )}
              <DataTable
                caption={`People with trouble: ${title}`}
                columns={columns}
                rows={troubles}
                rowKey={({ personId }) => personId}
              />
            </>
          ))}
      </Stack>
    </Section>
  )
}

/** Where it went wrong, and whether questions piled up: only what happened is drawn. */
function TroubleByMinute({ title, minutes }: Pick<SessionHealth, 'title' | 'minutes'>) {
  const along = minutes.map(({ at }) => timeOf(at))
  const [starved, failed] = [starvedByMinute(minutes), failedByMinute(minutes)]
  const waiting = minutes.map((minute) => minute.waiting)
  const isAny = (values: readonly (number | null)[]) => values.some((value) => value !== null && value > 0)
  if (minutes.length < 2) return null
  return (
    <>
      {(isAny(starved) || isAny(failed)) && (
        <Plot
          kind="bar"
          label={`Trouble by the minute: ${title}`}
          axis="Minute"
          along={along}
          series={[
            { label: 'Media does not arrive', values: starved },
            { label: 'Failed joins', values: failed },
          ]}
          height={180}
        />
      )}
      {isAny(waiting) && (
        <Plot
          kind="area"
          label={`Questions waiting by the minute: ${title}`}
          axis="Minute"
          along={along}
          series={[{ label: 'Questions waiting', values: waiting }]}
          height={180}
        />
      )}
    </>
  )
}

function Figures({ health: { title, now, failedJoins, phase } }: { health: SessionHealth }) {
  const { watching, playing, reached, waiting, failedSoFar } = now
  const isThin = playing !== null && reached !== null && playing - reached > playing * 0.05
  return (
    <Stats label={`Figures of ${title}`}>
      <Stat label="Watching" value={countOf(watching)} hint={phase === 'ended' ? 'at the end' : 'people'} />
      <Stat
        label="Media arrives"
        value={playing === null || reached === null ? '–' : withShare(reached, playing)}
        hint={playing === null ? 'not measured without credit' : `of ${countOf(playing)} who play`}
        {...(isThin && phase === 'live' && { tone: 'amber' as const })}
      />
      <Stat label="Questions waiting" value={countOf(waiting)} hint="for a moderator" />
      <Stat
        label="Failed joins"
        value={countOf(failedSoFar)}
        hint={failedJoins.length === 0 ? 'none so far' : failedWords(failedJoins)}
      />
    </Stats>
  )
}
