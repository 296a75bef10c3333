// Every Redis key has one owner: the feature whose store reads and writes it.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'

/** Keys that several features name, with the reason. */
const shared: Partial<Record<keyof typeof keys, string>> = {
  sessionState: 'scripts of other features ask in the same step whether the session runs',
  pollsById: 'move.lua closes open polls in the step that ends or pauses the session',
  stage: 'move.lua clears the stage in the same step',
  stageTimes: 'move.lua says, in the step in which a session goes live, that they are kept',
  questions: 'move.lua takes the live question down in the same step',
  questionsById: 'move.lua takes the live question down in the same step',
  questionsByVersion: 'move.lua takes the live question down in the same step',
  sessionIntents: 'each feature stores its intents in the step that needs the evidence; their names differ',
  sessions: 'the sweep of intents visits every session',
  conferences: 'the sweep of intents visits every conference',
  boothsOfExhibitors: 'the sweep of intents visits every booth',
  outageIntents: 'intentsStore lists every place where intents lie',
  boothIntents: 'intentsStore lists every place where intents lie',
  creditIntents: 'intentsStore lists every place where intents lie',
  disclosureIntents: 'intentsStore lists every place where intents lie',
  auditIntents: 'intentsStore lists every place where intents lie',
  httpSessions: 'connect-redis writes web sessions; revoking a sign-in deletes one',
  node: 'a media node announces itself to the servers',
  nodes: 'a media node announces itself to the servers',
}

const root = join(import.meta.dirname, '../..')
const users = new Map<string, Set<string>>()
for (const file of globSync(['server/src/**/*.ts', 'sfu/src/**/*.ts'], { cwd: root })) {
  if (file.endsWith('.test.ts') || file.includes('/testing/')) continue
  const [workspace, , folder] = file.split('/')
  for (const [, key] of readFileSync(join(root, file), 'utf8').matchAll(/\bkeys\.(\w+)/g))
    users.set(key!, (users.get(key!) ?? new Set()).add(workspace === 'sfu' ? 'sfu' : folder!))
}
/** They concern all features at once: backups, data of earlier versions, whole conferences. */
const ofEverything: readonly string[] = ['backup', 'installation']
function owners(key: string): string[] {
  const all = [...(users.get(key) ?? [])].sort()
  const features = all.filter((folder) => !ofEverything.includes(folder))
  return features.length > 0 ? features : all.slice(0, 1)
}
/** Read by their kind: `keys[kind]`. */
const indirect = ['present', 'delivered']

test.each(Object.keys(keys).filter((key) => !Object.hasOwn(shared, key)))('%s has one owner', (key) => {
  if (!indirect.includes(key)) expect(owners(key)).toHaveLength(1)
  else expect(owners(key).length).toBeLessThanOrEqual(1)
})

test('a key that is listed as shared is named by more than one feature', () => {
  expect(Object.keys(shared).filter((key) => owners(key).length < 2)).toEqual([])
})
