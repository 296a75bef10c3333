// Reaches the server on this machine with the operator token from its data folder.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where `npm start` listens with these settings. */
export const localAddress = (): string => `http://127.0.0.1:${process.env.PORT || 4400}`

/** Throws an Error saying what to do if there is none. */
export function operatorToken(): string {
  if (process.env.OPERATOR_TOKEN) return process.env.OPERATOR_TOKEN
  const secrets = join(process.env.DATA_DIR || 'data', 'secrets.json')
  if (!existsSync(secrets))
    throw new Error(
      `There is no ${secrets}. Run this where npm start ran, or set DATA_DIR or OPERATOR_TOKEN as for the server.`,
    )
  return (JSON.parse(readFileSync(secrets, 'utf8')) as { OPERATOR_TOKEN: string }).OPERATOR_TOKEN
}
