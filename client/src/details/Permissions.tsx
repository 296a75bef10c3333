import type { OwnDetails } from '@lectern/shared/accounts'
import { type Register, registers } from '@lectern/shared/creditRegisters'
import { permissionWords, registerWords } from '@lectern/shared/registerPermission'
import { Switch, Text, Title } from '@mantine/core'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { dayAndTime } from '../words/times.ts'
import { useDetailsSaved } from './detailsApi.ts'

/** When the person last decided about a register. */
function decidedWords({ permissions }: Pick<OwnDetails, 'permissions'>, register: Register): string {
  const decided = permissions[register]
  if (!decided) return ''
  const when = decided.at === null ? 'before times were recorded' : `on ${dayAndTime(decided.at)}`
  return decided.given ? `Permitted ${when}.` : `Withdrawn ${when}.`
}

/** Which registers may get the person's credit: nothing is reported without a press here. */
export function Permissions({ details }: { details: OwnDetails }) {
  const show = useDetailsSaved()
  const { busy, refusal, run } = useCommand()
  const permit = (register: Register, given: boolean) =>
    run(async () => show(await request('accounts.permit', { body: { register, given } })))
  return (
    <section aria-labelledby="permissions">
      <Title order={2} id="permissions">
        Reporting to registers
      </Title>
      <Text c="gray.7" mb="md">
        {permissionWords}
      </Text>
      <PlainList>
        {registers.map((register) => {
          const { name, gets } = registerWords[register]
          return (
            <li key={register} className="details-permission">
              <Switch
                label={name}
                description={`${gets} ${decidedWords(details, register)}`.trim()}
                checked={details.permissions[register]?.given === true}
                aria-disabled={busy}
                onChange={(event) => void permit(register, event.currentTarget.checked)}
              />
            </li>
          )
        })}
      </PlainList>
      <Refusal refusal={refusal} mt="sm" />
    </section>
  )
}
