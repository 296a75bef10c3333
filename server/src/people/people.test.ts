// People as the office manages them, on a whole server with a watched session.
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Certificate } from '@lectern/shared/certificates'
import { keys } from '@lectern/shared/keys'
import type { PersonPage } from '@lectern/shared/people'
import type { ErasurePreview, MergePreview } from '@lectern/shared/peopleMerging'
import { createFrozenStore } from '../attendance/frozenStore.ts'
import { startCreditServer } from '../testing/creditServer.ts'

const lectern = await startCreditServer({ clara: 60, noah: 30, shah: 60 })
const { connection } = lectern
const session = 'heart-failure'
let conferenceId = ''
let activityId = ''

const one = (personId: string) => lectern.answerOf<PersonPage>('ito', 'GET', `/api/people/${personId}`)
const codeOf = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
  lectern.codeOf('ito', method, path, body)
const identity = {
  givenName: 'Grace',
  familyName: 'Hopper',
  credentials: '',
  printedName: null,
  affiliation: 'Navy',
  profession: 'physician',
  email: 'grace@example.org',
}
const create = (personId: string, fields: object = {}) =>
  lectern.answerOf('ito', 'POST', '/api/people', {
    ...identity,
    personId,
    at: { conferenceId, roles: ['clinician'] },
    ...fields,
  })
const merge = async (to: string, from: string) => {
  const path = `/api/people/${to}/merges/${from}`
  const { seen } = await lectern.answerOf<MergePreview>('ito', 'GET', path)
  return codeOf('POST', path, { seen })
}

beforeAll(async () => {
  const me = await lectern.answerOf<{ conference: { id: string } }>('clara', 'GET', '/api/me')
  conferenceId = me.conference.id
  const mine = await lectern.answerOf<{ activities: { activity: { id: string } }[] }>(
    'clara',
    'GET',
    '/api/credit',
  )
  activityId = mine.activities[0]!.activity.id
})

describe('who somebody is', () => {
  test('the office creates, changes and lists a person; the history names fields and no values', async () => {
    await create('grace')
    await lectern.answerOf('ito', 'PUT', '/api/people/grace', {
      ...identity,
      profession: 'nurse',
      identifiers: { npi: '1234567893' },
    })
    const page = await one('grace')
    expect(page).toMatchObject({
      name: 'Grace Hopper',
      isGuessed: false,
      profession: 'nurse',
      printedName: 'Grace Hopper',
      details: { email: 'grace@example.org', identifiers: { npi: '1234567893' } },
      memberships: [{ conferenceId, roles: ['clinician'] }],
    })
    expect(page.history.map(({ what }) => what)).toContainEqual(['profession', 'identifiers'])
    expect(JSON.stringify(page.history)).not.toContain('1234567893')
    const list = (query: string) =>
      lectern.answerOf<{ people: { id: string }[] }>('ito', 'GET', `/api/people?${query}`)
    for (const query of ['search=GRACE@example', 'search=hopper', 'search=navy&profession=nurse'])
      expect((await list(query)).people.map(({ id }) => id)).toEqual(['grace'])
    expect((await list('search=hopper&lacks=email')).people).toEqual([])
  })

  test.each([
    ['a mail address that somebody has', { email: 'GRACE@example.org' }, 'conflict'],
    ['a mail address with a line break', { email: 'a@example.org\nbcc: b@example.org' }, 'invalid_request'],
    ['a name of nothing visible', { familyName: '\u200b\u3164' }, 'invalid_request'],
    ['a name that is too long', { familyName: 'x'.repeat(121) }, 'invalid_request'],
    ['a wrong check digit', { identifiers: { npi: '1234567890' } }, 'invalid_request'],
    ['an unknown profession', { profession: 'wizard' }, 'invalid_request'],
    ['an unknown field', { shoeSize: 44 }, 'invalid_request'],
    ['a printed name of no font', { printedName: 'ᠮᠢᠷᠠ' }, 'name_unprintable'],
    ['a place at no conference', { at: { conferenceId: 'X', roles: ['clinician'] } }, 'not_found'],
  ])('%s is refused, and nobody is created', async (_, fields, code) => {
    const body = { ...identity, email: '', personId: 'refused', ...fields }
    expect(await codeOf('POST', '/api/people', body)).toBe(code)
    expect(await codeOf('GET', '/api/people/refused')).toBe('not_found')
  })

  test.each([
    ['one letter', { givenName: '', familyName: 'X' }, 'X'],
    ['eight words', { givenName: 'Ana Maria José da', familyName: 'Silva e Souza Costa' }, undefined],
    ['Arabic', { givenName: 'محمد', familyName: 'الأحمد' }, undefined],
    ['Chinese', { givenName: '小明', familyName: '王' }, '王小明'],
    ['Devanagari', { givenName: 'मीरा', familyName: 'शर्मा' }, undefined],
  ])('a name of %s is taken', async (kind, names, whole) => {
    const id = `named-${kind.replace(' ', '-')}`
    await create(id, { ...names, email: '' })
    expect((await one(id)).name).toBe(whole ?? `${names.givenName} ${names.familyName}`)
  })

  test('two people share a mail address only if the office says so', async () => {
    await create('shared', { sharedEmail: true, familyName: 'Murray' })
    expect((await one('shared')).details.email).toBe('grace@example.org')
    await lectern.answerOf('ito', 'PUT', '/api/people/shared', {
      ...identity,
      familyName: 'Murray',
      email: '',
    })
  })

  test('a repeat of a creation finds the person; another person does not take their id', async () => {
    expect(await codeOf('POST', '/api/people', { ...identity, personId: 'grace' })).toBe('ok')
    expect(await codeOf('POST', '/api/people', { ...identity, familyName: 'Other', personId: 'grace' })).toBe(
      'conflict',
    )
  })

  test('an organiser who is not the office sees members without mail addresses and numbers', async () => {
    await lectern.answerOf('ito', 'PUT', `/api/people/moreau/places/${conferenceId}`, {
      roles: ['organiser'],
    })
    const list = await lectern.send('moreau', 'GET', '/api/office/members?search=hopper')
    expect(await list.text()).not.toMatch(/grace@example|1234567893/)
    const member = await lectern.send('moreau', 'GET', '/api/office/members/grace')
    expect(await member.json()).toMatchObject({ name: 'Grace Hopper', hasEmail: true })
    for (const path of ['/api/people', '/api/people/grace', '/api/duplicates', '/api/people/grace/data.json'])
      expect(await lectern.codeOf('moreau', 'GET', path)).toBe('forbidden')
    expect(await lectern.codeOf('moreau', 'GET', '/api/office/members/nobody')).toBe('not_found')
  })
})

describe('merging', () => {
  test('what both watched becomes one, and so do votes, claims and links', async () => {
    const answers = { useful: '5', 'commercial-bias': 'yes' }
    for (const who of ['clara', 'noah'] as const)
      await lectern.answerOf(who, 'PUT', `/api/credit/${activityId}/evaluation`, { answers, submit: true })
    const claim = await lectern
      .answerOf<{ code: string }>('noah', 'POST', `/api/credit/${activityId}/claims`, {
        policyId: 'ancc',
        amount: 0.5,
      })
      .catch(() => undefined)
    const link = await lectern.linkOf('noah')
    const frozen = createFrozenStore(connection)
    const before = await frozen.of(session, ['clara', 'noah'])
    expect(before.size).toBe(2)
    expect(await merge('clara', 'noah')).toBe('ok')

    const after = await frozen.of(session, ['clara', 'noah'])
    expect([...after.keys()]).toEqual(['clara'])
    expect(after.get('clara')!.present).toEqual(before.get('clara')!.present)
    expect(await one('noah')).toMatchObject({ id: 'clara' })
    // The old link signs in the person who stays.
    const cookie = await lectern.enter(link)
    const me = await lectern.request('/api/me', { cookie })
    expect(await me.json()).toMatchObject({ person: { id: 'clara' } })
    if (claim) {
      const certificate = JSON.parse((await connection.get(keys.certificate(claim.code)))!) as Certificate
      expect(certificate).toMatchObject({ personId: 'clara', revokedAt: null })
      const verified = await lectern.send('nobody', 'GET', `/api/certificates/${claim.code}`)
      expect(await verified.json()).toMatchObject({
        status: 'valid',
        holder: expect.stringContaining('Noah'),
      })
    }
  })

  test('a repeat has no effect, a stale preview is refused, and nobody is merged into themselves', async () => {
    expect(await codeOf('POST', '/api/people/clara/merges/noah', { seen: 'anything' })).toBe('ok')
    expect(await codeOf('GET', '/api/people/clara/merges/clara')).toBe('conflict')
    await create('twin', { email: 'twin@example.org' })
    expect(await codeOf('POST', '/api/people/grace/merges/twin', { seen: 'old' })).toBe('stale')
    expect(await codeOf('GET', '/api/people/grace/merges/nobody')).toBe('not_found')
  })

  test('different NPIs are refused until one is corrected', async () => {
    await lectern.answerOf('ito', 'PUT', '/api/people/twin', {
      ...identity,
      email: 'twin@example.org',
      identifiers: { npi: '2000000002' },
    })
    const path = '/api/people/grace/merges/twin'
    const preview = await lectern.answerOf<MergePreview>('ito', 'GET', path)
    expect(preview.refusals).toEqual([expect.stringContaining('NPI 1234567893 and 2000000002')])
    expect(await codeOf('POST', path, { seen: preview.seen })).toBe('conflict')
    await lectern.answerOf('ito', 'PUT', '/api/people/twin', {
      ...identity,
      email: 'twin@example.org',
      identifiers: {},
    })
    expect(await merge('grace', 'twin')).toBe('ok')
    expect((await one('grace')).details.email).toBe('grace@example.org')
    // The address of the one who went is free again.
    await create('third', { email: 'twin@example.org', familyName: 'Third' })
  })

  test('what both have signed is on file in the order of time, once', async () => {
    await create('signer', { email: '', familyName: 'Signer' })
    await create('double', { email: '', familyName: 'Signer', affiliation: '' })
    const act = (id: string, at: number) => JSON.stringify({ id, at, by: 'x', kind: 'withdrawn' })
    await connection.rpush(keys.disclosureActs('signer'), act('b', 20))
    await connection.hset(keys.disclosureActIds('signer'), 'b', 0)
    await connection.rpush(keys.disclosureActs('double'), act('a', 10), act('c', 30))
    expect(await merge('signer', 'double')).toBe('ok')
    const acts = await connection.lrange(keys.disclosureActs('signer'), 0, -1)
    expect(acts.map((text) => (JSON.parse(text) as { id: string }).id)).toEqual(['a', 'b', 'c'])
    expect(await connection.hgetall(keys.disclosureActIds('signer'))).toEqual({ a: '0', b: '1', c: '2' })
    expect(await connection.exists(keys.disclosureActs('double'))).toBe(0)
    const { kept } = await lectern.answerOf<ErasurePreview>('ito', 'GET', '/api/people/signer/erasure')
    expect(kept.map(({ words }) => words)).toContain('Signed disclosure forms')
  })

  test('nobody merges themselves away', async () => {
    const path = '/api/people/grace/merges/ito'
    const { seen } = await lectern.answerOf<MergePreview>('ito', 'GET', path)
    expect(await codeOf('POST', path, { seen })).toBe('conflict')
  })
})

describe('a person’s data', () => {
  test('has everything that names them, as JSON and to read', async () => {
    const json = (await (await lectern.send('ito', 'GET', '/api/people/grace/data.json')).json()) as Record<
      string,
      unknown
    >
    expect(JSON.stringify(json)).toContain('grace@example.org')
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining(['Person', 'Conferences', 'Watched sessions', 'Certificates', 'Visited booths']),
    )
    const text = await (await lectern.send('ito', 'GET', '/api/people/grace/data.txt')).text()
    expect(text).toContain('npi: 1234567893')
    const own = await lectern.send('clara', 'GET', '/api/account/data.txt')
    expect(await own.text()).toContain('Clara Nwosu')
  })
})

describe('erasing', () => {
  test('says beforehand what is kept, then leaves nothing else that names them', async () => {
    await lectern.answerOf('shah', 'GET', '/api/credit')
    const preview = await lectern.answerOf<ErasurePreview>('ito', 'GET', '/api/people/clara/erasure')
    expect(preview.erased.length).toBeGreaterThan(3)
    expect(preview.kept.length).toBeGreaterThan(0)
    expect(await codeOf('POST', '/api/people/clara/erasure', { seen: 'old' })).toBe('stale')
    expect(await codeOf('POST', '/api/people/clara/erasure', { seen: preview.seen })).toBe('ok')
    expect(await codeOf('POST', '/api/people/clara/erasure', { seen: preview.seen })).toBe('ok')
    expect(await lectern.codeOf('clara', 'GET', '/api/me')).toBe('not_signed_in')
    expect(await codeOf('GET', '/api/people/clara')).toBe('not_found')
    expect(await connection.keys('{p:clara}:*')).not.toContain(keys.person('clara'))
    const kept = await connection.keys('{p:clara}:*')
    expect(kept.filter((key) => !/:(erased|credit:claims|sign-ins|agenda)$/.test(key))).toEqual([])
  })

  test('the faculty of a session to come, and the last member of the office, stay', async () => {
    const okafor = await lectern.answerOf<ErasurePreview>('ito', 'GET', '/api/people/okafor/erasure')
    expect(await codeOf('POST', '/api/people/ito/erasure', { seen: 'x' })).toBe('conflict')
    expect(okafor.kept.length + okafor.refusals.length).toBeGreaterThan(0)
  })
})

describe('joining', () => {
  const request = {
    givenName: 'Mary',
    familyName: 'Seacole',
    email: 'mary@example.org',
    profession: 'nurse',
  }
  const join = (body: object, as: 'nobody' = 'nobody') =>
    lectern.codeOf(as, 'POST', '/api/registration', body)
  const set = (registration: object) =>
    lectern.answerOf('ito', 'PUT', '/api/office/registration', registration)

  test('is closed at first', async () => {
    expect(await join(request)).toBe('conflict')
  })

  test('with a code: a wrong one is refused, the right one is taken however it is typed', async () => {
    expect(await codeOf('PUT', '/api/office/registration', { mode: 'code', code: '123' })).toBe(
      'invalid_request',
    )
    await set({ mode: 'code', code: 'HEART-2026', limit: null })
    expect(await join(request)).toBe('code_unknown')
    expect(await join({ ...request, code: 'heart2025' })).toBe('code_unknown')
    expect(await join({ ...request, code: ' heart 2026 ' })).toBe('ok')
    const { people } = await lectern.answerOf<{ people: { roles: string[] }[] }>(
      'ito',
      'GET',
      '/api/office/members?search=seacole',
    )
    expect(people).toMatchObject([{ name: 'Mary Seacole', profession: 'nurse', roles: ['clinician'] }])
  })

  test('a known address gets the same answer, and nothing of that person changes', async () => {
    await set({ mode: 'open', code: '', limit: null })
    const answers = await Promise.all(
      ['grace@example.org', 'new@example.org'].map(async (email) => {
        const response = await lectern.send('nobody', 'POST', '/api/registration', { ...request, email })
        return [response.status, await response.text(), response.headers.get('set-cookie')]
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    expect((await one('grace')).name).toBe('Grace Hopper')
  })

  test('a full conference takes nobody', async () => {
    await set({ mode: 'open', code: '', limit: 1 })
    expect(await join({ ...request, email: 'late@example.org' })).toBe('conflict')
  })

  test.each([
    [{ ...request, email: 'x' }],
    [{ ...request, familyName: ' ' }],
    [{ ...request, profession: 'wizard' }],
    [{ ...request, roles: ['organiser'] }],
  ])('%j is not valid', async (body) => {
    expect(await join(body)).toBe('invalid_request')
  })
})
