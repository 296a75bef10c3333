// The HTTP API for people who write programs against it: every route of the server, from the server's own
// description.
import './integrators.css'
import { Anchor, Code, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { request, urlOf } from '../live/http.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { OuterFrame } from '../ui/OuterFrame.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { type ApiRoute, byFeature } from './apiRoutes.ts'
import { RouteDetails } from './RouteDetails.tsx'

const apiQuery = {
  queryKey: ['api'],
  queryFn: () => request('system.description'),
  staleTime: Number.POSITIVE_INFINITY,
}

export default function ApiPage() {
  const description = useQuery(apiQuery)
  return (
    <OuterFrame>
      <Loaded query={description} label="Loading the description of the API">
        {({ paths }) => (
          <Page>
            <PageHead title="HTTP API" />
            <Stack gap="lg">
              <Introduction />
              {byFeature(paths).map(([feature, routes]) => (
                <Feature key={feature} feature={feature} routes={routes} />
              ))}
            </Stack>
          </Page>
        )}
      </Loaded>
    </OuterFrame>
  )
}

function Introduction() {
  return (
    <Stack gap="sm">
      <Text>
        Everything below is also an <Anchor href={urlOf('system.description')}>OpenAPI 3.1 document</Anchor>,
        from which clients can be generated. Bodies and answers are JSON where nothing else is said.
      </Text>
      <Text>
        Scripts send the operator token: <Code>Authorization: Bearer TOKEN</Code>. People send the cookie of
        their session, which signing in sets.
      </Text>
      <Text>
        A refusal is <Code>{'{"error": {"code", "message", "details"}}'}</Code>. Decide by the code, which
        stays the same; show the message to people. <Code>rate_limited</Code> comes with{' '}
        <Code>Retry-After</Code>.
      </Text>
    </Stack>
  )
}

function Feature({ feature, routes }: { feature: string; routes: ApiRoute[] }) {
  return (
    <section aria-label={feature}>
      <Title order={2} mb="sm" tt="capitalize">
        {feature}
      </Title>
      <Stack gap={0}>
        {routes.map((route) => (
          <RouteDetails key={route.operationId} route={route} />
        ))}
      </Stack>
    </section>
  )
}
