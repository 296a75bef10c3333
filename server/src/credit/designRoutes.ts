// The CE office decides how certificates look.

import { addressOf } from '@lectern/shared/addresses'
import type { certificateDesignRoutes, Design, Template } from '@lectern/shared/certificateDesign'
import { requiredFields } from '@lectern/shared/certificateDesign'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { errors } from '@lectern/shared/errors'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import { requireStillSignedIn } from '../accounts/sender.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { inertForGood } from '../uploads/inert.ts'
import type { ReplacePicture } from '../uploads/replacePicture.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { DesignStore, Picture, StoredTemplate } from './designStore.ts'
import { shippedTemplate } from './pdf/bundle.ts'
import type { createTemplates } from './templates.ts'

export interface DesignRoutesOptions {
  designs: DesignStore
  templates: ReturnType<typeof createTemplates>
  policies: readonly CreditPolicy[]
  accounts: Pick<AccountsStore, 'findPerson' | 'isSignedIn'>
  uploads: Uploads
  replacePicture: ReplacePicture
  clock: Clock
}

const templateOf = (policy: CreditPolicy, stored: StoredTemplate | null): Template => ({
  policyId: policy.id,
  title: policy.title,
  source: stored?.source ?? shippedTemplate,
  shipped: shippedTemplate,
  version: stored?.version ?? 0,
  required: requiredFields(policy),
})

export function createDesignRoutes(
  options: DesignRoutesOptions,
): RouteHandlers<typeof certificateDesignRoutes> {
  const { designs, templates, policies, accounts, uploads, replacePicture, clock } = options

  const policyOf = (policyId: string): CreditPolicy => {
    const policy = policies.find(({ id }) => id === policyId)
    if (!policy) throw errors.notFound('credit policy')
    return policy
  }

  async function shown(): Promise<Design> {
    const [plan, pictures, saved] = await Promise.all([
      designs.plan(),
      designs.pictures(),
      designs.templates(),
    ])
    const address = (picture: Picture) => {
      const pictureId = pictures[picture]
      return pictureId === null ? null : addressOf('certificates.picture', { params: { picture, pictureId } })
    }
    return {
      ...plan,
      logo: address('logo'),
      signature: address('signature'),
      bodies: policies.map(({ id, title }) => ({ policyId: id, title, savedAt: saved.get(id)?.at ?? null })),
    }
  }

  return {
    'certificates.design': shown,
    async 'certificates.planDesign'({ body }) {
      await designs.savePlan(body)
      return shown()
    },
    async 'certificates.uploadPicture'(call) {
      if (!(await designs.mayKeepMore()))
        throw errors.conflict(
          'No more pictures can be kept for certificates: each one that was uploaded stays with the certificates that show it. The picture in use stays.',
        )
      await replacePicture({
        kind: 'logo',
        call,
        requireStill: async () => {
          await requireStillSignedIn(accounts, call)
          const sender = await accounts.findPerson(call.person.id)
          if (!sender?.isOffice) throw errors.forbidden('the CE office alone may do this')
        },
        record: async (fileId) => {
          await designs.replacePicture(call.params.picture, fileId)
          // Certificates that were issued with the one before still show it.
          return null
        },
      })
      return shown()
    },
    async 'certificates.removePicture'({ params }) {
      await designs.replacePicture(params.picture, null)
      return shown()
    },
    async 'certificates.picture'({ params: { picture, pictureId } }) {
      if ((await designs.pictures())[picture] !== pictureId) throw errors.notFound('picture')
      return {
        name: `${picture}.png`,
        inline: true,
        content: { path: uploads.pathOf(pictureId) },
        headers: inertForGood('private'),
      }
    },
    'certificates.template': async ({ params }) =>
      templateOf(policyOf(params.policyId), await designs.template(params.policyId)),
    async 'certificates.saveTemplate'({ params, body, person }) {
      const policy = policyOf(params.policyId)
      const problems = await templates.check(policy, body.source)
      if (problems.length > 0) throw errors.templateRefused(problems)
      const next = { source: body.source, version: body.version + 1, at: clock(), by: person.id }
      if (!(await designs.saveTemplate(policy.id, body.version, next)))
        throw errors.stale('Somebody else has changed this template. Look at it as it is now.')
      return templateOf(policy, next)
    },
    async 'certificates.resetTemplate'({ params }) {
      const policy = policyOf(params.policyId)
      await designs.removeTemplate(policy.id)
      return templateOf(policy, null)
    },
    'certificates.preview': ({ params, body }) =>
      templates.preview(policyOf(params.policyId), body.source, body.sample),
  }
}
