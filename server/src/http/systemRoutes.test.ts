import { expect, test } from '@jest/globals'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { createSystemRoutes } from './systemRoutes.ts'

test('a server that works says what somebody must look at', async () => {
  const warnings: string[] = []
  const routes = createSystemRoutes({
    checkHealth: async () => {},
    readiness: [{ name: 'always', check: () => undefined }],
    warnings: () => warnings,
    clock: () => 0,
    log: memoryLog().log,
  })
  const answer = () => routes['system.readiness']({} as never)
  expect(await answer()).toEqual({ ok: true })
  warnings.push('Evidence could not be written to the ledger.')
  expect(await answer()).toEqual({ ok: true, warnings })
})
