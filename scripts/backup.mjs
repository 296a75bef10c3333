// npm run backup -- FILE [--with-secrets]: writes everything the installation holds into a file.
import { backupProgram, onInstallation } from './installation.mjs'

await onInstallation([backupProgram, 'backup', ...process.argv.slice(2)], { mayRun: true })
