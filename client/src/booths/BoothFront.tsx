import type { Booth, BoothFile } from '@lectern/shared/booths'
import { Anchor, List, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconDownload, IconExternalLink } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CompanyLogo } from '../ui/Face.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { counted, sizeWords } from '../words/counts.ts'
import { BoothCover } from './BoothCover.tsx'
import { openWords, rangeWords } from './boothWords.ts'
import { fileUrl } from './fileUrl.ts'
import { type DayRange, dayRanges } from './openDays.ts'

interface FrontProps {
  booth: Booth
  now: number
  /** Of the booth's name: 1 on its own page, 3 in a preview. */
  level: 1 | 3
}

/** Where there is no cover, the first image stands in. */
const coverOf = ({ cover, images }: Booth): BoothFile | undefined => cover ?? images[0]

/** The top of a booth: its cover, logo and name. */
export function BoothHead({ booth, now, level }: FrontProps) {
  const { id, categories, logo } = booth
  const name = booth.name || 'No name yet'
  const cover = coverOf(booth)
  return (
    <header className="booth-head">
      <BoothCover name={name} src={cover && fileUrl(id, cover.id)} />
      <div className="booth-title">
        <CompanyLogo name={name} src={logo ? fileUrl(id, logo.id) : undefined} size={64} />
        <div>
          {level === 1 ? (
            <PageHeading>{name}</PageHeading>
          ) : (
            <Title order={level} dir="auto">
              {name}
            </Title>
          )}
          <Text size="sm" c="gray.7" dir="auto">
            {[...categories, openWords(booth, now)].join(' · ')}
          </Text>
        </div>
      </div>
    </header>
  )
}

/** What a booth says about itself, below its name. */
export function BoothText({ booth, now, level }: FrontProps) {
  const { id, description, links, documents } = booth
  const images = booth.images.filter((image) => image !== coverOf(booth))
  const below = level === 1 ? 2 : 4
  return (
    <Stack gap="lg" className="booth-front">
      {description ? (
        <Text className="booth-text" dir="auto">
          {description}
        </Text>
      ) : (
        <Text c="gray.7">No description yet.</Text>
      )}
      {images.length > 0 && <Gallery booth={booth} images={images} />}
      {documents.length > 0 && (
        <Listed title="Documents" below={below}>
          {documents.map(({ id: fileId, name, bytes }) => (
            <List.Item key={fileId}>
              <Anchor href={fileUrl(id, fileId)} download underline="always">
                <bdi>{name}</bdi> <IconDownload size={14} stroke={1.75} aria-hidden="true" />
              </Anchor>{' '}
              <Text span size="sm" c="gray.7">
                PDF, {sizeWords(bytes)}
              </Text>
            </List.Item>
          ))}
        </Listed>
      )}
      {links.length > 0 && (
        <Listed title="Links" below={below}>
          {links.map(({ label, url }) => (
            <List.Item key={`${label} ${url}`}>
              <Anchor href={url} target="_blank" rel="noopener noreferrer" underline="always">
                <bdi>{label}</bdi> <IconExternalLink size={14} stroke={1.75} aria-hidden="true" />
                <VisuallyHidden> (opens in a new tab)</VisuallyHidden>
              </Anchor>
            </List.Item>
          ))}
        </Listed>
      )}
      <OpeningHours booth={booth} now={now} below={below} />
    </Stack>
  )
}

function Gallery({ booth, images }: { booth: Booth; images: readonly BoothFile[] }) {
  return (
    <ul className="booth-images">
      {images.map(({ id, name }) => (
        <li key={id}>
          <img src={fileUrl(booth.id, id)} alt={`${booth.name}: ${name}`} loading="lazy" decoding="async" />
        </li>
      ))}
    </ul>
  )
}

interface ListedProps {
  title: string
  below: 2 | 4
  children: ReactNode
}

const Listed = ({ title, below, children }: ListedProps) => (
  <section>
    <Title order={below} size="h3" mb={4}>
      {title}
    </Title>
    <List component="ul">{children}</List>
  </section>
)

/** Lines shown at first. */
const shownRanges = 4

function OpeningHours({ booth, now, below }: { booth: Booth; now: number; below: 2 | 4 }) {
  const ranges = dayRanges(booth.hours.filter(({ to }) => to > now))
  if (ranges.length === 0) return null
  const later = ranges.slice(shownRanges)
  const line = (range: DayRange) => <List.Item key={range.first.from}>{rangeWords(range, now)}</List.Item>
  return (
    <section>
      <Title order={below} size="h3" mb={4}>
        Opening hours
      </Title>
      <Text size="sm" c="gray.7" mb={4}>
        Shown in your time zone.
      </Text>
      <List component="ul" className="figures">
        {ranges.slice(0, shownRanges).map(line)}
      </List>
      {later.length > 0 && (
        <details>
          <summary>
            {counted(
              later.reduce((sum, { days }) => sum + days, 0),
              'more day',
            )}
          </summary>
          <List component="ul" className="figures">
            {later.map(line)}
          </List>
        </details>
      )}
    </section>
  )
}
