// npm run restore -- FILE: restores a backup into an empty installation that does not run.
import { backupProgram, onInstallation } from './installation.mjs'

await onInstallation([backupProgram, 'restore', ...process.argv.slice(2)], { mayRun: false })
