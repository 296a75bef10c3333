import type { ApiDescription, ApiOperation } from '@lectern/shared/system'

export interface ApiRoute extends ApiOperation {
  method: string
  path: string
}

/** The routes of a description under the feature that each belongs to, in its order. */
export function byFeature(paths: ApiDescription['paths']): [feature: string, routes: ApiRoute[]][] {
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(
      ([method, operation]): ApiRoute => ({
        ...operation,
        method: method.toUpperCase(),
        path,
      }),
    ),
  )
  return [...Map.groupBy(routes, ({ tags }) => tags[0] ?? '')]
}
