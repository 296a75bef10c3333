import type { Person } from '@lectern/shared/accounts'
import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { PageHead } from '../ui/Page.tsx'
import { professionWords } from '../words/credit.ts'

interface PersonHeadProps {
  person: Pick<Person, 'name' | 'credentials' | 'profession' | 'affiliation'>
}

/** The top of a person's page in the office. */
export const PersonHead = ({ person: { name, credentials, profession, affiliation } }: PersonHeadProps) => (
  <PageHead
    title={name}
    over={
      <Anchor component={Link} to="/office/people">
        People
      </Anchor>
    }
    lead={<bdi>{[credentials, professionWords[profession], affiliation].filter(Boolean).join(' · ')}</bdi>}
  />
)
