// npm run prepare-machine [start | test | speaker]
import { prepareOrExit } from './prepare.mjs'
import { stepsFor } from './steps.mjs'

const purpose = process.argv[2] ?? 'start'
if (!Object.hasOwn(stepsFor, purpose)) {
  console.error(
    `"${purpose}" is not something to prepare for; it is one of: ${Object.keys(stepsFor).join(', ')}`,
  )
  process.exit(1)
}
await prepareOrExit(/** @type {keyof typeof stepsFor} */ (purpose))
console.log('Everything is there.')
