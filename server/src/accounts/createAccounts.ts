// Wires up accounts: signing in, the signed-in person's own data, and people for operators.
import { type AccountsOperatorOptions, createAccountsOperatorRoutes } from './accountsOperatorRoutes.ts'
import { type AccountsRoutesOptions, createAccountsRoutes } from './accountsRoutes.ts'

export type AccountsOptions = Omit<AccountsRoutesOptions, 'program' | 'isFaculty'> &
  Omit<AccountsOperatorOptions, 'program'> & {
    program: AccountsRoutesOptions['program'] &
      AccountsOperatorOptions['program'] & { isFaculty: AccountsRoutesOptions['isFaculty'] }
  }

export const createAccounts = (options: AccountsOptions) => ({
  routes: {
    ...createAccountsRoutes({ ...options, isFaculty: options.program.isFaculty }),
    ...createAccountsOperatorRoutes(options),
  },
})
