import { Button, Group, Text, Title } from '@mantine/core'
import { urlOf } from '../live/http.ts'
import { Organiser } from '../ui/Organiser.tsx'

/** Everything that names the person, to take along; and whom to ask to be erased. */
export const YourData = ({ contact }: { contact: string | undefined }) => (
  <section aria-labelledby="your-data">
    <Title order={2} id="your-data" mb="md">
      Your data
    </Title>
    <Text mb="md">
      Download everything that names you: what is on this page, your conferences, watched sessions, questions,
      votes, forms, credit, and what you left with exhibitors. To be erased, write to{' '}
      <Organiser contact={contact} />: what proves your credit must be kept for six years, and you are told
      beforehand what that is.
    </Text>
    <Group gap="sm">
      <Button component="a" variant="default" href={urlOf('people.ownDataText')} download>
        Download, to read
      </Button>
      <Button component="a" variant="default" href={urlOf('people.ownData')} download>
        Download as JSON
      </Button>
    </Group>
  </section>
)
