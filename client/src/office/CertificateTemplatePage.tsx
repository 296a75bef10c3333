import './certificates.css'
import {
  otherParts,
  printedFields,
  type SampleName,
  sampleNames,
  type Template,
  templateMax,
} from '@lectern/shared/certificateDesign'
import { Anchor, Button, Code, Group, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { messageOf } from '../live/appError.ts'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { toast } from '../ui/toast.tsx'
import { designQuery, previewQuery, templateQuery } from './certificatesApi.ts'

/** How long typing may pause before the preview follows, in ms. */
const pauseMs = 700

/** A body's template: its text, the fields, and the page that it prints. */
export default function CertificateTemplatePage() {
  const { policyId = '' } = useParams()
  const template = useQuery(templateQuery(policyId))
  return (
    <Loaded query={template} label="Loading the template">
      {(loaded) => (
        <Page>
          <PageHead
            over={
              <Anchor component={Link} to="/provider/certificates">
                Certificates
              </Anchor>
            }
            title={loaded.title}
          />
          <Editor template={loaded} />
        </Page>
      )}
    </Loaded>
  )
}

function Editor({ template }: { template: Template }) {
  const { policyId, shipped } = template
  const params = { policyId }
  const [source, setSource] = useState(template.source)
  const [version, setVersion] = useState(template.version)
  const queries = useQueryClient()
  const { busy, refusal, run } = useCommand()
  const saved = (next: Template, words: string) => {
    setSource(next.source)
    setVersion(next.version)
    void queries.invalidateQueries({ queryKey: designQuery.queryKey })
    toast(words)
  }
  const save = () =>
    run(async () =>
      saved(
        await request('certificates.saveTemplate', { params, body: { source, version } }),
        'Certificates are printed with this template from now on.',
      ),
    )
  const reset = () =>
    run(async () =>
      saved(await request('certificates.resetTemplate', { params }), 'The shipped template is used again.'),
    )
  return (
    <div className="certificate-editor">
      <Stack gap="md">
        <Textarea
          label="Template"
          description="Text in Typst. A field is printed where its name stands, e.g. #name."
          className="certificate-source"
          autosize
          minRows={18}
          maxRows={40}
          maxLength={templateMax}
          spellCheck={false}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          <Button onClick={() => void save()} {...busyButton(busy)}>
            {busy ? 'Checking…' : 'Save'}
          </Button>
          {version > 0 && (
            <Button variant="subtle" color="gray" onClick={() => void reset()} {...busyButton(busy)}>
              Back to the shipped template
            </Button>
          )}
          {version === 0 && source !== shipped && (
            <Button variant="subtle" color="gray" onClick={() => setSource(shipped)}>
              Undo my changes
            </Button>
          )}
        </Group>
        <Fields required={template.required} />
      </Stack>
      <Preview policyId={policyId} source={source} />
    </div>
  )
}

const Fields = ({ required }: { required: readonly string[] }) => (
  <section aria-labelledby="fields">
    <Title order={2} size="h3" id="fields" mb="sm">
      Fields
    </Title>
    <dl className="certificate-fields">
      {[...printedFields, ...otherParts].map(({ id, words }) => (
        <div key={id} style={{ display: 'contents' }}>
          <dt>
            <Code>#{id}</Code>
          </dt>
          <dd>
            {words}
            {required.includes(id) && ' (must be printed)'}
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

const sampleWords: Record<SampleName, string> = {
  latin: 'Latin letters',
  longest: 'The longest name',
  arabic: 'Arabic',
  bengali: 'Bengali',
  chinese: 'Chinese',
  cyrillic: 'Cyrillic',
  devanagari: 'Devanagari',
  hebrew: 'Hebrew',
  japanese: 'Japanese',
  korean: 'Korean',
  tamil: 'Tamil',
  thai: 'Thai',
}
const samples = (Object.keys(sampleNames) as SampleName[]).map((value) => ({
  value,
  label: sampleWords[value],
}))

function Preview({ policyId, source }: { policyId: string; source: string }) {
  const [sample, setSample] = useState<SampleName>('longest')
  const [draft] = useDebouncedValue(source, pauseMs)
  const { data, error, isFetching } = useQuery({
    ...previewQuery(policyId, draft, sample),
    enabled: draft.trim() !== '',
    placeholderData: keepPreviousData,
  })
  return (
    <Stack gap="sm" component="section" aria-labelledby="preview" aria-busy={isFetching}>
      <Title order={2} size="h3" id="preview">
        Preview
      </Title>
      <NativeSelect
        label="Name in"
        data={samples}
        value={sample}
        onChange={(event) => setSample(event.currentTarget.value as SampleName)}
      />
      <div role="status">
        {data && data.problems.length > 0 && (
          <ul>
            {data.problems.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                {line === null ? message : `Line ${line}: ${message}`}
                {line !== null && (
                  <Code block className="certificate-line">
                    {draft.split('\n')[line - 1]}
                  </Code>
                )}
              </li>
            ))}
          </ul>
        )}
        {data?.problems.length === 0 && (
          <Text size="sm" c="dimmed">
            It prints everything that this body demands.
          </Text>
        )}
      </div>
      {error && <Refusal refusal={messageOf(error)} />}
      {data?.svg && (
        <img
          className="certificate-page"
          src={`data:image/svg+xml,${encodeURIComponent(data.svg)}`}
          alt={`The certificate for ${sampleNames[sample]}`}
        />
      )}
    </Stack>
  )
}
