// npm run prepare-machine [start | test | speaker | worker]; `worker --where` prints the media worker's path.
import { prepareOrExit } from './prepare.mjs'
import { stepsFor } from './steps.mjs'
import { workerBinary } from './worker.mjs'

const [purpose = 'start', option] = process.argv.slice(2)
if (!Object.hasOwn(stepsFor, purpose)) {
  console.error(
    `"${purpose}" is not something to prepare for; it is one of: ${Object.keys(stepsFor).join(', ')}`,
  )
  process.exit(1)
}
await prepareOrExit(/** @type {keyof typeof stepsFor} */ (purpose))
console.log(option === '--where' ? workerBinary() : 'Everything is there.')
