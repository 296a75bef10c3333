import type { BoothSummary } from '@lectern/shared/booths'
import { Button, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { Chip } from '../../ui/Chip.tsx'
import { CompanyLogo } from '../../ui/Face.tsx'
import { counted } from '../../words/counts.ts'
import { BoothCover } from '../BoothCover.tsx'
import { openWords } from '../boothWords.ts'
import { fileUrl } from '../fileUrl.ts'
import { StaffHere } from '../StaffHere.tsx'

interface BoothCardProps {
  booth: BoothSummary
  unread: number
  now: number
}

/** A booth on the floor. A booth closed by the organiser cannot be entered. */
export function BoothCard({ booth, unread, now }: BoothCardProps) {
  const { id, name, categories, hours, open, staff, logoId, coverId } = booth
  return (
    <li className="booth-card">
      <BoothCover name={name} src={coverId ? fileUrl(id, coverId) : undefined} />
      <div className="booth-card-body">
        <CompanyLogo name={name} src={logoId ? fileUrl(id, logoId) : undefined} />
        <Title order={2} size="h3">
          <bdi>{name}</bdi>
        </Title>
        {categories.length > 0 && (
          <Text size="sm" c="gray.7" dir="auto">
            {categories.join(' · ')}
          </Text>
        )}
        {unread > 0 && (
          <Text component="div">
            <Chip tone="amber">{counted(unread, 'new message')}</Chip>
          </Text>
        )}
        <div className="booth-card-foot">
          <Text size="sm" component="div" className="figures">
            {open && <StaffHere staff={staff} />}
            {(!open || hours.length > 0) && <div className="quiet">{openWords(booth, now)}</div>}
          </Text>
          {open && (
            <Button
              component={Link}
              to={`/hall/${id}`}
              aria-label={`Visit ${name}`}
              variant="default"
              size="compact-md"
            >
              Visit
            </Button>
          )}
        </div>
      </div>
    </li>
  )
}
