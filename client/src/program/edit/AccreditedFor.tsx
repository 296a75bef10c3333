import type { Profession } from '@lectern/shared/accounts'
import type { BodyRules } from '@lectern/shared/bodyRules'
import type { Designation } from '@lectern/shared/credit'
import { disciplinesMax } from '@lectern/shared/limits'
import { MultiSelect, Stack, TagsInput } from '@mantine/core'
import { professionWords } from '../../words/credit.ts'

type Accredited = NonNullable<Designation['accreditedFor']>

interface AccreditedForProps {
  body: BodyRules
  value: Accredited
  error: string | undefined
  onChange: (value: Accredited) => void
}

/** The professions, and disciplines of them, that a body accredits the activity for. */
export function AccreditedFor({ body, value, error, onChange }: AccreditedForProps) {
  const chosen = value.map(({ profession }) => profession)
  const setProfessions = (professions: string[]) =>
    onChange(
      professions.map(
        (each) =>
          value.find(({ profession }) => profession === each) ?? {
            profession: each as Profession,
            disciplines: [],
          },
      ),
    )
  return (
    <Stack gap="xs" className="edit-wide">
      <MultiSelect
        label={`${body.title}: accredited for`}
        description="Learners of other professions earn nothing"
        data={body.professions.map((each) => ({ value: each, label: professionWords[each] }))}
        value={chosen}
        onChange={setProfessions}
        error={error}
        searchable
      />
      {value.map(({ profession, disciplines }) => (
        <TagsInput
          key={profession}
          label={`Disciplines: ${professionWords[profession]}`}
          description="As the accreditation names them, each by Enter; none: all of the profession"
          maxTags={disciplinesMax}
          value={disciplines}
          onChange={(next) =>
            onChange(
              value.map((each) => (each.profession === profession ? { ...each, disciplines: next } : each)),
            )
          }
        />
      ))}
    </Stack>
  )
}
