import type { RtpCapabilities } from '@lectern/shared/media'
import { Router } from 'express'
import { requirePerson } from '../http/person.ts'
import type { SfuNodes } from './sfuNodes.ts'

/** `GET /api/stage/capabilities`: lets a page prepare its device before it joins. */
export function createStageRoutes(nodes: SfuNodes): Router {
  const router = Router()
  let known: RtpCapabilities | undefined
  router.get('/api/stage/capabilities', requirePerson, async (_request, response) => {
    known ??= (await nodes.call(nodes.candidate().nodeId, 'node.capabilities', {})).rtpCapabilities
    response.json({ rtpCapabilities: known })
  })
  return router
}
