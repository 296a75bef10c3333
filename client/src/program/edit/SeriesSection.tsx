import type { PlannedView, Planning } from '@lectern/shared/programPlanning'
import { Button, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconRepeat } from '@tabler/icons-react'
import { useState } from 'react'
import { listWords } from '../../words/counts.ts'
import { dayAndTimeRange } from '../../words/times.ts'
import { DesignateSeries } from './DesignateSeries.tsx'
import { fieldWords } from './programWords.ts'
import { SeriesDialog } from './SeriesDialog.tsx'
import { ruleWords } from './seriesFields.ts'

interface SeriesSectionProps {
  view: PlannedView
  planning: Planning
  isChanged: boolean
  onOpen: (sessionId: string) => void
}

/** The weekly series that a session is part of, or the way to make one. */
export function SeriesSection({ view: { session }, planning, isChanged, onOpen }: SeriesSectionProps) {
  const [opened, setOpened] = useState(false)
  const { series } = session
  const rule = series && planning.series[series.id]
  const sessions = series
    ? planning.sessions
        .filter((each) => each.session.series?.id === series.id)
        .sort((a, b) => a.session.startsAt - b.session.startsAt)
    : []
  return (
    <section aria-label="Series" className="edit-more">
      <Stack gap="sm" align="flex-start">
        {rule && (
          <Text size="sm">
            {ruleWords(rule)}, {sessions.length} sessions.
          </Text>
        )}
        {series && series.own.length > 0 && (
          <Text size="sm" c="gray.7">
            Changed in this session alone, and left by changes of the series:{' '}
            {listWords(series.own.map((field) => fieldWords[field].toLowerCase()))}.
          </Text>
        )}
        {sessions.length > 1 && (
          <details>
            <summary>All dates</summary>
            <ul className="series-dates figures">
              {sessions.map((each) => (
                <li key={each.session.id}>
                  {each.session.id === session.id ? (
                    <strong>{dayAndTimeRange(each.session.startsAt, each.session.endsAt)}</strong>
                  ) : (
                    <UnstyledButton className="link" onClick={() => onOpen(each.session.id)}>
                      {dayAndTimeRange(each.session.startsAt, each.session.endsAt)}
                    </UnstyledButton>
                  )}
                  {(each.session.series?.own.length ?? 0) > 0 && ' · exception'}
                </li>
              ))}
            </ul>
          </details>
        )}
        <DesignateSeries sessions={sessions} session={session} planning={planning} isChanged={isChanged} />
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconRepeat size={16} stroke={1.75} aria-hidden="true" />}
          disabled={isChanged}
          onClick={() => setOpened(true)}
        >
          {series ? 'Change the series' : 'Repeat weekly'}
        </Button>
      </Stack>
      {opened && (
        <SeriesDialog
          session={session}
          rule={rule}
          timeZone={planning.conference.timeZone}
          onClose={() => setOpened(false)}
        />
      )}
    </section>
  )
}
