// The rules of credit and the reading of policies run with nothing but Node: an export is verified offline.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

/** The modules that a module loads when it runs; types are erased. */
function loadedBy(file: string): string[] {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8')
  const statements = source.matchAll(/^(?:import|export)\s+(?!type\b)([^'"]*?from\s+)?'([^']+)'/gms)
  return [...statements].flatMap(([, names = '', module]) => {
    const named = /\{([^}]*)\}/.exec(names)?.[1]
    const onlyTypes = named?.split(',').every((each) => each.trim() === '' || /^type\s/.test(each.trim()))
    return onlyTypes ? [] : [module!]
  })
}

function loadedAltogether(file: string, seen = new Set<string>()): Set<string> {
  for (const module of loadedBy(file)) {
    if (seen.has(module)) continue
    seen.add(module)
    if (module.startsWith('./')) loadedAltogether(module, seen)
  }
  return seen
}

test.each([
  './readPolicy.ts',
  './creditPolicy.ts',
  './creditRules.ts',
  './creditAmount.ts',
  './designations.ts',
  './watchTime.ts',
  './statements.ts',
  './certificateWords.ts',
  './formAnswers.ts',
])('%s loads no package', (file) => {
  expect([...loadedAltogether(file)].filter((module) => !module.startsWith('./'))).toEqual([])
})

test('what loads a package is noticed', () => {
  expect([...loadedAltogether('./credit.ts')]).toContain('zod')
})
