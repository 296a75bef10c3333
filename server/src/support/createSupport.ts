// Wires up commercial support: agreements, who signed them, and each activity's income and expense.
import { type AgreeingOptions, createAgreeing } from './agreeing.ts'
import { createStatements, type StatementsOptions } from './statements.ts'
import { createSupportRoutes, type SupportRoutesOptions } from './supportRoutes.ts'
import type { SupportStore } from './supportStore.ts'
import { createSupportViews, type SupportViewsOptions } from './supportViews.ts'

export interface SupportOptions
  extends Omit<AgreeingOptions, 'store' | 'activities' | 'program'>,
    Omit<StatementsOptions, 'store'>,
    Omit<SupportViewsOptions, 'store' | 'activities' | 'program' | 'findPerson'>,
    Pick<SupportRoutesOptions, 'uploads'> {
  supportStore: SupportStore
  program: AgreeingOptions['program'] & SupportViewsOptions['program']
  activities: AgreeingOptions['activities'] & SupportRoutesOptions['activities']
  accounts: SupportRoutesOptions['accounts'] & Pick<SupportViewsOptions, 'findPerson'>
}

export function createSupport({ supportStore: store, accounts, ...options }: SupportOptions) {
  const agreeing = createAgreeing({ ...options, store })
  const statements = createStatements({ ...options, store })
  const overview = createSupportViews({ ...options, store, findPerson: accounts.findPerson })
  return {
    agreeing,
    statements,
    routes: createSupportRoutes({ ...options, store, accounts, agreeing, statements, overview }),
  }
}
