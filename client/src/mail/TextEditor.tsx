import { mailTemplatePlan, type SavedMailTemplate } from '@lectern/shared/mail'
import { type MailLanguage, namesOf, placeholders } from '@lectern/shared/mailKinds'
import { Button, Code, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { toast } from '../ui/toast.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'
import { templatesQuery } from './mailApi.ts'
import { Preview } from './Preview.tsx'

/** How long typing may pause before the preview follows, in ms. */
const pauseMs = 400

interface TextEditorProps {
  template: SavedMailTemplate
  language: MailLanguage
}

type Written = { subject: string; text: string }

/** One text with its placeholders, a preview, and a test mail to oneself. */
export function TextEditor({ template, language }: TextEditorProps) {
  const { kind } = template
  const [version, setVersion] = useState(template.version)
  const planOf = (values: Written) => ({ kind, language, version, ...values })
  const problemsOf = (values: Written) =>
    problemsIn(mailTemplatePlan, planOf(values), { own: { text: (_, issue) => issue.message } })
  const { form, onSubmit, submit } = useContractForm({
    initialValues: { subject: template.subject, text: template.text },
    problemsOf,
  })
  const [draft] = useDebouncedValue(form.values, pauseMs)
  const isFit = Object.keys(problemsOf(draft)).length === 0
  const queries = useQueryClient()
  const { busy, refusal, run } = useCommand({
    // The other's text is in the list; this one stays in the form, and the next save replaces theirs.
    onRefused: ({ code, details }) => {
      const theirs = details?.template as SavedMailTemplate | undefined
      if (code === 'stale' && theirs) setVersion(theirs.version)
    },
  })
  const saved = (next: SavedMailTemplate) => {
    setVersion(next.version)
    void queries.invalidateQueries({ queryKey: templatesQuery(language).queryKey })
  }
  const save = (values: Written) =>
    run(async () => saved(await request('mail.saveTemplate', { body: planOf(values) }))).then(
      (done) => done && toast('The text is saved.'),
    )
  const test = ({ subject, text }: Written) =>
    run(async () => {
      const body = { kind, language, subject, text, testId: crypto.randomUUID() }
      const { to } = await request('mail.test', { body })
      toast(`A test mail goes to ${to}.`)
    })
  const reset = () =>
    run(async () => {
      const next = await request('mail.resetTemplate', { body: { kind, language } })
      form.setValues({ subject: next.subject, text: next.text })
      saved(next)
    })
  return (
    <div className="mail-editor">
      <form {...onSubmit(save)}>
        <Stack gap="md">
          <TextInput label="Subject" required {...form.getInputProps('subject')} />
          <Textarea
            label="Text"
            required
            autosize
            minRows={12}
            dir="auto"
            {...form.getInputProps('text')}
            errorProps={{ role: 'alert' }}
          />
          <Names
            kind={kind}
            onInsert={(name) => form.setFieldValue('text', `${form.values.text}{{${name}}}`)}
          />
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <Group gap="sm">
            <Button type="submit" {...busyButton(busy)}>
              Save
            </Button>
            <Button variant="default" onClick={() => submit(test)} {...busyButton(busy)}>
              Send a test to me
            </Button>
            {template.isOwn && (
              <Button variant="subtle" color="gray" onClick={() => void reset()} {...busyButton(busy)}>
                Back to the original text
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      <Stack gap="sm" component="section" aria-label="Preview">
        <Title order={2} size="h3">
          Preview
        </Title>
        {isFit ? (
          <Preview kind={kind} draft={{ ...draft, language }} />
        ) : (
          <Text c="gray.7">The preview comes back once the text has no problem.</Text>
        )}
      </Stack>
    </div>
  )
}

interface NamesProps {
  kind: SavedMailTemplate['kind']
  onInsert: (name: string) => void
}

/** What the text can name; a press puts it at the end of the text. */
const Names = ({ kind, onInsert }: NamesProps) => (
  <div>
    <Text size="sm" c="gray.7" mb={4}>
      Names that are replaced for each person. A link can have words of its own:{' '}
      <Code>{'{{link: Open the programme}}'}</Code>. A line whose names have no value is left out.
    </Text>
    <div className="mail-names">
      {namesOf(kind).map((name) => (
        <Button
          key={name}
          size="compact-sm"
          variant="default"
          onClick={() => onInsert(name)}
          aria-label={`Insert ${name}: ${placeholders[name]}`}
          title={placeholders[name]}
        >
          {`{{${name}}}`}
        </Button>
      ))}
    </div>
  </div>
)
