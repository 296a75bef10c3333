// npm run verify-certificate -- FILE [--key PUBLICKEY]: whether a certificate's PDF is what was issued. Needs
// only Node 24: no network, nothing installed.
import { runWithNode24 } from './prepare/withNode24.mjs'

runWithNode24('certificate')
