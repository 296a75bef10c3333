import { leastShown } from '@lectern/shared/evaluationResults'
import type { CommitmentFigures } from '@lectern/shared/outcomes'
import { followUpAnswers, keptWords } from '@lectern/shared/outcomeWords'
import { Stack, Text, Title } from '@mantine/core'
import { Plot } from '../ui/Plot.tsx'
import { Section } from '../ui/Section.tsx'
import { counted } from '../words/counts.ts'
import { CountBars } from './CountBars.tsx'

/** From those who were asked to those who kept what they committed to. */
function funnelOf({ made, declined, mayAsk, answered, kept }: CommitmentFigures) {
  const steps: [string, number | null][] = [
    ['Asked', made + declined],
    ['Committed', made],
    ['May be asked again', mayAsk],
    ['Answered', answered],
    ['Kept, fully or partly', kept && kept.fully + kept.partly],
  ]
  return { along: steps.map(([step]) => step), values: steps.map(([, people]) => people) }
}

/** What learners committed to, and what became of it. */
export function CommitmentResults({ figures }: { figures: CommitmentFigures }) {
  const { made, answered, kept, changes, ownWords, barriers, barriersMet, confidence } = figures
  const { along, values } = funnelOf(figures)
  const own =
    ownWords === null ? [] : [{ text: 'In their own words, which only they can read', count: ownWords }]
  return (
    <Section id="commitments" title="Commitments to change">
      <Stack gap="lg">
        <Text className="figures">
          {counted(made, 'person', 'people')} committed to a change
          {confidence === null ? '.' : `, ${confidence.toFixed(1)} of 5 sure on average.`}
          {made > 0 && made < leastShown && ` What they chose is shown from ${leastShown} on.`}
        </Text>
        <Plot
          kind="bar"
          label="From being asked to keeping it, in people"
          axis="Step"
          along={along}
          series={[{ label: 'People', values }]}
        />
        {kept ? (
          <Bars
            label="What became of it"
            of={answered}
            counts={followUpAnswers.map((answer) => ({ text: keptWords[answer], count: kept[answer] }))}
          />
        ) : (
          answered > 0 && (
            <Text size="sm" className="figures">
              {counted(answered, 'person', 'people')} said what became of it; it is shown from {leastShown}{' '}
              on.
            </Text>
          )
        )}
        <Bars label="What they will change" of={made} counts={[...changes, ...own]} />
        <Bars label="Barriers they expect" of={made} counts={barriers} />
        <Bars label="Barriers they met" of={answered} counts={barriersMet} />
      </Stack>
    </Section>
  )
}

interface BarsProps {
  label: string
  of: number
  counts: readonly { text: string; count: number }[]
}

function Bars({ label, of, counts }: BarsProps) {
  if (counts.length === 0) return null
  return (
    <div>
      <Title order={3} size="h4" mb="xs">
        {label}
      </Title>
      <CountBars label={label} of={of} counts={counts} />
    </div>
  )
}
