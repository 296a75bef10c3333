import './audit.css'
import type { Dossier, Section as DossierSection, Missing } from '@lectern/shared/audit'
import { Anchor, Button, Stack } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Section } from '../ui/Section.tsx'
import { counted } from '../words/counts.ts'
import { momentOf } from '../words/times.ts'
import { dossierQuery, isOver, packsQuery, type SheetName, sheets } from './auditApi.ts'
import { actorWords } from './auditWords.ts'
import { DossierBlock } from './DossierBlocks.tsx'
import { Packs } from './Packs.tsx'
import { SheetTable } from './SheetTable.tsx'

/** Everything about one activity that an audit asks for, to read. */
export function DossierPage() {
  const { activityId = '' } = useParams()
  const dossier = useQuery(dossierQuery(activityId))
  // Asked again and again, for a page that stays open.
  const packs = useQuery(packsQuery(activityId))
  if (isOver(dossier.error) || isOver(packs.error)) return <NotTheirs />
  return (
    <Loaded query={dossier} label="Loading the activity">
      {(data) => <DossierOf dossier={data} />}
    </Loaded>
  )
}

/** Access has ended, or was never given: nobody learns which. */
const NotTheirs = () => (
  <Page width="reading">
    <PageHead title="Nothing to audit here" />
    <Empty
      icon={IconFileSearch}
      title="You have no access to this activity"
      action={
        <Button component={Link} to="/audit" variant="default">
          Your audits
        </Button>
      }
    >
      Your access may have ended, or the address may be mistyped. If you should have access, ask the CE office
      that invited you.
    </Empty>
  </Page>
)

const MissingList = ({ missing }: { missing: readonly Missing[] }) => (
  <ul>
    {missing.map(({ says, who }) => (
      <li key={says}>
        <bdi>{says}</bdi> <span className="audit-who">({actorWords[who]})</span>
      </li>
    ))}
  </ul>
)

function stateWords({ isOver: over, sections }: Dossier): string {
  const missing = sections.reduce((sum, section) => sum + section.missing.length, 0)
  const state = over ? 'Complete: attendance is final.' : 'Not complete yet.'
  return missing === 0
    ? `${state} Nothing is missing.`
    : `${state} ${counted(missing, 'thing is', 'things are')} missing.`
}

function DossierOf({ dossier }: { dossier: Dossier }) {
  const { activity, conference, provider, at, sections } = dossier
  const missing = sections.flatMap((section) => section.missing)
  return (
    <Page>
      <PageHead
        title={activity.title}
        over={
          <Anchor component={Link} to="/audit">
            Activities to audit
          </Anchor>
        }
        lead={`${provider}. ${conference}. As of ${momentOf(at)}. ${stateWords(dossier)}`}
      />
      <Stack gap={40}>
        <Section id="pack" title="The audit pack">
          <Packs activityId={activity.id} />
        </Section>
        {missing.length > 0 && (
          <Section id="missing" title="Missing">
            <MissingList missing={missing} />
          </Section>
        )}
        <nav aria-labelledby="contents">
          <Section id="contents" title="Contents">
            <ul>
              {sections.map(({ id, title }) => (
                <li key={id}>
                  <a href={`#${id}`}>{title}</a>
                </li>
              ))}
            </ul>
          </Section>
        </nav>
        {sections.map((section) => (
          <Part key={section.id} section={section} />
        ))}
        {(Object.keys(sheets) as SheetName[]).map((sheet) => (
          <Section key={sheet} id={`sheet-${sheet}`} title={sheets[sheet]}>
            <SheetTable activityId={activity.id} sheet={sheet} />
          </Section>
        ))}
      </Stack>
    </Page>
  )
}

const Part = ({ section: { id, title, evidenceOf, blocks, missing } }: { section: DossierSection }) => (
  <Section id={id} title={title}>
    <div className="audit-section">
      <div className="audit-evidence">Evidence of: {evidenceOf}</div>
      {blocks.map((block, i) => (
        <DossierBlock key={i} block={block} />
      ))}
      {missing.length > 0 && <MissingList missing={missing} />}
    </div>
  </Section>
)
