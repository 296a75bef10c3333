import { checklistOf } from './checklist.ts'
import { activityCredit, evaluationMissing, reason, result, watched } from './fakeCredit.ts'

const todo = { blocks: true, todo: true } as const
const checklist = (...reasons: ReturnType<typeof reason>[][]) =>
  checklistOf(activityCredit({ results: reasons.map((each) => result({ reasons: each })) }))

test('only what the person can still do is in it, with the way there', () => {
  const list = checklist([evaluationMissing, reason({ code: 'share_below', blocks: true }), reason()])
  expect(list).toEqual([
    {
      code: 'evaluation_missing',
      message: evaluationMissing.message,
      by: evaluationMissing.by,
      to: '/credit/hf/evaluation',
      action: 'Start evaluation',
    },
  ])
})

test('what only credit asks for that will not be given is not asked of anybody', () => {
  const wants = reason({ ...todo, code: 'profile_missing', message: 'Add your EFN.' })
  const late = reason({ code: 'designated_late', blocks: true })
  const short = reason({ code: 'share_below', blocks: true })
  const elsewhere = reason({ code: 'claimed_elsewhere' })
  expect(checklist([wants, late])).toEqual([])
  expect(checklist([wants, short, elsewhere])).toEqual([])
  // Another body may still give it, and an appeal may bring missing time back.
  expect(checklist([wants, late], [wants]).map(({ code }) => code)).toEqual(['profile_missing'])
  expect(checklist([wants, short]).map(({ code }) => code)).toEqual(['profile_missing'])
  expect(checklist([wants, elsewhere]).map(({ code }) => code)).toEqual(['profile_missing'])
})

test.each(['scheduled', 'live', 'paused'] as const)(
  'while a session is %s no form waits for the person',
  (phase) => {
    const wants = reason({ ...todo, code: 'profile_missing', message: 'Add your NPI.' })
    const list = checklistOf(
      activityCredit({
        sessions: [watched({ phase })],
        results: [result({ reasons: [evaluationMissing, wants] })],
      }),
    )
    expect(list.map(({ code }) => code)).toEqual(['profile_missing'])
  },
)

test('what several bodies want is said once, by the earliest date', () => {
  const [one, ...rest] = checklist(
    [{ ...evaluationMissing, by: 9000 }],
    [{ ...evaluationMissing, by: 4000 }],
    [{ ...evaluationMissing, by: null }],
  )
  expect(one!.by).toBe(4000)
  expect(rest).toEqual([])
})

test('different numbers of different bodies are told apart', () => {
  const wants = (message: string) => [reason({ ...todo, code: 'profile_missing', message })]
  expect(checklist(wants('Add your NPI.'), wants('Add your EFN.')).map(({ message }) => message)).toEqual([
    'Add your NPI.',
    'Add your EFN.',
  ])
})

test('what is due first comes first; what has no date comes last', () => {
  const due = (code: 'test_failed' | 'test_missing' | 'evaluation_missing', by: number | null) => [
    reason({ ...todo, code, by }),
  ]
  const list = checklist(due('test_missing', null), due('evaluation_missing', 2000), due('test_failed', 1000))
  expect(list.map(({ code }) => code)).toEqual(['test_failed', 'evaluation_missing', 'test_missing'])
  expect(list.map(({ to }) => to)).toEqual(['/credit/hf/test', '/credit/hf/evaluation', '/credit/hf/test'])
})
