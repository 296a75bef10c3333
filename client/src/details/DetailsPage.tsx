import '../ui/facts.css'
import './details.css'
import type { Me, OwnDetails } from '@lectern/shared/accounts'
import { Skeleton, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { myCreditQuery } from '../credit/creditApi.ts'
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
import { detailsQuery } from './detailsApi.ts'
import { IdentifiersForm } from './IdentifiersForm.tsx'
import { MailLanguageForm } from './MailLanguageForm.tsx'
import { MocPoints } from './MocPoints.tsx'
import { NamesForm } from './NamesForm.tsx'
import { Permissions } from './Permissions.tsx'
import { WhoGetsWhat } from './WhoGetsWhat.tsx'
import { YourData } from './YourData.tsx'

/** My details: who one is to the CE office, on certificates and at registers, and who gets to see what. */
export default function DetailsPage() {
  const me = useMe()
  const details = useQuery(detailsQuery)
  return (
    <Loaded query={me} label="Loading your details">
      {(shown) => (
        <Loaded query={details} label="Loading your details">
          {(own) => <DetailsOf me={shown} details={own} />}
        </Loaded>
      )}
    </Loaded>
  )
}

function DetailsOf({ me, details }: { me: Me; details: OwnDetails }) {
  const watches = me.person.roles.some((role) => role !== 'exhibitor')
  return (
    <Page width="reading">
      <PageHead title="My details" />
      <div className="details">
        <Picture me={me} />
        <NamesForm details={details} />
        <Recorded details={details} contact={me.conference.contact} />
        <MailLanguageForm details={details} />
        {watches && <Numbers details={details} />}
        <WhoGetsWhat watches={watches} />
        <YourData contact={me.conference.contact} />
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

/** What only the CE office changes. */
function Recorded({ details, contact }: { details: OwnDetails; contact: string | undefined }) {
  const facts: [string, string][] = [
    ['Mail address', details.email || 'None'],
    ['Profession', professionWords[details.profession]],
    ['Affiliation', details.affiliation || 'None'],
  ]
  return (
    <section aria-labelledby="recorded">
      <Title order={2} id="recorded" mb="md">
        As the CE office knows you
      </Title>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      <Text c="gray.7" mt="md">
        Your profession decides which credit you can earn, and your personal link goes to this address. Not
        right? Write to <Organiser contact={contact} />.
      </Text>
    </section>
  )
}

/** What the bodies of this person's profession ask for. */
function Numbers({ details }: { details: OwnDetails }) {
  const { data, error, refetch } = useQuery(myCreditQuery)
  if (data)
    return (
      <>
        <IdentifiersForm details={details} asks={data.asks} />
        <MocPoints details={details} offered={data.pointsOffered ?? []} />
        <Permissions details={details} />
      </>
    )
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
