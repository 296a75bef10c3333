// npm run verify-ledger -- FILE [--key PUBLICKEY] [--credit]: whether an export of the ledger is what was
// signed, and whether its certificates are what it gives. Needs only Node 24: no network, nothing installed.
import { runWithNode24 } from './prepare/withNode24.mjs'

runWithNode24('ledger')
