import './credit.css'
import { Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { messageOf } from '../live/appError.ts'
import { PageSkeleton } from '../ui/Loaded.tsx'
import { OuterFrame } from '../ui/OuterFrame.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { codeOf } from './certificateCodes.ts'
import { verificationQuery } from './creditApi.ts'
import { UnknownCertificate, VerifiedCertificate } from './VerifiedCertificate.tsx'

/** For anyone who has a certificate: is it genuine, and is it still valid? */
export default function VerifyPage() {
  const { code } = useParams()
  return (
    <OuterFrame>
      <Page width="reading">
        <div className="credit">
          <PageHead title="Verify a certificate" />
          <Stack gap="lg">
            {code !== undefined && <Verified key={code} written={code} />}
            <CodeForm key={`form ${code}`} isFirst={code === undefined} />
          </Stack>
        </div>
      </Page>
    </OuterFrame>
  )
}

/** The verification of one code. */
function Verified({ written }: { written: string }) {
  const code = codeOf(written)
  const { data, error, refetch } = useQuery({ ...verificationQuery(code ?? ''), enabled: code !== undefined })
  const wasTyped = (useLocation().state as { wasTyped?: boolean } | null)?.wasTyped === true
  const answer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (data && wasTyped) answer.current?.querySelector<HTMLElement>('#verdict')?.focus()
  }, [data, wasTyped])
  if (code === undefined) return <UnknownCertificate code={written} />
  if (error && !data)
    return (
      <Stack gap="sm" align="flex-start" role="alert">
        <Title order={2}>The certificate couldn’t be looked up</Title>
        <Text>{messageOf(error)}</Text>
        <Button variant="default" onClick={() => void refetch()}>
          Try again
        </Button>
      </Stack>
    )
  if (!data) return <PageSkeleton label="Looking up the certificate" />
  return (
    <div ref={answer}>
      {data.status === 'unknown' ? (
        <UnknownCertificate code={code} />
      ) : (
        <VerifiedCertificate certificate={data} />
      )}
    </div>
  )
}

function CodeForm({ isFirst }: { isFirst: boolean }) {
  const navigate = useNavigate()
  const [written, setWritten] = useState('')
  const [problem, setProblem] = useState<string>()
  return (
    <form
      noValidate
      aria-label="Look up a certificate"
      onSubmit={(event) => {
        event.preventDefault()
        const code = codeOf(written)
        if (code) void navigate(`/verify/${code}`, { state: { wasTyped: true } })
        else setProblem('A code has 26 letters and digits. Check that it is complete.')
      }}
    >
      <Stack gap="md" align="flex-start">
        <TextInput
          label={isFirst ? 'Code of the certificate' : 'Look up another code'}
          description="Printed on the certificate, in five groups. Capitals and hyphens don’t matter."
          classNames={{ input: 'credit-code' }}
          w="100%"
          maw={440}
          autoComplete="off"
          spellCheck={false}
          value={written}
          error={problem && <span role="alert">{problem}</span>}
          onChange={(event) => {
            setProblem(undefined)
            setWritten(event.currentTarget.value)
          }}
        />
        <Button type="submit">Verify</Button>
      </Stack>
    </form>
  )
}
