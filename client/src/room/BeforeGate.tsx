import type { OwnOutcomes } from '@lectern/shared/outcomes'
import type { SessionView } from '@lectern/shared/program'
import { Stack } from '@mantine/core'
import { beforeWords } from '../credit/outcomes/BeforeQuestions.tsx'
import { PairedForm } from '../credit/outcomes/PairedForm.tsx'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { Page, PageHead } from '../ui/Page.tsx'

/** In place of the picture, once. */
export default function BeforeGate({
  view: { session, state },
  outcomes,
}: {
  view: SessionView
  outcomes: OwnOutcomes
}) {
  return (
    <Page width="reading">
      <PageHead
        title={session.title}
        over={<PhaseBadge phase={state.phase} />}
        lead={`Before you enter: ${beforeWords(outcomes)} The session opens right after.`}
      />
      <Stack gap="lg">
        <PairedForm
          activityId={session.activityId!}
          outcomes={outcomes}
          side="before"
          submitLabel="Answer and enter"
          skipLabel={outcomes.mustAnswer ? undefined : 'Skip and enter'}
        />
      </Stack>
    </Page>
  )
}
