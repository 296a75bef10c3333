import type { OfficeActivity } from '@lectern/shared/creditOffice'
import { IconUsers } from '@tabler/icons-react'
import { useRef } from 'react'
import { useSearchParams } from 'react-router'
import { Empty } from '../ui/Empty.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { PersonDrawer } from './PersonDrawer.tsx'

/** Everyone who watched an activity, and one person in a drawer; the address says which. */
export function People({ data: { activity, people, policyShorts } }: { data: OfficeActivity }) {
  const [parameters, setParameters] = useSearchParams()
  const opened = people.find(({ personId }) => personId === parameters.get('person'))
  const opener = useRef<HTMLElement>(null)
  const open = (personId: string) => {
    opener.current = document.activeElement as HTMLElement
    setParameters({ person: personId })
  }
  const close = () => {
    setParameters({})
    setTimeout(() => opener.current?.focus())
  }
  if (people.length === 0)
    return (
      <Empty icon={IconUsers} title="No learners yet">
        People appear here once they acknowledge the disclosures of a session.
      </Empty>
    )
  return (
    <>
      <PeopleTable people={people} policyShorts={policyShorts} onOpen={open} />
      <PersonDrawer
        key={opened?.personId ?? ''}
        activityId={activity.id}
        person={opened}
        sessionId={parameters.get('session')}
        appealId={parameters.get('appeal')}
        onClose={close}
      />
    </>
  )
}
