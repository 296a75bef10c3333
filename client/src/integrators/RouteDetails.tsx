import { Badge, Code, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { scrollable } from '../ui/scrollable.ts'
import type { ApiRoute } from './apiRoutes.ts'

/** One route, folded: who may, what it takes, what it answers, and how it refuses. */
export function RouteDetails({ route }: { route: ApiRoute }) {
  const { method, path, summary, description, parameters, requestBody, responses } = route
  const [[status, done] = ['200', undefined]] = Object.entries(responses)
  return (
    <details className="api-route">
      <summary>
        <Badge variant="light" radius="sm" component="span" className="api-method">
          {method}
        </Badge>
        <code className="api-path">{path}</code>
        <Text component="span" size="sm" className="api-summary">
          {summary}
        </Text>
      </summary>
      <Stack gap="sm" py="sm">
        <Text>{description}</Text>
        {parameters.length > 0 && (
          <Fact name="Parameters">
            <ul>
              {parameters.map(({ name, in: place, required }) => (
                <li key={name}>
                  <Code>{name}</Code> in the {place === 'path' ? 'path' : 'query'}
                  {!required && ', optional'}
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {requestBody && <Content name="Body" content={requestBody.content} />}
        {done?.content && <Content name={`Answer, ${status}`} content={done.content} />}
        {route['x-errors'].length > 0 && (
          <Fact name="Refusals">
            <Group gap={6}>
              {route['x-errors'].map((code) => (
                <Code key={code}>{code}</Code>
              ))}
            </Group>
          </Fact>
        )}
      </Stack>
    </details>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text fw={600} size="sm">
        {name}
      </Text>
      {children}
    </div>
  )
}

type Contents = NonNullable<ApiRoute['requestBody']>['content']

/** A body or an answer: an example and its schema, or the media types of a file. */
function Content({ name, content }: { name: string; content: Contents }) {
  const json = content['application/json']
  if (json?.example === undefined) return <Fact name={name}>A file: {Object.keys(content).join(', ')}.</Fact>
  return (
    <Fact name={name}>
      <Json label={`${name}: example`} value={json.example} />
      <details>
        <summary>
          <Text component="span" size="sm">
            Schema
          </Text>
        </summary>
        <Json label={`${name}: schema`} value={json.schema} />
      </details>
    </Fact>
  )
}

function Json({ label, value }: { label: string; value: unknown }) {
  return (
    <section aria-label={label}>
      <pre className="api-json" {...scrollable}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </section>
  )
}
