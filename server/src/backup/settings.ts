// The settings that a backup carries.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Signs exports of the ledger: without it, an export of the restored ledger has another signer. */
const always = ['LEDGER_KEY']
const secrets = ['SESSION_SECRET', 'SFU_CONTROL_SECRET', 'OPERATOR_TOKEN']

type Settings = Record<string, string>

const readFile = (file: string | undefined): Settings =>
  file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Settings) : {}

/** From the environment, or else from the file of `npm start`. */
export function settingsFor(
  environment: NodeJS.ProcessEnv,
  file: string | undefined,
  withSecrets: boolean,
): Settings {
  const kept = readFile(file)
  const names = withSecrets ? [...always, ...secrets] : always
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name] || kept[name]
      return value ? [[name, value]] : []
    }),
  )
}

/** Has the installation use the backup's settings from its next start; returns what its operator must do. */
export function keepSettings(
  given: Settings,
  environment: NodeJS.ProcessEnv,
  file: string | undefined,
): string[] {
  const others = Object.entries(given).filter(
    ([name, value]) => environment[name] && environment[name] !== value,
  )
  const words = others.map(
    ([name]) =>
      `${name} is set to another value than in the backup. Set it to the backup's (manifest.json in it).`,
  )
  if (!file) {
    const missing = Object.keys(given).filter((name) => !environment[name])
    return [...words, ...missing.map((name) => `Set ${name} to the backup's value (manifest.json in it).`)]
  }
  writeFileSync(`${file}.new`, JSON.stringify({ ...readFile(file), ...given }, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return words
}
