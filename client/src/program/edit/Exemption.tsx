import type { AppError } from '@lectern/shared/errors'
import type { PlannedView } from '@lectern/shared/programPlanning'
import { type ExemptionGround, exemptionGrounds, groundNames } from '@lectern/shared/sessionKinds'
import { Button, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { request } from '../../live/http.ts'
import { useMe } from '../../live/me.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { dayAndTime } from '../../words/times.ts'
import { usePlanningCommand } from './usePlanningCommand.ts'

interface ExemptionProps {
  view: PlannedView
  /** Something was written that is not saved: first things first. */
  isChanged: boolean
}

/** Whether an accredited session is exempt from Standard 3; the office records it. */
export function Exemption({ view: { session, state, review }, isChanged }: ExemptionProps) {
  const isOffice = useMe().data?.person.roles.includes('office') ?? false
  const [isChoosing, setChoosing] = useState(false)
  const { busy, refusal, edit } = usePlanningCommand()
  const { exemption } = review
  const record = (ground: ExemptionGround | null) =>
    edit(() =>
      request('program.exempt', {
        params: { sessionId: session.id },
        body: { version: session.version ?? 0, ground },
      }),
    )
  const canChange = isOffice && state.phase === 'scheduled'
  if (!review.accredited || (!exemption && !canChange)) return null
  return (
    <Stack gap="xs" align="flex-start" component="section" aria-label="Exemption from Standard 3">
      {exemption && (
        <Text size="sm">
          Exempt from Standard 3, since {groundNames[exemption.ground]}: no disclosures and no 30 minutes to
          promotion are asked for. Recorded by <bdi>{exemption.name}</bdi>, {dayAndTime(exemption.at)}.
        </Text>
      )}
      {canChange && (
        <Button
          variant="default"
          size="compact-md"
          disabled={isChanged}
          onClick={() => (exemption ? void record(null) : setChoosing(true))}
          {...busyButton(busy)}
        >
          {exemption ? 'Not exempt any more' : 'Exempt from Standard 3'}
        </Button>
      )}
      <Refusal refusal={refusal} size="sm" />
      {isChoosing && (
        <Choice
          busy={busy}
          refusal={refusal}
          onClose={() => setChoosing(false)}
          onChosen={async (ground) => {
            if (await record(ground)) setChoosing(false)
          }}
        />
      )}
    </Stack>
  )
}

interface ChoiceProps {
  busy: boolean
  refusal: AppError | undefined
  onClose: () => void
  onChosen: (ground: ExemptionGround) => void
}

function Choice({ busy, refusal, onClose, onChosen }: ChoiceProps) {
  const [ground, setGround] = useState<ExemptionGround>()
  return (
    <Dialog opened onClose={onClose} title="Exempt from Standard 3">
      <Stack gap="md">
        <Radio.Group
          label="The session is exempt, since"
          description="ACCME’s grounds are narrow. Your name and the time are recorded with it, and learners are told."
          value={ground ?? ''}
          onChange={(chosen) => setGround(chosen as ExemptionGround)}
        >
          <Stack gap="xs" mt="xs">
            {exemptionGrounds.map((each) => (
              <Radio key={each} value={each} label={groundNames[each]} />
            ))}
          </Stack>
        </Radio.Group>
        <Refusal refusal={refusal} />
        <DialogButtons
          confirm="Record"
          onConfirm={() => ground && onChosen(ground)}
          onCancel={onClose}
          busy={busy}
          disabled={ground === undefined}
        />
      </Stack>
    </Dialog>
  )
}
