import type { PolicyStanding } from '@lectern/shared/creditPolicies'
import { Group, Text } from '@mantine/core'
import { urlOf } from '../live/http.ts'
import { counted } from '../words/counts.ts'
import { dayAndTime } from '../words/times.ts'
import { Download } from './Download.tsx'

type Act = PolicyStanding['history'][number]

/** "Hana Ito put “ama.json” in force for activities that had not begun: As published." */
function actWords({ what, by, file, scope, reason }: Act): string {
  const name = file === '' ? 'the installation’s file' : `“${file}”`
  if (what === 'uploaded') return `${by} uploaded ${name}.`
  if (what === 'withdrawn') return `${by} took the upload of ${name} back.`
  const whom = scope === 'not_begun' ? 'activities that had not begun' : 'everything not claimed'
  return `${by} put ${name} in force for ${whom}: ${reason}`
}

function originWords({ uploaded, isInstalled }: PolicyStanding): string {
  if (!uploaded) return 'In force: the installation’s file.'
  const other = isInstalled ? ' The installation’s file of this body is not in force.' : ''
  return `In force: “${uploaded.file}”, uploaded by ${uploaded.by} on ${dayAndTime(uploaded.at)}.${other}`
}

/** Which file is in force, what was done before, and the files to go on from. */
export function PolicyOrigin({ standing }: { standing: PolicyStanding }) {
  const { policyId, title, held, history } = standing
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
