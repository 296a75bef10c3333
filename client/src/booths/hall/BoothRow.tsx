import type { BoothSummary } from '@lectern/shared/booths'
import { Anchor, Badge, Group, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { counted } from '../../words/counts.ts'
import { openWords } from '../boothWords.ts'
import { fileUrl } from '../fileUrl.ts'

/** A booth on the floor. A booth closed by the organiser cannot be entered. */
export function BoothRow({ booth, unread, now }: { booth: BoothSummary; unread: number; now: number }) {
  const { id, name, categories, open, staffed, imageId } = booth
  return (
    <li className="hall-booth">
      {imageId && <img src={fileUrl(id, imageId)} alt="" loading="lazy" width={96} height={64} />}
      <div>
        <Title order={2} size="h3">
          {open ? (
            <Anchor component={Link} to={`/hall/${id}`} inherit>
              <bdi>{name}</bdi>
            </Anchor>
          ) : (
            name
          )}
        </Title>
        {categories.length > 0 && (
          <Text size="sm" c="gray.7">
            {categories.join(' · ')}
          </Text>
        )}
        <Group gap="4px 16px" mt={4}>
          {unread > 0 && (
            <Badge color="amber.0" c="amber.9" radius="sm" tt="none" className="figures">
              {counted(unread, 'new message')} for you
            </Badge>
          )}
          <Text size="sm" fw={staffed && open ? 600 : 400}>
            {staffed && open ? 'Staffed now' : 'Nobody at the booth at the moment'}
          </Text>
          <Text size="sm" c="gray.7" className="figures">
            {openWords(booth, now)}
          </Text>
        </Group>
      </div>
    </li>
  )
}
