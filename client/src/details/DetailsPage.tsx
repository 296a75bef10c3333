import './details.css'
import type { Me } from '@lectern/shared/accounts'
import { Skeleton, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { myCreditQuery } from '../credit/creditApi.ts'
import { ProfileForm } from '../credit/ProfileForm.tsx'
import { messageOf } from '../live/appError.ts'
import { request } from '../live/http.ts'
import { meQuery, useMe } from '../live/me.ts'
import { upload } from '../live/upload.ts'
import { Face } from '../ui/Face.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { Organiser } from '../ui/Organiser.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PictureField } from '../ui/PictureField.tsx'
import { professionWords } from '../words/credit.ts'

/** My details: picture, what the conference has recorded, and what credit bodies ask for. */
export default function DetailsPage() {
  const me = useMe()
  return (
    <Loaded query={me} label="Loading your details">
      {(data) => <DetailsOf me={data} />}
    </Loaded>
  )
}

function DetailsOf({ me }: { me: Me }) {
  const watches = me.person.roles.some((role) => role !== 'exhibitor')
  return (
    <Page width="reading">
      <PageHead title="My details" />
      <div className="details">
        <Picture me={me} />
        <Recorded me={me} />
        {watches && <Numbers />}
      </div>
    </Page>
  )
}

function Picture({ me: { person, picture } }: { me: Me }) {
  const queries = useQueryClient()
  // The agenda shows the pictures of its faculty.
  const changed = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: meQuery.queryKey }),
      queries.invalidateQueries({ queryKey: ['program'] }),
    ])
  return (
    <section aria-labelledby="picture">
      <Title order={2} id="picture" mb="md">
        Picture
      </Title>
      <PictureField
        noun="picture"
        doneWords="Your picture is shown from now on."
        kind="face"
        shown={<Face name={person.name} src={picture} size={96} />}
        isGiven={picture !== undefined}
        onUpload={async (file, onProgress) => {
          await upload('accounts.uploadPicture', file, onProgress)
          await changed()
        }}
        onRemove={async () => {
          await request('accounts.removePicture')
          await changed()
        }}
      >
        {person.roles.some((role) => role === 'speaker' || role === 'moderator')
          ? 'Shown beside your name in the programme and in your sessions.'
          : 'Shown in your account, and beside your name if you join the programme. Exhibitors do not see it until then.'}
      </PictureField>
    </section>
  )
}

function Recorded({ me: { person, conference } }: { me: Me }) {
  const facts: [string, string][] = [
    ['Name', person.name],
    ['Credentials', person.credentials],
    ['Profession', professionWords[person.profession]],
    ['Affiliation', person.affiliation],
  ]
  return (
    <section aria-labelledby="recorded">
      <Title order={2} id="recorded" mb="md">
        As the conference knows you
      </Title>
      <dl className="details-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
      <Text c="gray.7" mt="md">
        Certificates print your name and credentials, and your profession decides which credit you can earn.
        Not right? Write to <Organiser contact={conference.contact} />.
      </Text>
    </section>
  )
}

/** What the bodies of this person's profession ask for. */
function Numbers() {
  const { data, error, refetch } = useQuery(myCreditQuery)
  if (data)
    return data.profileAsks.length > 0 && <ProfileForm profile={data.profile} asks={data.profileAsks} />
  if (error)
    return (
      <LoadFailed
        title="Your licences and numbers could not be loaded"
        message={messageOf(error)}
        retry={() => void refetch()}
      />
    )
  return <Skeleton h={180} role="status" aria-label="Loading your licences and numbers" />
}
