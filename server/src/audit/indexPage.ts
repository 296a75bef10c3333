// The first page of a pack: what is in it, what each file is evidence of, what is missing, how to verify.
import type { Dossier } from '@lectern/shared/audit'
import { actorWords } from './pdf/dossierPdf.ts'
import { momentText } from './words.ts'
import type { Packed } from './zip.ts'

/** A file of the pack, in words. */
export interface Described extends Packed {
  what: string
  evidenceOf: string
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const html = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!)

const style = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1d2733; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-weight: 300 } h2 { font-weight: 500; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } caption { text-align: left; color: #566473 }
.size { white-space: nowrap } th, td { text-align: left; vertical-align: top; padding: .5rem .5rem .5rem 0; border-bottom: 1px solid #c8d2d6 }
code { font-size: .85em; overflow-wrap: anywhere } td code { display: block; min-width: 22ch } .scroll { overflow-x: auto }
a { color: #0f5c63 } .who { color: #8a4b00 }
@media print { body { font-size: 10pt; margin: 0; max-width: none } a { color: inherit } }
`

const sizeWords = (bytes: number): string =>
  bytes < 10_000 ? `${bytes} bytes` : `${Math.round(bytes / 1000).toLocaleString('en-GB')} kB`

const fileRow = ({ name, what, evidenceOf, bytes, sha256 }: Described): string =>
  `<tr><th scope="row"><a href="${html(name)}">${html(name)}</a></th><td>${html(what)}</td><td>${html(evidenceOf)}</td><td class="size">${sizeWords(bytes)}</td><td><code>${sha256}</code></td></tr>`

const missingRow = ({ says, who }: { says: string; who: keyof typeof actorWords }): string =>
  `<li><bdi>${html(says)}</bdi> <span class="who">(${html(actorWords[who])})</span></li>`

function missingPart({ sections, isOver }: Dossier): string {
  const missing = sections.flatMap((section) => section.missing)
  if (missing.length === 0) return '<p>Nothing is missing.</p>'
  const state = isOver ? '' : ' The activity is not complete: make another pack when it is.'
  return `<p>What an audit would find missing, and who must act.${state}</p><ul>${missing.map(missingRow).join('\n')}</ul>`
}

export function indexPage(dossier: Dossier, files: readonly Described[], fingerprint: string | null): string {
  const { activity, provider, conference, timeZone, at } = dossier
  const hasLedger = files.some(({ name }) => name === 'ledger.ndjson')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Audit pack: ${html(activity.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1 dir="auto">Audit pack: ${html(activity.title)}</h1>
<p><bdi>${html(provider)}</bdi>. <bdi>${html(conference)}</bdi>. As of ${html(momentText(at, timeZone))}.</p>
<p>Begin with <a href="abstract.pdf">abstract.pdf</a>: everything about the activity in words, with bookmarks. The sheets have what the words rest on, person by person; all their times are UTC.</p>
<h2>Missing</h2>
${missingPart(dossier)}
<h2>Files</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="files">
<table>
<caption id="files">What is in the pack, and what each file is evidence of</caption>
<thead><tr><th scope="col">File</th><th scope="col">What it holds</th><th scope="col">Evidence of</th><th scope="col">Size</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
${files.map(fileRow).join('\n')}
</tbody>
</table>
</div>
<h2>How to verify it</h2>
<ol>
<li>Files: <code>sha256sum -c SHA256SUMS</code> in the folder of the unpacked files. The digest of the whole pack is in the ledger, and on the page where the pack was downloaded.</li>
${
  hasLedger
    ? `<li>The ledger: <code>npm run verify-ledger -- ledger.ndjson --credit</code> in the source of Lectern, with Node 24 and no network. It names the first entry that was altered, removed or inserted, and computes every certificate again. The fingerprint of the key is <code>${html(fingerprint ?? '')}</code>: compare it with one that you did not get with this pack. The ledger is one chain for the whole conference, so it holds the entries of its other activities, too.</li>`
    : '<li>The ledger is not in this pack: the server has no key to sign it.</li>'
}
<li>A certificate: its code at the provider’s verification page, or the file with <code>npm run verify-certificate -- FILE</code>.</li>
</ol>
</main>
</body>
</html>
`
}
