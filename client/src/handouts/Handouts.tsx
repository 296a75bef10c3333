import './handouts.css'
import { type Handout, isReleased } from '@lectern/shared/handouts'
import { Anchor, Text, Title, type TitleOrder } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { sizeWords } from '../words/counts.ts'
import { handoutHref, handoutsQuery } from './handoutsApi.ts'

interface HandoutsProps {
  sessionId: string
  order: TitleOrder
  /** When the person confirmed the disclosures, if they have: files may be had from then on. */
  readAt?: number | null
}

/** What a session's audience may take away; nothing is drawn until there is something. */
export function Handouts({ sessionId, order, readAt }: HandoutsProps) {
  const { data, dataUpdatedAt, refetch } = useQuery(handoutsQuery(sessionId))
  useEffect(() => {
    if (readAt) void refetch()
  }, [readAt, refetch])
  const released = (data?.handouts ?? []).filter((handout) => isReleased(handout, dataUpdatedAt))
  if (!data || released.length === 0) return null
  return (
    <section>
      <Title order={order} size="h3" mb="sm">
        Slides and handouts
      </Title>
      {data.mustRead && <Text size="sm">They open once you have confirmed the disclosures.</Text>}
      <ul className="handouts">
        {released.map((handout) => (
          <li key={handout.id}>
            {data.mustRead ? (
              <bdi>{handout.name}</bdi>
            ) : (
              <HandoutLink sessionId={sessionId} handout={handout} />
            )}{' '}
            <Text span size="sm" c="gray.7">
              PDF, {sizeWords(handout.bytes)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface HandoutLinkProps {
  sessionId: string
  handout: Pick<Handout, 'id' | 'name'>
}

export const HandoutLink = ({ sessionId, handout: { id, name } }: HandoutLinkProps) => (
  <Anchor href={handoutHref(sessionId, id)} download underline="always">
    <bdi>{name}</bdi>
  </Anchor>
)
