// npm run verify-ledger -- FILE [--key PUBLICKEY]: whether an export of the ledger is what was signed. Needs
// only Node 24: no network, nothing installed.
import { runWithNode24 } from './prepare/withNode24.mjs'

runWithNode24('ledger')
