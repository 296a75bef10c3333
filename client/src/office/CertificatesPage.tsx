import { FormEnd } from '../ui/FormEnd.tsx'
import './certificates.css'
import { type Design, type DesignPlan, paperOf } from '@lectern/shared/certificateDesign'
import { Anchor, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { request } from '../live/http.ts'
import { upload } from '../live/upload.ts'
import { useCommand } from '../live/useCommand.ts'
import { CreditText } from '../ui/CreditText.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PictureField } from '../ui/PictureField.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { dateOf } from '../words/times.ts'
import { designQuery } from './certificatesApi.ts'
import { countries } from './countries.ts'

/** What is on every certificate, and the template of each body. */
export default function CertificatesPage() {
  const design = useQuery(designQuery)
  return (
    <Loaded query={design} label="Loading the certificates">
      {(loaded) => (
        <Page width="reading">
          <PageHead
            title="Certificates"
            lead="What you change here is on certificates that are issued from now on. Those issued before stay as they are."
          />
          <Stack gap={40}>
            <Picture design={loaded} picture="logo" title="Logo">
              Printed at the top of every certificate.
            </Picture>
            <Picture design={loaded} picture="signature" title="Signature">
              A scan of the signature on white or no ground, printed above the signer’s name.
            </Picture>
            <SignerForm design={loaded} />
            <Bodies design={loaded} />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function useSaved(): (design: Design) => void {
  const queries = useQueryClient()
  return (design) => queries.setQueryData(designQuery.queryKey, design)
}

interface PictureProps {
  design: Design
  picture: 'logo' | 'signature'
  title: string
  children: string
}

function Picture({ design, picture, title, children }: PictureProps) {
  const saved = useSaved()
  const address = design[picture]
  const params = { picture }
  return (
    <section aria-labelledby={picture}>
      <Title order={2} id={picture} mb="md">
        {title}
      </Title>
      <PictureField
        noun={picture}
        doneWords={`The ${picture} is printed from now on.`}
        kind="logo"
        shown={address && <img className="certificate-picture" src={address} alt={`The ${picture}`} />}
        isGiven={address !== null}
        onUpload={async (file, onProgress) =>
          saved(await upload('certificates.uploadPicture', file, onProgress, { params }))
        }
        onRemove={async () => saved(await request('certificates.removePicture', { params }))}
      >
        {children}
      </PictureField>
    </section>
  )
}

const paperWords = { a4: 'A4', 'us-letter': 'Letter' }

function SignerForm({ design }: { design: Design }) {
  const saved = useSaved()
  const { country, signerName, signerTitle } = design
  const [plan, setPlan] = useState<DesignPlan>({ country, signerName, signerTitle })
  const [isSaved, setIsSaved] = useState(false)
  const { busy, refusal, run } = useCommand()
  const change = (changes: Partial<DesignPlan>) => {
    setIsSaved(false)
    setPlan({ ...plan, ...changes })
  }
  const save = async () =>
    setIsSaved(await run(async () => saved(await request('certificates.planDesign', { body: plan }))))
  return (
    <section aria-labelledby="signer">
      <Title order={2} id="signer" mb="md">
        Signer and paper
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Name of the signer"
            description="Without a name no signature is printed."
            maxLength={120}
            value={plan.signerName}
            onChange={(event) => change({ signerName: event.currentTarget.value })}
          />
          <TextInput
            label="Title of the signer"
            maxLength={120}
            value={plan.signerTitle}
            onChange={(event) => change({ signerTitle: event.currentTarget.value })}
          />
          <Select
            label="Country of the provider"
            description={`Certificates are printed on ${paperWords[paperOf(plan.country)]}.`}
            data={countries()}
            searchable
            clearable
            value={plan.country || null}
            onChange={(value) => change({ country: value ?? '' })}
          />
          <FormEnd
            submit={busy ? 'Saving…' : 'Save'}
            kept="What you wrote is kept here."
            {...{ busy, refusal }}
          >
            <Text role="status">{isSaved && 'Saved.'}</Text>
          </FormEnd>
        </Stack>
      </form>
    </section>
  )
}

const titles = new Intl.Collator('en')

const Bodies = ({ design: { bodies } }: { design: Design }) => (
  <section aria-labelledby="bodies">
    <Title order={2} id="bodies" mb="md">
      Templates
    </Title>
    <PlainList className="certificate-bodies">
      {bodies
        .toSorted((a, b) => titles.compare(a.title, b.title))
        .map(({ policyId, title, savedAt }) => (
          <li key={policyId}>
            <Anchor component={Link} to={`/provider/certificates/${policyId}`}>
              <CreditText>{title}</CreditText>
            </Anchor>
            <Text size="sm" c="dimmed">
              {savedAt === null ? 'as shipped' : `your own, saved on ${dateOf(savedAt)}`}
            </Text>
          </li>
        ))}
    </PlainList>
  </section>
)
