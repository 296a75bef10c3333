import './conferences.css'
import { conferencePath } from '@lectern/shared/addresses'
import { type ListedConference, newConference } from '@lectern/shared/conferences'
import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'
import { shortNameOf } from '../words/shortName.ts'
import { ownZone } from '../words/zones.ts'
import { ConferenceFields } from './ConferenceFields.tsx'
import { type ConferenceForm, formOf, planOf, problemsOf } from './conferenceForm.ts'
import { conferencesKey, conferencesQuery } from './conferencesApi.ts'

/** A new conference, from nothing or as a copy of another one. */
export default function NewConferencePage() {
  const all = useQuery(conferencesQuery)
  const [parameters] = useSearchParams()
  const copyOf = parameters.get('copyOf')
  return (
    <Loaded query={all} label="Loading the conferences">
      {({ conferences }) => <NewConference source={conferences.find(({ id }) => id === copyOf)} />}
    </Loaded>
  )
}

interface NewForm extends ConferenceForm {
  /** Null until edited: it follows from the name and the year. */
  shortName: string | null
}

const idOf = ({ title, startsOn, shortName }: NewForm): string => {
  const year = startsOn.slice(0, 4)
  return shortName ?? shortNameOf(title.includes(year) ? title : `${title} ${year}`)
}

/** A copy has days of its own. */
const startOf = (source: ListedConference | undefined): NewForm => ({
  ...formOf(source ? { ...source, startsOn: '', endsOn: '' } : { timeZone: ownZone() }),
  shortName: null,
})

function NewConference({ source }: { source: ListedConference | undefined }) {
  const navigate = useNavigate()
  const { form, onSubmit } = useContractForm<NewForm>({
    initialValues: startOf(source),
    problemsOf: (values) => ({
      ...problemsOf(values),
      ...problemsIn(
        newConference.pick({ id: true }),
        { id: idOf(values) },
        {
          own: { id: 'Use letters, digits and dashes, e.g. cardiology-2027.' },
          fieldOf: () => 'shortName',
        },
      ),
      ...(source?.startsOn && !values.startsOn && { startsOn: 'The copied sessions move to this day.' }),
    }),
  })
  const { busy, refusal, run } = useCommand({ changes: conferencesKey })
  const create = (values: NewForm) =>
    run(async () => {
      const { support, ...plan } = planOf(values)
      const body = {
        ...plan,
        // What was taken out here must not be copied.
        ...((support.length > 0 || source?.support) && { support }),
        id: idOf(values),
        ...(source && { copyOf: source.id }),
      }
      const { id } = await request('conferences.create', { body })
      await navigate(`${conferencePath(id)}/office`)
    })
  return (
    <Page width="reading">
      <PageHead
        title={source ? `Copy ${source.title}` : 'New conference'}
        over={
          <Anchor component={Link} to="/provider">
            Conferences
          </Anchor>
        }
        lead={
          source &&
          'Its programme, activities and texts are copied, moved to the new days. People, and what happened there, are not.'
        }
      />
      <form {...onSubmit(create)}>
        <Stack gap="md">
          <ConferenceFields form={form} zones={source ? [source.timeZone, ownZone()] : [ownZone()]} />
          <TextInput
            label="Short name"
            description={`Part of its address, and stays: ${location.origin}${conferencePath('')}${idOf(form.values) || '…'}`}
            {...form.getInputProps('shortName')}
            value={idOf(form.values)}
          />
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <Group gap="sm">
            <Button type="submit" {...busyButton(busy)}>
              {source ? 'Copy conference' : 'Create conference'}
            </Button>
            <Button component={Link} to="/provider" variant="default">
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  )
}
