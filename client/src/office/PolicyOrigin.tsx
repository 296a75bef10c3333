import type { PolicyStanding } from '@lectern/shared/creditPolicies'
import { Button, Group, Text } from '@mantine/core'
import { request, urlOf } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { counted } from '../words/counts.ts'
import { dayAndTime } from '../words/times.ts'
import { Download } from './Download.tsx'
import { officeKey } from './officeApi.ts'

type Act = PolicyStanding['history'][number]

/** "Hana Ito put “ama.json” in force for activities that had not begun: As published." */
function actWords({ what, by, file, scope, reason }: Act): string {
  const name = file === '' ? 'the installation’s file' : `“${file}”`
  if (what === 'uploaded') return `${by} uploaded ${name}.`
  if (what === 'proposed') return `${by} proposed ${name} again, instead of the upload.`
  if (what === 'withdrawn')
    return file === ''
      ? `${by} kept the upload instead of ${name}.`
      : `${by} took the upload of ${name} back.`
  const whom = scope === 'not_begun' ? 'activities that had not begun' : 'everything not claimed'
  return `${by} put ${name} in force for ${whom}: ${reason}`
}

function originWords({ uploaded, isInstalled }: PolicyStanding): string {
  if (!uploaded) return 'In force: the installation’s file.'
  const other = isInstalled ? ' The installation’s file of this body is not in force.' : ''
  return `In force: “${uploaded.file}”, uploaded by ${uploaded.by} on ${dayAndTime(uploaded.at)}.${other}`
}

/** Proposes the installation's own file: nothing is computed by it before the office decides. */
function BackToInstalled({ policyId }: { policyId: string }) {
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const propose = () => run(() => request('policies.proposeInstalled', { params: { policyId } }))
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        style={{ alignSelf: 'start' }}
        {...busyButton(busy)}
        onClick={() => void propose()}
      >
        Go back to the installation’s file
      </Button>
      <Refusal refusal={refusal} size="sm" />
    </>
  )
}

/** Which file is in force, what was decided before, and which other file can be proposed. */
export function PolicyOrigin({ standing }: { standing: PolicyStanding }) {
  const { policyId, title, held, history, canReturn } = standing
  return (
    <>
      <Text size="sm">{originWords(standing)}</Text>
      {held > 0 && (
        <Text size="sm">
          {counted(held, 'activity', 'activities')} had begun when it changed and{' '}
          {held === 1 ? 'keeps' : 'keep'} the text before.
        </Text>
      )}
      <Group gap="md">
        <Download label="File" of={title} href={urlOf('policies.file', { params: { policyId } })} />
        <Download
          label="Table of cases"
          of={title}
          href={urlOf('policies.cases', { params: { policyId } })}
        />
      </Group>
      {canReturn && <BackToInstalled policyId={policyId} />}
      {history.length > 0 && (
        <details>
          <summary>{counted(history.length, 'change')}</summary>
          <ul className="office-list">
            {history.map((act) => (
              <li key={`${act.at} ${act.what} ${act.edition}`}>
                {dayAndTime(act.at)}: {actWords(act)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
