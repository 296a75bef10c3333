import { Button, Group, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { urlOf } from '../live/http.ts'
import { PlainList } from '../ui/PlainList.tsx'

interface FileLink {
  label: string
  href: string
  of: string
}

const Download = ({ label, href, of }: FileLink) => (
  <Button
    component="a"
    href={href}
    download
    variant="default"
    size="compact-md"
    leftSection={<IconDownload size={14} aria-hidden="true" />}
    aria-label={`Download ${of} as ${label}`}
  >
    {label}
  </Button>
)

/** The programme and the people as files, which can be imported again. */
export const Exports = () => (
  <PlainList gap="lg">
    <li>
      <Text mb={8}>The programme, with speakers and moderators.</Text>
      <Group gap="sm">
        <Download label="Excel" href={urlOf('exports.program')} of="the programme" />
        <Download label="CSV" href={urlOf('exports.programCsv')} of="the programme" />
        <Download label="schedule.json" href={urlOf('exports.schedule')} of="the programme" />
      </Group>
    </li>
    <li>
      <Text mb={8}>Everybody with a place at this conference, with mail addresses.</Text>
      <Group gap="sm">
        <Download label="Excel" href={urlOf('exports.people')} of="the people" />
        <Download label="CSV" href={urlOf('exports.peopleCsv')} of="the people" />
      </Group>
    </li>
  </PlainList>
)
