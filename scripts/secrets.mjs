// Secrets of the embedded default: created once, kept in the data folder, readable by its owner only.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const names = ['SESSION_SECRET', 'SFU_CONTROL_SECRET', 'OPERATOR_TOKEN', 'LEDGER_KEY']

/** The environment's secrets take precedence. @param {string} dataDir @returns {Record<string, string>} */
export function readSecrets(dataDir) {
  const file = join(dataDir, 'secrets.json')
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const missing = names.filter((name) => !kept[name])
  for (const name of missing) kept[name] = randomBytes(32).toString('base64url')
  if (missing.length > 0) {
    writeFileSync(`${file}.new`, JSON.stringify(kept, null, 2), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return Object.fromEntries(names.map((name) => [name, process.env[name] || kept[name]]))
}
