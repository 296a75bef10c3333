import type { AppealStanding } from '@lectern/shared/creditOffice'
import { Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { effectWords, type OfficeAppeal, stretchWords } from './appealWords.ts'
import { override } from './officeApi.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

interface GrantDialogProps {
  appeal: OfficeAppeal
  onClose: (done: boolean) => void
}

/** Grants an appeal with the minutes of its longest gap, or of all gaps. */
export function GrantDialog({ appeal, onClose }: GrantDialogProps) {
  const { id, sessionId, personId, name, sessionTitle, text, standing } = appeal
  const [chosen, setChosen] = useState(0)
  if (!standing) return null
  const grant = standing.grants[chosen] ?? standing.grants[0]!
  return (
    <ReasonDialog
      title="Grant the appeal"
      description="The learner reads it, and it is kept as evidence with your name."
      confirm="Grant"
      onConfirm={(reason) =>
        override({
          sessionId,
          personId,
          fromMinute: grant.fromMinute,
          toMinute: grant.toMinute,
          credited: true,
          reason,
          appealId: id,
        })
      }
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text dir="auto">
          {name}, “{sessionTitle}”: “{text}”
        </Text>
        <Stretches standing={standing} chosen={chosen} onChoose={setChosen} />
      </Stack>
    </ReasonDialog>
  )
}

interface StretchesProps {
  standing: AppealStanding
  chosen: number
  onChoose: (index: number) => void
}

/** Which minutes will count, and what that changes. */
function Stretches({ standing, chosen, onChoose }: StretchesProps) {
  const [only, ...others] = standing.grants
  if (others.length === 0)
    return (
      <Text className="figures">
        {stretchWords(only!)} will count: {effectWords(standing, only!)}.
      </Text>
    )
  const names = ['The longest gap', 'All gaps']
  return (
    <Radio.Group
      label="Minutes that will count"
      value={String(chosen)}
      onChange={(value) => onChoose(Number(value))}
    >
      <Stack gap={4} mt={4}>
        {standing.grants.map((grant, index) => (
          <Radio
            key={index}
            value={String(index)}
            className="figures"
            label={`${names[index]}, ${stretchWords(grant)}: ${effectWords(standing, grant)}`}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
