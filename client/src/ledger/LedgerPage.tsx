import '../ui/wideTable.css'
import './ledger.css'
import { Button, Code, Group, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { messageOf } from '../live/appError.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { LedgerEntries } from './LedgerEntries.tsx'
import { LedgerStanding } from './LedgerStanding.tsx'
import { ledgerExport, ledgerKeyQuery, ledgerQuery } from './ledgerApi.ts'

/** The basis of an audit: the newest entries, the export, and how to verify it. */
export default function LedgerPage() {
  const ledger = useInfiniteQuery(ledgerQuery)
  return (
    <Loaded query={ledger} label="Loading the ledger">
      {({ pages }) => {
        // New entries can make pages loaded at different times overlap.
        const bySeq = new Map(pages.flatMap(({ entries }) => entries.map((entry) => [entry.seq, entry])))
        const entries = [...bySeq.values()].sort((a, b) => b.seq - a.seq)
        return (
          <Page width="tool">
            <PageHead
              title="Ledger"
              lead="Everything that credit rests on, in the order it happened. Each entry carries a fingerprint of the one before it, so none can be changed, removed or inserted unnoticed. People appear by their id only."
            />
            <Stack gap="lg" className="ledger">
              <LedgerStanding />
              <Exporting />
              <LedgerEntries entries={entries} count={pages[0]?.head.seq ?? 0} />
              <Refusal refusal={ledger.isFetchNextPageError && messageOf(ledger.error)} />
              {ledger.hasNextPage && (
                <Group>
                  <Button
                    variant="default"
                    {...busyButton(ledger.isFetchingNextPage)}
                    onClick={() => void ledger.fetchNextPage()}
                  >
                    {ledger.isFetchingNextPage ? 'Loading…' : 'Show older entries'}
                  </Button>
                </Group>
              )}
            </Stack>
          </Page>
        )
      }}
    </Loaded>
  )
}

function Exporting() {
  const key = useQuery(ledgerKeyQuery)
  return (
    <Stack gap="sm" component="section" aria-labelledby="exporting">
      <Title order={2} size="h3" id="exporting">
        Export and verify
      </Title>
      <Text>
        The export holds all entries and is signed. Anyone with this software can verify it offline: the
        command confirms that everything is in place, or names the first entry that is not, and computes every
        certificate again from the export alone.
      </Text>
      <Code block className="ledger-command">
        npm run verify-ledger -- FILE{key.data && ` --key ${key.data.publicKey}`} --credit
      </Code>
      <Text size="sm">
        Note the short code of the newest entry down elsewhere: with <Code>--head</Code> the command says
        whether the ledger still holds it. <Code>--ca</Code> names the file of the time stamp authority’s
        certificates, and <Code>--stamp</Code> a time stamp that was kept elsewhere.
      </Text>
      {key.data && (
        <Text size="sm">
          Fingerprint of the key, for comparison: <Code>{key.data.fingerprint}</Code>
        </Text>
      )}
      {key.isError && <Text role="alert">{messageOf(key.error)}</Text>}
      {!key.isError && (
        <Group>
          <Button
            component="a"
            href={ledgerExport()}
            download
            leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          >
            Export the ledger
          </Button>
        </Group>
      )}
    </Stack>
  )
}
