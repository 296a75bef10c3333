import { type ConferenceRole, conferenceRoles } from '@lectern/shared/roles'
import { Checkbox, Group, TextInput } from '@mantine/core'
import { roleWords } from './peopleWords.ts'

export interface PlaceValues {
  roles: ConferenceRole[]
  /** Of an exhibitor: the company whose booth they staff. */
  exhibitorId: string
}

interface RoleFieldsProps {
  values: PlaceValues
  problem?: string | undefined
  onChange: (values: PlaceValues) => void
}

/** What somebody is at a conference. */
export function RoleFields({ values, problem, onChange }: RoleFieldsProps) {
  return (
    <>
      <Checkbox.Group
        label="Roles"
        value={values.roles}
        error={problem}
        onChange={(roles) => onChange({ ...values, roles: roles as ConferenceRole[] })}
      >
        <Group gap="md" mt="xs">
          {conferenceRoles.map((role) => (
            <Checkbox key={role} value={role} label={roleWords[role]} />
          ))}
        </Group>
      </Checkbox.Group>
      {values.roles.includes('exhibitor') && (
        <TextInput
          label="Exhibitor"
          description="The ID of the company whose booth they staff, as under Exhibitors"
          required
          value={values.exhibitorId}
          onChange={(event) => onChange({ ...values, exhibitorId: event.currentTarget.value })}
        />
      )}
    </>
  )
}

/** As it is sent. */
export const placeOf = ({ roles, exhibitorId }: PlaceValues) => ({
  roles,
  ...(roles.includes('exhibitor') && exhibitorId !== '' && { exhibitorId }),
})
