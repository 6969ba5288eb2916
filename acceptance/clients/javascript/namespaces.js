import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Errors } from '@scaleway/sdk-client'
import { api, eventually } from './berth.js'

test('a namespace is made, found, changed and deleted', async () => {
  const made = await api.createNamespace({
    name: 'js-namespaces',
    description: 'from JavaScript',
    environmentVariables: { PLAIN: 'seen' },
    secretEnvironmentVariables: [{ key: 'SECRET', value: 'unseen' }, { key: 'SHORT_LIVED', value: 'unseen' }],
    tags: ['b', 'a'],
  })
  assert.equal(made.projectId, process.env.SCW_DEFAULT_PROJECT_ID)
  assert.ok(made.createdAt instanceof Date)
  const namespaceId = made.id

  const ready = await api.waitForNamespace({ namespaceId })
  assert.equal(ready.status, 'ready')
  assert.match(ready.registryEndpoint, /funcscw/)
  assert.deepEqual(await api.getNamespace({ namespaceId }), ready)
  const found = await api.listNamespaces({ name: 'js-namespaces' })
  assert.deepEqual(found.namespaces, [ready])
  assert.equal(found.totalCount, 1)

  await api.updateNamespace({
    namespaceId,
    environmentVariables: { OTHER: 'seen' },
    secretEnvironmentVariables: [{ key: 'SHORT_LIVED' }],
    tags: [],
  })
  const changed = await api.waitForNamespace({ namespaceId })
  assert.deepEqual(changed.environmentVariables, { OTHER: 'seen' })
  assert.equal(changed.description, 'from JavaScript')
  assert.deepEqual(changed.tags, [])
  // secrets that are not named stay, and their hashes with them
  assert.deepEqual(changed.secretEnvironmentVariables, ready.secretEnvironmentVariables.filter(({ key }) => key === 'SECRET'))
  assert.match(changed.secretEnvironmentVariables[0].hashedValue, /^\$argon2id\$/)

  assert.equal((await api.deleteNamespace({ namespaceId })).status, 'deleting')
  await assert.rejects(
    eventually(() => api.getNamespace({ namespaceId }), () => false),
    Errors.ResourceNotFoundError,
  )
})

test('a namespace without a name gets one from the client', async () => {
  const { id: namespaceId, name } = await api.createNamespace()
  assert.match(name, /^cns-/)
  await api.deleteNamespace({ namespaceId })
})
