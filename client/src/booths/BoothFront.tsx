import type { Booth } from '@lectern/shared/booths'
import { Anchor, List, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconDownload, IconExternalLink } from '@tabler/icons-react'
import { PageHeading } from '../ui/PageHeading.tsx'
import { sizeWords } from '../words/counts.ts'
import { hoursWords, openWords } from './boothWords.ts'
import { fileUrl } from './fileUrl.ts'

/** A booth's content: for visitors, and as a preview for its editors. */
export function BoothFront({ booth, now, level }: { booth: Booth; now: number; level: 1 | 3 }) {
  const { id, name, categories, description, links, documents, images } = booth
  const below = level === 1 ? 2 : 4
  return (
    <Stack gap="md" className="booth-front">
      <div>
        {level === 1 ? (
          <PageHeading>{name || 'No name yet'}</PageHeading>
        ) : (
          <Title order={level} dir="auto">
            {name || 'No name yet'}
          </Title>
        )}
        {categories.length > 0 && <Text c="gray.7">{categories.join(' · ')}</Text>}
        <Text size="sm">{openWords(booth, now)}</Text>
      </div>
      {images.length > 0 && (
        <ul className="booth-images">
          {images.map(({ id: fileId, name: title }) => (
            <li key={fileId}>
              <img src={fileUrl(id, fileId)} alt={`${name}: ${title}`} loading="lazy" />
            </li>
          ))}
        </ul>
      )}
      {description ? (
        <Text className="booth-text" dir="auto">
          {description}
        </Text>
      ) : (
        <Text c="gray.7">This booth has not described itself yet.</Text>
      )}
      {links.length > 0 && (
        <section>
          <Title order={below} size="h3" mb={4}>
            Links
          </Title>
          <List component="ul">
            {links.map(({ label, url }) => (
              <List.Item key={`${label} ${url}`}>
                <Anchor href={url} target="_blank" rel="noopener noreferrer" underline="always">
                  {label} <IconExternalLink size={14} aria-hidden="true" />
                  <VisuallyHidden> (opens in a new tab)</VisuallyHidden>
                </Anchor>
              </List.Item>
            ))}
          </List>
        </section>
      )}
      {documents.length > 0 && (
        <section>
          <Title order={below} size="h3" mb={4}>
            Documents
          </Title>
          <List component="ul">
            {documents.map(({ id: fileId, name: title, bytes }) => (
              <List.Item key={fileId}>
                <Anchor href={fileUrl(id, fileId)} download underline="always">
                  {title} <IconDownload size={14} aria-hidden="true" />
                </Anchor>{' '}
                <Text span size="sm" c="gray.7">
                  PDF, {sizeWords(bytes)}
                </Text>
              </List.Item>
            ))}
          </List>
        </section>
      )}
      <OpeningHours booth={booth} now={now} below={below} />
    </Stack>
  )
}

/** Days shown at first. */
const shownDays = 4

function OpeningHours({ booth, now, below }: { booth: Booth; now: number; below: 2 | 4 }) {
  const coming = booth.hours.filter(({ to }) => to > now).sort((a, b) => a.from - b.from)
  if (coming.length === 0) return null
  const later = coming.slice(shownDays)
  return (
    <section>
      <Title order={below} size="h3" mb={4}>
        Opening hours
      </Title>
      <Text size="sm" c="gray.7" mb={4}>
        In your own time zone.
      </Text>
      <HoursList hours={coming.slice(0, shownDays)} />
      {later.length > 0 && (
        <details>
          <summary>And later: {later.length}</summary>
          <HoursList hours={later} />
        </details>
      )}
    </section>
  )
}

const HoursList = ({ hours }: { hours: Booth['hours'] }) => (
  <List component="ul" className="figures">
    {hours.map(({ from, to }) => (
      <List.Item key={from}>{hoursWords(from, to)}</List.Item>
    ))}
  </List>
)
